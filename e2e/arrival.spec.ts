/** What the page's address brings: a starter, a file of another site, nonsense. Nothing is fetched, stored or run before it is asked for. */
import type { Page } from '@playwright/test';
import { generatePrivateKey, exportPublicKey } from '../kernel/bundle/keys';
import { formatSignature, signBundle } from '../kernel/bundle/sign';
import { utf8 } from '../kernel/bundle/testing/archives';
import { writeBundle } from '../kernel/bundle/write';
import { isAccessible } from './accessible';
import { endless, file, huge, redirect, startOtherSite } from './other-site';
import { expect, test, ticketsManifest } from './playground';

const home = (): string => process.env.PLAYGROUND_URL ?? '';
const from = (address: string): string => `${home()}?from=${encodeURIComponent(address)}`;

/** Everything this origin keeps in the browser. */
const kept = (page: Page): Promise<unknown> =>
  page.evaluate(async () => ({
    // How the window is laid out is the person's, whatever is open in it.
    local: Object.keys(localStorage).filter((key) => !key.endsWith(':layout')).length,
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));

const NOTHING = { local: 0, databases: [] };

/** Requests that mean that something runs. */
function watchRuns(page: Page): string[] {
  const runs: string[] = [];
  page.on('request', (request) => {
    if (/pglite|kernel\.worker|\/seed\/|\/frame\//.test(request.url())) runs.push(request.url());
  });
  return runs;
}

test('addresses that name nothing lead to one’s own projects, a starter runs when asked', async ({ page, playground, faults }) => {
  const sheet = page.getByTestId('link-sheet');
  await test.step('a starter is shown as ours, runs when asked, and is kept on request', async () => {
    const runs = watchRuns(page);
    await page.goto(`${home()}?template=tickets`);
    await expect(sheet.getByRole('heading')).toHaveText('A starter of this playground');
    await expect(sheet).toContainText('this playground: it comes with the page');
    await isAccessible(page, '[data-testid=link-sheet]');
    expect(runs).toEqual([]);
    expect(await kept(page)).toEqual(NOTHING);
    await sheet.getByRole('button', { name: 'Run', exact: true }).click();
    await playground.ready();
    await playground.create({ Title: 'From a starter', Requester: 'eva@example.com' });
    expect(await kept(page)).toEqual(NOTHING);
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(page).toHaveURL(home());
    await playground.ready();
    await page.reload();
    await playground.ready();
    await expect(playground.row('From a starter')).toBeVisible();
    await page.getByRole('button', { name: 'Project: tickets' }).click();
    await page.getByRole('menuitem', { name: 'About this project…' }).click();
    await expect(page.getByTestId('provenance')).toContainText('Starter of this playground · Helpdesk tickets');
    await page.keyboard.press('Escape');
  });
  await test.step('addresses that name nothing say so, in both languages, and lead to the person’s own projects', async () => {
    const addresses: [query: string, sentence: string][] = [
      ['?template=nothing', 'This playground has no template of that name.'],
      ['#v1.AAAA', 'The link was changed or cut on its way.'],
    ];
    // What is said of the others is asserted in app/arrival/.
    for (const [query, sentence] of addresses) {
      await page.goto('about:blank');
      await page.goto(`${home()}${query}`);
      await expect(sheet).toContainText(sentence);
      await expect(sheet.getByRole('button', { name: 'Run', exact: true })).toBeHidden();
    }
    await page.evaluate(() => localStorage.setItem('metacore-playground:language', 'es'));
    await page.reload();
    await expect(sheet).toContainText('El enlace fue cambiado o cortado en el camino.');
    await sheet.getByRole('button', { name: 'Ahora no' }).click();
    await playground.ready();
    expect(page.url()).toBe(home());
  });
  expect(faults).toEqual([]);
});

test('a file of another site is fetched when asked, told what it is, and runs when asked', async ({ page, playground }) => {
  const sheet = page.getByTestId('link-sheet');
  await test.step('a file that cannot be had is told, and can be tried again or left', async () => {
    const site = await startOtherSite({
      '/elsewhere.mcbundle': redirect('/manifest.json'),
      '/huge.mcbundle': huge,
      '/slow.mcbundle': endless(new Uint8Array(2048)),
      '/page.html': file('<!doctype html><script>document.title = "ran"</script>'),
      '/manifest.json': file(ticketsManifest()),
    });
    const { host } = new URL(site.origin);
    const faults: [path: string, sentence: string][] = [
      ['/elsewhere.mcbundle', `${host} sends us elsewhere, which is not followed.`],
      ['/huge.mcbundle', 'The file is larger than'],
      ['/none.mcbundle', `${host} answered 404; there is no file to be had.`],
    ];
    for (const [path, sentence] of faults) {
      await test.step(path, async () => {
        await page.goto(from(`${site.origin}${path}`));
        await sheet.getByRole('button', { name: 'Fetch it' }).click();
        await expect(sheet).toContainText(sentence);
        await expect(sheet.getByRole('heading')).toHaveText('This address cannot be opened');
        await expect(sheet.getByRole('button', { name: 'Run', exact: true })).toBeHidden();
      });
    }
    expect(site.asked.filter((asked) => asked.includes('manifest.json'))).toEqual([]);
    await test.step('a page is no manifest: it is shown as text and does nothing', async () => {
      await page.goto(from(`${site.origin}/page.html`));
      await sheet.getByRole('button', { name: 'Fetch it' }).click();
      await expect(sheet.getByTestId('facts')).toBeVisible();
      await expect(page).toHaveTitle('Metacore Playground');
    });
    await test.step('one that never ends is cancelled', async () => {
      await page.goto(from(`${site.origin}/slow.mcbundle`));
      await sheet.getByRole('button', { name: 'Fetch it' }).click();
      await expect(sheet).toContainText('2 KiB');
      await sheet.getByRole('button', { name: 'Cancel' }).click();
      await expect(sheet.getByRole('button', { name: 'Fetch it' })).toBeVisible();
    });
    await site.close();
  });
  await test.step('a file of another site is fetched when asked, told what it is, and runs when asked', async () => {
    const bundle = await writeBundle(new Map([['manifest.json', utf8(ticketsManifest())]]));
    const key = await generatePrivateKey();
    const site = await startOtherSite({
      '/plain/tickets.mcbundle': file(bundle),
      '/signed/tickets.mcbundle': file(bundle),
      '/signed/tickets.mcbundle.sig': file(formatSignature(await signBundle(bundle, key))),
      '/signed/tickets.mcbundle.pub': file(exportPublicKey(key.publicKey)),
      '/keyless/tickets.mcbundle': file(bundle),
      '/keyless/tickets.mcbundle.sig': file(formatSignature(await signBundle(bundle, key))),
      '/tampered/tickets.mcbundle': file(bundle.map((byte, index) => (index === 100 ? byte ^ 1 : byte))),
      '/tampered/tickets.mcbundle.sig': file(formatSignature(await signBundle(bundle, key))),
      '/tampered/tickets.mcbundle.pub': file(exportPublicKey(key.publicKey)),
      '/manifest.json': file(ticketsManifest()),
    });
    const run = sheet.getByRole('button', { name: 'Run', exact: true });
    const runs = watchRuns(page);

    await test.step('nothing is asked of that site before', async () => {
      await page.goto(from(`${site.origin}/signed/tickets.mcbundle`));
      await expect(sheet).toContainText(`This address wants to open a file of ${new URL(site.origin).host}. Nothing was fetched yet.`);
      await isAccessible(page, '[data-testid=link-sheet]');
      expect(site.asked).toEqual([]);
      expect(await kept(page)).toEqual(NOTHING);
    });

    await test.step('signed by a stranger: the key is shown', async () => {
      await sheet.getByRole('button', { name: 'Fetch it' }).click();
      await expect(sheet.getByTestId('facts')).toHaveAttribute('data-verdict', 'unknown-key');
      await expect(sheet).toContainText(key.publicKey.fingerprint);
      await isAccessible(page, '[data-testid=link-sheet]');
      // No cookie, no referrer, no credentials: the path is all that was told.
      expect(site.asked).toEqual(['GET /signed/tickets.mcbundle', 'GET /signed/tickets.mcbundle.sig', 'GET /signed/tickets.mcbundle.pub']);
      expect(runs).toEqual([]);
      expect(await kept(page)).toEqual(NOTHING);
    });

    const others: [path: string, verdict: string, mayRun: boolean][] = [
      ['/plain/tickets.mcbundle', 'unsigned', true],
      ['/keyless/tickets.mcbundle', 'unchecked', true],
      ['/tampered/tickets.mcbundle', 'tampered', false],
      ['/manifest.json', 'none', true],
    ];
    for (const [path, verdict, mayRun] of others) {
      await test.step(verdict, async () => {
        await page.goto(from(`${site.origin}${path}`));
        await sheet.getByRole('button', { name: 'Fetch it' }).click();
        await expect(sheet.getByTestId('facts')).toHaveAttribute('data-verdict', verdict);
        await expect(run).toHaveCount(mayRun ? 1 : 0);
      });
    }
    expect(runs).toEqual([]);

    await run.click();
    await playground.ready();
    await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
    await expect(page.getByText('From another site: nothing is kept until you say so.')).toBeVisible();
    expect(await kept(page)).toEqual(NOTHING);
    await site.close();
  });
});
