/**
 * Hostile links and bundles, opened in the browser with wires stretched across the network, every store, every way to run
 * something. What the sheets tell of the whole corpus is asserted without a browser, beside their source in `app/arrival/`.
 */
import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { utf8 } from '../kernel/bundle/testing/archives';
import { cases, isFuzz, SEED } from '../kernel/testing/drawn';
import { type Foreign, startForeign } from './foreign';
import {
  type HostileBundle,
  hostileBundles,
  isToBeMended,
  OPENED_IN_A_BROWSER as OPENED_BUNDLES,
  VERDICT_SENTENCE,
} from '../app/import/testing/hostile-bundles';
import { forge, type HostileLink, hostileLinks, OPENED_IN_A_BROWSER as OPENED_LINKS } from '../app/arrival/testing/hostile-links';
import { kept, NOTHING_KEPT, stretchTripwires, traces } from './hostile/tripwires';
import { expect, test, ticketsManifest } from './playground';

const UNTOUCHED = { ran: false, title: '', active: [] };

// A recording of hundreds of sheets would take longer than the sheets.
test.use({ trace: 'off' });

let foreign: Foreign;
test.beforeAll(async () => {
  foreign = await startForeign();
});
test.afterAll(() => foreign.close());

/** Title, sentence and rows of the sheet, as they are read. */
const readSheet = (page: Page): Promise<{ title: string; sentence: string; rows: Record<string, string>; buttons: string[] }> =>
  page.getByTestId('link-sheet').evaluate((sheet) => {
    const words = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const [title, sentence] = [sheet.getAttribute('aria-labelledby'), sheet.getAttribute('aria-describedby')].map((id) =>
      words(document.getElementById(id ?? '')),
    );
    return {
      title: title ?? '',
      sentence: sentence ?? '',
      rows: Object.fromEntries([...sheet.querySelectorAll('dt')].map((label) => [words(label), words(label.nextElementSibling)])),
      buttons: [...sheet.querySelectorAll('button')].map(words),
    };
  });

async function opensAsAsked(page: Page, { sheet }: HostileLink): Promise<void> {
  await expect(page.getByTestId('link-sheet')).toBeVisible();
  const { title, sentence, rows, buttons } = await readSheet(page);
  if (sheet.kind === 'unreadable') {
    expect({ title, sentence, rows, buttons }).toEqual({
      title: 'This link cannot be opened',
      sentence: sheet.message,
      rows: {},
      buttons: ['Not now'],
    });
    return;
  }
  if (sheet.kind === 'refused') {
    // Nothing that the link says is repeated: none of it is anybody's word.
    expect({ title, sentence, rows, buttons }).toEqual({
      title: 'Somebody shared an addon with you',
      sentence: 'Nothing of it has run or was stored, and nothing of it can be run.',
      rows: { 'Signed by': 'cannot be told' },
      buttons: ['Not now'],
    });
    await expect(page.getByTestId('facts')).toContainText('The signature does not hold: the link was changed after it was signed.');
    return;
  }
  const asks = sheet.kind === 'ask';
  const seen = Object.fromEntries(Object.keys(sheet.rows).map((label) => [label, rows[label] ?? null]));
  expect({ title, rows: seen, buttons }).toEqual({
    title: asks ? 'Somebody shared an addon with you' : 'An addon from another site',
    rows: sheet.rows,
    buttons: ['Not now', asks ? 'Run' : 'Fetch it'],
  });
}

test('hostile links: each leads to its sheet; nothing is asked for, run or stored before Run', async ({ page, context }) => {
  const all = await hostileLinks(foreign.origin, ticketsManifest(), SEED);
  const links = all.filter(({ name }) => isFuzz || OPENED_LINKS.includes(name));
  expect(links.length).toBeGreaterThanOrEqual(cases(OPENED_LINKS.length, 160));
  const wires = await stretchTripwires(context, page);
  const base = process.env.PLAYGROUND_URL ?? '';
  // What the page itself is made of: the files an honest link loads.
  await page.goto(`${base}${forge({ app: '0.1.0', title: 'honest', files: { 'manifest.json': '{}' } })}`);
  await expect(page.getByTestId('link-sheet')).toContainText('honest');
  await page.waitForLoadState('networkidle');
  const own = new Set(wires.requests);
  expect([...own].filter((url) => !url.startsWith(base))).toEqual([]);

  for (const [index, link] of links.entries()) {
    await test.step(link.name, async () => {
      // Another query makes it a page of its own; another fragment alone would be no navigation.
      const address = `${base}?n=${String(index)}${link.query === undefined ? '' : `&${link.query}`}`;
      await page.goto(`${address}${link.fragment}`, { waitUntil: 'commit' });
      own.add(new URL(address).href);
      await opensAsAsked(page, link);
      expect(await wires.calls()).toEqual([]);
      expect(await traces(page)).toEqual(UNTOUCHED);
      expect(wires.incidents).toEqual([]);
      expect([...wires.requests].filter((url) => !own.has(url))).toEqual([]);
    });
  }
  expect(await kept(page)).toBe(NOTHING_KEPT);
  expect(foreign.hits).toEqual([]);
});

