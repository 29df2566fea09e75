/** Links and addresses that somebody could send: what the sheet tells of each, and what it offers. `e2e/hostile-arrivals.spec.ts` opens some in a browser. */
import { expect, it } from 'vitest';
import { TEMPLATES } from '../../generated/templates';
import { readAddress } from '../../kernel/link/address';
import { cases, SEED } from '../../kernel/testing/drawn';
import { rowsOf } from './facts-rows';
import { arrivalAt, unreadable } from './from-address';
import { actionsOf, factsOf, offerRows, sentenceOf, titleOf } from './sheet';
import type { ArrivalState } from './state';
import { ARRIVAL_STRINGS } from './strings';
import { type HostileLink, hostileLinks, OPENED_IN_A_BROWSER } from './testing/hostile-links';

const FOREIGN = 'http://127.0.0.1:4711';
const EN = ARRIVAL_STRINGS.en;
const tickets = TEMPLATES.find(({ card }) => card.id === 'tickets')?.files['manifest.json'] ?? '';
const links = await hostileLinks(FOREIGN, tickets, SEED);

async function stateAt({ query = '', fragment }: Pick<HostileLink, 'query' | 'fragment'>): Promise<ArrivalState> {
  try {
    return await arrivalAt(readAddress(`?${query}`, fragment), () => Promise.resolve([]));
  } catch (error) {
    return unreadable(error);
  }
}

/** A text as it is read on a page: runs of blanks are one blank. */
const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

async function sheetOf(link: HostileLink) {
  const state = await stateAt(link);
  const facts = state.step === 'shown' ? factsOf(state.arrival, EN) : null;
  const rows = facts ? rowsOf(facts, EN) : state.step === 'offered' ? offerRows(state, EN) : [];
  return {
    title: titleOf(state, EN),
    sentence: words(sentenceOf(state, false, EN, 'en')),
    note: facts?.note ?? null,
    rows: Object.fromEntries(rows.map(([label, text]): [string, string] => [label, words(text)])),
    actions: actionsOf(state, false),
  };
}

it('there are as many as there should be, each of its own name', () => {
  expect(links.length).toBeGreaterThanOrEqual(cases(115, 160));
  expect(OPENED_IN_A_BROWSER.filter((name) => !links.some((link) => link.name === name))).toEqual([]);
  expect(new Set(links.map(({ name }) => name)).size).toBe(links.length);
});

it.each(links.map((link): [string, HostileLink] => [link.name, link]))('%s leads to its sheet', async (_name, link) => {
  const wanted = link.sheet;
  const { title, sentence, note, rows, actions } = await sheetOf(link);
  if (wanted.kind === 'unreadable') {
    expect({ title, sentence, rows, actions }).toEqual({
      title: 'This link cannot be opened',
      sentence: words(wanted.message),
      rows: {},
      actions: ['leave'],
    });
  } else if (wanted.kind === 'refused') {
    // Nothing that the link says is repeated: none of it is anybody's word.
    expect({ title, sentence, note, rows, actions }).toEqual({
      title: 'Somebody shared an addon with you',
      sentence: 'Nothing of it has run or was stored, and nothing of it can be run.',
      note: 'The signature does not hold: the link was changed after it was signed. It cannot be run. Ask whoever sent it for the link as it was made.',
      rows: { 'Signed by': 'cannot be told' },
      actions: ['leave'],
    });
  } else {
    const asks = wanted.kind === 'ask';
    const seen = Object.fromEntries(Object.keys(wanted.rows).map((label) => [label, rows[label] ?? null]));
    expect({ title, rows: seen, actions }).toEqual({
      title: asks ? 'Somebody shared an addon with you' : 'An addon from another site',
      rows: wanted.rows,
      actions: ['leave', asks ? 'run' : 'fetch'],
    });
  }
});

const ADDRESSES: readonly [address: string, en: string, es: string][] = [
  ['?template=nothing', 'This playground has no template of that name.', 'Este playground no tiene ninguna plantilla con ese nombre.'],
  ['?template=__proto__', 'This playground has no template of that name.', 'Este playground no tiene ninguna plantilla con ese nombre.'],
  [
    '?template=tickets#v1.AAAA',
    'The address names more than one project. Open one of them at a time.',
    'La dirección nombra más de un proyecto. Abre uno a la vez.',
  ],
  ...['javascript:alert(1)', 'data:text/html,x', 'https://me:secret@x.test/a', 'http://x.test/a'].map((from): [string, string, string] => [
    `?from=${from}`,
    'Only https addresses without name and password are fetched.',
    'Solo se traen direcciones https sin nombre ni contraseña.',
  ]),
  [
    '#v9.AAAA',
    'This link is of a version that this playground does not know. Reload the page to get the newest one.',
    'Este enlace es de una versión que este playground no conoce. Recarga la página para tener la más nueva.',
  ],
  ['#v1.AAAA', 'The link was changed or cut on its way.', 'El enlace fue cambiado o cortado en el camino.'],
];

it.each(ADDRESSES)('%s names nothing, which is said in both languages', async (address, en, es) => {
  const [query = '', fragment] = address.slice(1).split('#');
  const state = await stateAt(
    address.startsWith('#') ? { fragment: address } : { query, fragment: fragment === undefined ? '' : `#${fragment}` },
  );
  expect([sentenceOf(state, false, EN, 'en'), sentenceOf(state, false, ARRIVAL_STRINGS.es, 'es')]).toEqual([en, es]);
  expect(actionsOf(state, false)).toEqual(['leave']);
});
