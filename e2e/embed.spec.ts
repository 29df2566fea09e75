/** The playground inside of another site's page: the parts that were asked for, its messages, and pages that are not the one it answers. */
import type { FrameLocator, Page } from '@playwright/test';
import { isAccessible } from './accessible';
import { page as html, startOtherSite } from './other-site';
import { expect, test } from './playground';

/** A page with a frame that shows the playground, and a record of what it says. */
const HOST = html(`<!doctype html><title>Host</title><body style="margin:0"><script>
  window.said = [];
  addEventListener('message', (event) => said.push({ origin: event.origin, data: event.data }));
  window.show = (src) => {
    const frame = document.createElement('iframe');
    frame.title = 'playground';
    frame.src = src;
    frame.style.cssText = 'width:100%;height:95vh;border:0';
    document.body.append(frame);
  };
  let lastId = 0;
  window.ask = (type, more, origin) => new Promise((resolve) => {
    const id = (lastId += 1);
    const hear = ({ data }) => {
      if (data?.id !== id) return;
      removeEventListener('message', hear);
      resolve(data);
    };
    addEventListener('message', hear);
    frames[0].postMessage({ type: 'metacore-playground:' + type, id, ...more }, origin);
  });
</script></body>`);

interface Host extends Window {
  said: { origin: string; data: { type: string } }[];
  show: (src: string) => void;
  ask: (type: string, more: object, origin: string) => Promise<Record<string, unknown>>;
}

const url = (): URL => new URL(process.env.PLAYGROUND_URL ?? '');
const playgroundOrigin = (): string => url().origin;

async function embed(page: Page, site: string, query: Record<string, string>): Promise<FrameLocator> {
  const address = url();
  address.search = new URLSearchParams({ embed: '1', ...query }).toString();
  await page.goto(`${site}/host`);
  await page.evaluate((src) => (window as unknown as Host).show(src), address.href);
  return page.frameLocator('iframe[title=playground]');
}

const ask = (page: Page, type: string, more: object = {}): Promise<Record<string, unknown>> =>
  page.evaluate(([what, details, origin]) => (window as unknown as Host).ask(what, details, origin), [
    type,
    more,
    playgroundOrigin(),
  ] as const);

const said = (page: Page): Promise<{ origin: string; data: Record<string, unknown> }[]> =>
  page.evaluate(() => (window as unknown as { said: { origin: string; data: Record<string, unknown> }[] }).said);