test('hostile bundles: each leads to its sheet; nothing is asked for, run or stored before it is installed', async ({
  page,
  context,
  playground,
}) => {
  const all = await hostileBundles(foreign.origin, ticketsManifest(), SEED);
  const bundles = all.filter(({ name }) => isFuzz || OPENED_BUNDLES.includes(name));
  expect(bundles.length).toBeGreaterThanOrEqual(cases(OPENED_BUNDLES.length, 220));
  const wires = await stretchTripwires(context, page);
  await playground.open();
  const sheet = page.getByRole('dialog');
  const verdict = sheet.getByTestId('bundle-verdict');
  const alert = sheet.getByRole('alert');
  const install = sheet.getByRole('button', { name: /^(?:Install as a new project|Open as a project to mend)$/ });
  const development = sheet.getByRole('button', { name: 'Open in development mode' });
  const offer = (files: HostileBundle['files']) =>
    page
      .getByTestId('bundle-input')
      .setInputFiles(
        files.map(({ name, content }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(utf8(content)) })),
      );

  // The page's own files, without a query that could carry something away.
  const base = process.env.PLAYGROUND_URL ?? '';
  const own = new Set([
    base,
    ...readdirSync('dist', { recursive: true, encoding: 'utf8' }).map((path) => base + path.replaceAll('\\', '/')),
  ]);

  await page.getByRole('button', { name: 'Open' }).click();
  await offer([{ name: 'x.mcbundle', content: '' }]);
  await development.click();
  await expect(alert).toBeVisible();
  // The project's own start stores a while longer: it is over when two looks tell the same.
  await expect(page.locator('[data-testid=preview-frame]').contentFrame().locator('h1')).toHaveText('Tickets');
  let before = '';
  await expect
    .poll(
      async () => {
        const last = before;
        before = await kept(page);
        return before === last;
      },
      { intervals: [1_500] },
    )
    .toBe(true);
  const callsBefore = (await wires.calls()).length;
  expect(wires.incidents).toEqual([]);

  for (const { name, files, first, then } of bundles) {
    await test.step(name, async () => {
      await offer(files);
      if ('alert' in first) await expect(alert).toHaveText(first.alert);
      else {
        await expect(verdict).toHaveAttribute('data-verdict', first.verdict);
        await expect(verdict).toContainText(files[0]?.name ?? '');
        await expect(verdict).toContainText(VERDICT_SENTENCE[first.verdict]);
      }
      await expect(install).toBeHidden();
      if (then) {
        await development.click();
        if ('alert' in then) await expect(alert).toHaveText(then.alert);
        else {
          const mends = files[0] !== undefined && (await isToBeMended(files[0]));
          await expect(install).toHaveText(mends ? 'Open as a project to mend' : 'Install as a new project');
          await expect(verdict.getByTestId('bundle-warning')).toHaveText(then.opens);
        }
      } else await expect(development).toBeHidden();
      expect(await traces(page)).toEqual(UNTOUCHED);
      expect(wires.incidents).toEqual([]);
      expect([...wires.requests].filter((url) => !own.has(url))).toEqual([]);
    });
  }
  // Readers of bundles, of the page's own script, and no other call of any kind.
  const calls = (await wires.calls()).slice(callsBefore);
  expect(calls.filter((call) => !/^new Worker blob:\S+#bundle$/.test(call))).toEqual([]);
  expect(await kept(page)).toBe(before);
  expect(foreign.hits).toEqual([]);
});
