/** Texts that are meant to hurt the editor: each gets an answer, and the next word can be typed. */
import { cases } from '../kernel/testing/drawn';
import { ACCEPTED, cursorBehind, saved } from './editor-page';
import { expect, test, ticketsManifest } from './playground';

const tickets = JSON.parse(ticketsManifest()) as { models: object[] };
const manifest = (change: object): string => JSON.stringify({ ...tickets, ...change });
const model = (key: string, more: object): object => ({
  key,
  table: key.toLowerCase(),
  columns: [
    { name: 'id', type: 'uuid' },
    { name: 'organization_id', type: 'uuid' },
  ],
  ...more,
});
/** More than any addon that is known here has; the editor bears ten times as many, which takes its time. */
const MODELS = cases(1_000, 10_000);
const crowd = Array.from({ length: MODELS }, (_, index) => model(`Model${String(index)}`, {}));
const column = (more: object): object =>
  model('Extra', {
    columns: [
      ...[
        { name: 'id', type: 'uuid' },
        { name: 'organization_id', type: 'uuid' },
      ],
      { name: 'extra', type: 'text', ...more },
    ],
  });

const TEXTS: [name: string, text: string, rule: string | null][] = [
  ['trailing commas', '{"a": [1, 2,],}', 'JSON-TRAILING-COMMA'],
  ['comments', '{ /* why */ "a": 1 } // end', 'JSON-COMMENT'],
  ['the same name twice', ticketsManifest().replace('"kind": "Addon",', '"kind": "Theme", "kind": "Addon",'), 'JSON-DUPLICATE'],
  ['a number beyond all numbers', '{"a": 1e400}', 'JSON-NUMBER'],
  ['half of a character', ticketsManifest().replace('"Helpdesk tickets"', '"\\ud800"'), 'JSON-SURROGATE'],
  ['nested 5,000 deep', '['.repeat(5000) + ']'.repeat(5000), 'JSON-DEPTH'],
  ['names of the language itself', ticketsManifest().replace('{', '{ "__proto__": {}, "constructor": {},'), 'SCHEMA-UNKNOWN'],
  [
    'an expression of a megabyte',
    manifest({ models: [...tickets.models, model('Extra', { formulas: [{ target: 'id', expr: '('.repeat(1024 * 1024) }] })] }),
    'FORM-EXPR',
  ],
  ['an expression that would run for ever', manifest({ models: [...tickets.models, column({ validation: { regex: '(a+)+$' } })] }), null],
  [`${String(MODELS)} models`, manifest({ models: [...tickets.models, ...crowd] }), null],
];

test('the editor stays alive', async ({ playground, faults }) => {
  const { page } = playground;
  await page.goto(process.env.PLAYGROUND_URL ?? '');
  await expect(playground.verdict).toHaveText(ACCEPTED.en);
  await playground.showProblems();
  for (const [name, text, rule] of TEXTS) {
    await test.step(name, async () => {
      await playground.write(text);
      if (rule === null) await expect(playground.verdict).toHaveText(ACCEPTED.en);
      else await expect(playground.problems.filter({ hasText: `· ${rule}` }).first()).toBeVisible();
      await playground.write(ticketsManifest());
      await expect(playground.verdict).toHaveText(ACCEPTED.en);
    });
  }
  await cursorBehind(page, '"author": "Meta');
  await page.keyboard.type('X');
  await expect.poll(() => saved(page)).toContain('"author": "MetaXcore Playground"');
  // Monaco's own JSON service, which helps with typing and judges nothing, reads by recursion: it may give a deep text up.
  expect(faults.filter((fault) => !fault.includes('Maximum call stack size exceeded'))).toEqual([]);
});