test('an embedded playground runs when asked, and talks to nobody but the page it was told of', async ({ page }) => {
  await test.step('a page of another origin is neither heard nor answered', async () => {
    const [named, attacker] = [await startOtherSite({ '/host': HOST }), await startOtherSite({ '/host': HOST })];
    const frame = await embed(page, attacker.origin, { template: 'tickets', parts: 'editor', origin: named.origin });
    await frame.getByTestId('link-sheet').getByRole('button', { name: 'Run', exact: true }).click();
    await expect(frame.getByTestId('verdict')).toHaveText('v3 · strict · 0 errors, 0 warnings');
    const embedded = page.frames().find((one) => one.url().includes('embed=1'));
    await embedded?.evaluate(() => {
      // Beside the page's own listener: tells when it has had its chance.
      const counting = window as unknown as { arrived: number };
      counting.arrived = 0;
      addEventListener('message', ({ source }) => (counting.arrived += source === parent ? 1 : 0));
    });
    await page.evaluate((origin) => {
      const target = window.frames[0];
      const messages: unknown[] = [
        { type: 'metacore-playground:get', id: 1 },
        { type: 'metacore-playground:set-file', id: 2, path: 'manifest.json', text: 'stolen' },
        { type: 'metacore:connect', protocol: 1 },
        { type: 'metacore:screen', protocol: 1, address: 'x', title: 'x' },
        'metacore-playground:get',
        null,
      ];
      for (const message of messages) target?.postMessage(message, origin);
    }, playgroundOrigin());
    await expect.poll(() => embedded?.evaluate(() => (window as unknown as { arrived: number }).arrived)).toBe(6);
    await expect(frame.locator('.monaco-editor').first()).toContainText('"table": "tickets"');
    await expect(frame.getByTestId('verdict')).toHaveText('v3 · strict · 0 errors, 0 warnings');
    expect(await said(page)).toEqual([]);
    await Promise.all([named.close(), attacker.close()]);
  });
  await test.step('an embedded playground runs when asked, and talks to the page around it', async () => {
    const site = await startOtherSite({ '/host': HOST });
    const runs: string[] = [];
    page.on('request', (request) => {
      if (/pglite|kernel\.worker|\/seed\/|\/frame\//.test(request.url())) runs.push(request.url());
    });
    const frame = await embed(page, site.origin, { template: 'tickets', theme: 'dark', origin: site.origin });
    const sheet = frame.getByTestId('link-sheet');
    await expect(sheet).toContainText('It runs inside this frame only, and nothing is kept.');
    await expect(sheet.getByRole('button', { name: 'Not now' })).toBeHidden();
    await expect(frame.locator('html')).toHaveClass(/dark/);

    await test.step('before it runs', async () => {
      await expect
        .poll(() => said(page))
        .toEqual([{ origin: playgroundOrigin(), data: { type: 'metacore-playground:ready', running: false } }]);
      expect(await ask(page, 'get')).toMatchObject({ type: 'metacore-playground:refused', reason: 'not-running' });
      expect(await ask(page, 'set-file', { path: 'README.md', text: 'x' })).toMatchObject({ reason: 'not-running' });
      expect(await ask(page, 'run')).toMatchObject({ reason: 'unknown' });
      await expect(sheet).toBeVisible();
      expect(runs).toEqual([]);
    });

    await test.step('once the person runs it', async () => {
      await sheet.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(frame.getByTestId('kernel')).toHaveAttribute('data-phase', 'ready');
      await expect(frame.frameLocator('[data-testid=preview-frame]').getByRole('heading', { name: 'Tickets' })).toBeVisible();
      const project = await ask(page, 'get');
      expect(Object.keys(project.files as object)).toEqual([
        'manifest.json',
        'README.md',
        'locales/es.json',
        'sample/ticket_comments.json',
        'sample/tickets.json',
      ]);
      expect(project.name).toBe('tickets');
      const { files } = project as { files: Record<string, string> };
      const broken = (files['manifest.json'] ?? '').replace('"type": "boolean"', '"type": "bool"');
      expect(await ask(page, 'set-file', { path: 'manifest.json', text: broken })).toMatchObject({ type: 'metacore-playground:done' });
      await expect
        .poll(async () => (await said(page)).at(-1)?.data)
        .toEqual({
          type: 'metacore-playground:verdict',
          accepted: false,
          errors: 1,
          warnings: 0,
        });
      expect(await ask(page, 'open-file', { path: 'README.md' })).toMatchObject({ type: 'metacore-playground:done' });
      await expect(frame.getByRole('button', { name: 'README.md', exact: true })).toHaveAttribute('aria-current', 'page');
      expect(await ask(page, 'theme', { theme: 'light' })).toMatchObject({ type: 'metacore-playground:done' });
      await expect(frame.locator('html')).not.toHaveClass(/dark/);
      expect(await ask(page, 'set-file', { path: '../x', text: '' })).toMatchObject({ reason: 'malformed' });
      expect(await ask(page, 'set-file', { path: 'README.md', text: 'x'.repeat(1024 * 1024 + 1) })).toMatchObject({ reason: 'malformed' });
      expect(await ask(page, 'keys')).toMatchObject({ reason: 'unknown' });
    });
    // Every word went to the named origin; nothing else was said.
    expect(new Set((await said(page)).map(({ origin }) => origin))).toEqual(new Set([playgroundOrigin()]));
    await site.close();
  });
});

test('the parts that were asked for, read-only, accessible, and never the person’s own projects', async ({ page, playground }) => {
  await test.step('the parts that were asked for, read-only, and never the person’s own projects', async () => {
    const site = await startOtherSite({ '/host': HOST });
    await playground.open();
    await playground.write(`${'\n'.repeat(3)}{"mine": true}`);
    await expect(playground.verdict).toHaveText(/error/);

    await test.step('editor only', async () => {
      const frame = await embed(page, site.origin, { parts: 'editor', readonly: '1', origin: site.origin });
      await expect(frame.getByTestId('link-sheet').getByRole('heading')).toHaveText('A starter of this playground');
      await frame.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(frame.getByTestId('verdict')).toHaveText('v3 · strict · 0 errors, 0 warnings');
      await expect(frame.getByTestId('preview-frame')).toHaveCount(0);
      expect(await ask(page, 'set-file', { path: 'README.md', text: 'x' })).toMatchObject({ reason: 'read-only' });
      await frame.locator('.monaco-editor .view-lines').first().click();
      await page.keyboard.type('typed');
      await expect(frame.getByTestId('verdict')).toHaveText('v3 · strict · 0 errors, 0 warnings');
      expect(JSON.stringify(await ask(page, 'get'))).not.toMatch(/typed|mine/);
    });

    await test.step('preview only', async () => {
      const frame = await embed(page, site.origin, { template: 'tickets', parts: 'preview' });
      await isAccessibleIn(frame);
      await frame.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(frame.frameLocator('[data-testid=preview-frame]').getByRole('heading', { name: 'Tickets' })).toBeVisible({
        timeout: 120_000,
      });
      await expect(frame.locator('.monaco-editor')).toHaveCount(0);
      for (const absent of ['Export', 'Keep', 'Open'])
        await expect(frame.getByRole('button', { name: absent, exact: true })).toHaveCount(0);
      const [opened] = await Promise.all([
        page.context().waitForEvent('page'),
        frame.getByRole('button', { name: 'Open in the playground' }).click(),
      ]);
      await expect(opened.getByTestId('link-sheet')).toContainText('Somebody shared an addon with you');
    });
    await site.close();
  });
  await test.step('the embedded page by itself keeps to the rules of accessibility', async () => {
    await page.goto(`${process.env.PLAYGROUND_URL ?? ''}?embed=1&template=tickets`);
    await isAccessible(page, '[data-testid=link-sheet]');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await playground.ready();
    await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
    await isAccessible(page, '[data-testid=embed]');
  });
});

/** The sheet inside of the frame has a name and a heading; axe itself runs on the page's own sheets. */
async function isAccessibleIn(frame: FrameLocator): Promise<void> {
  await expect(frame.getByRole('alertdialog')).toHaveAccessibleName('A starter of this playground');
}
