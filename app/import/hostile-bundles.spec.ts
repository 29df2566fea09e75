/** Bundles that somebody could hand over: what the sheet says of each. `e2e/hostile-arrivals.spec.ts` opens some in a browser. */
import { expect, it } from 'vitest';
import { TEMPLATES } from '../../generated/templates';
import { utf8 } from '../../kernel/bundle/testing/archives';
import { cases, SEED } from '../../kernel/testing/drawn';
import { openBundle } from '../../workers/open-bundle';
import { bundleOrder } from '../arrival/bundle-order';
import { sortDropped } from '../arrival/dropped';
import { IMPORT_STRINGS } from './strings';
import { type HostileBundle, hostileBundles, OPENED_IN_A_BROWSER, VERDICT_SENTENCE } from './testing/hostile-bundles';

const EN = IMPORT_STRINGS.en;
const tickets = TEMPLATES.find(({ card }) => card.id === 'tickets')?.files['manifest.json'] ?? '';
const bundles = await hostileBundles('http://127.0.0.1:4711', tickets, SEED);

type Told = { alert: string } | { verdict: string; opens: string[] | null };

/** What the sheet says of the files: why they cannot be opened, or the verdict, and the warnings of what was unpacked. */
async function told(files: HostileBundle['files'], developmentMode: boolean): Promise<Told> {
  const dropped = sortDropped(files.map(({ name, content }) => new File([utf8(content) as BlobPart], name)));
  if (typeof dropped === 'string') return { alert: EN[dropped] };
  const judged = await openBundle(await bundleOrder(dropped, { developmentMode, trusted: [], locale: 'en' }));
  if (!judged.ok) return { alert: EN.failed(judged.message) };
  const { verdict, bundle } = judged.value.opened;
  return { verdict, opens: bundle ? bundle.warnings.map(({ message }) => message) : null };
}

it('there are as many as there should be, each of its own name, and every verdict has its sentence', () => {
  expect(bundles.length).toBeGreaterThanOrEqual(cases(120, 220));
  expect(new Set(bundles.map(({ name }) => name)).size).toBe(bundles.length);
  expect(OPENED_IN_A_BROWSER.filter((name) => !bundles.some((bundle) => bundle.name === name))).toEqual([]);
  expect(VERDICT_SENTENCE).toEqual({ unsigned: EN.unsigned, 'unknown-key': EN.unknownKey, tampered: EN.tampered });
});

it.each(bundles.map((bundle): [string, HostileBundle] => [bundle.name, bundle]))('%s leads to its sheet', async (_name, bundle) => {
  const { files, first, then } = bundle;
  expect(await told(files, false)).toEqual('alert' in first ? first : { verdict: first.verdict, opens: null });
  const verdict = 'verdict' in first ? first.verdict : '';
  const wanted = then === undefined ? await told(files, false) : 'alert' in then ? then : { verdict, opens: then.opens };
  expect(await told(files, true)).toEqual(wanted);
});
