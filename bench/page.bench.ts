/** What a person waits for, measured in the production build in Chromium. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Frame, type LaunchOptions, type Page } from '@playwright/test';
import { ensureBrowser } from '../scripts/browser.mjs';
import { serve } from '../scripts/serve.mjs';
import { bounded, cursorBehind, keepKeyTimes, KEYSTROKES, paste, pressedAt } from './keys';
import { type Figure, percentile, plain, within } from './table';
import { benchTyping } from './typing.bench';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const VISITS = 3;

async function untilReady(page: Page): Promise<void> {
  await page.waitForSelector('[data-testid=kernel][data-phase=ready]', { timeout: 60_000 });
}

/** Milliseconds from the navigation to the status bar that says so. Told by the page itself: asking takes turns with its own start. */
async function readyAfter(page: Page, navigate: () => Promise<unknown>): Promise<number> {
  await navigate();
  await untilReady(page);
  return page.evaluate(() => (window as unknown as { readyAt: number }).readyAt);
}

const TELLS_WHEN_READY = `new MutationObserver(() => {
  if (document.querySelector('[data-testid=kernel][data-phase=ready]')) window.readyAt ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributeFilter: ['data-phase'] })`;

/** Gzip bytes of everything that was loaded before the editor could be typed in. The kernel loads beside it and is not waited for. */
async function transferBeforeTyping(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const paths = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (!/kernel\.worker|pglite|initdb|\.tar-|\/seed\/|\/frame\/|icons\.json|opfs/.test(pathname)) paths.add(pathname);
  });
  await page.goto(url);
  await page.locator('.monaco-editor .view-lines').waitFor();
  const prefix = new URL(url).pathname;
  const bytes = [...paths].map((path) => gzipSync(readFileSync(`dist/${path.slice(prefix.length) || 'index.html'}`), { level: 9 }).length);
  await context.close();
  return bytes.reduce((sum, size) => sum + size, 0);
}

interface Visits {
  first: number[];
  later: number[];
  /** While the page before is still letting go of the database's files. */
  reload: number[];
  /** From a kernel that hangs and is ended to one that answers. */
  restart: number[];
}

/** Visits of people: each with a profile of its own on disk. A private window keeps its files in the browser's process, which is slower. */
async function visits(options: LaunchOptions, url: string): Promise<Visits> {
  const measured: Visits = { first: [], later: [], reload: [], restart: [] };
  for (let visit = 0; visit < VISITS; visit += 1) {
    const profile = mkdtempSync(join(tmpdir(), 'playground-bench-'));
    const context = await chromium.launchPersistentContext(profile, options);
    await context.addInitScript(TELLS_WHEN_READY);
    const first = await context.newPage();
    measured.first.push(await readyAfter(first, () => first.goto(url)));
    await first.frameLocator('iframe').getByRole('heading').first().waitFor();
    await first.close();
    const later = await context.newPage();
    measured.later.push(await readyAfter(later, () => later.goto(url)));
    await later.frameLocator('iframe').getByRole('heading').first().waitFor();
    measured.reload.push(await readyAfter(later, () => later.reload()));
    await later.frameLocator('iframe').getByRole('heading').first().waitFor();
    measured.restart.push(await restart(later));
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
  return measured;
}

async function previewFrame(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe')).contentFrame();
  if (!frame) throw new Error('there is no preview frame');
  return frame;
}

/** From the key's event to the search field that names the changed label in the preview. Both documents tell the time of one clock. */
async function editToPreview(page: Page): Promise<number[]> {
  const frame = await previewFrame(page);
  await frame.getByRole('heading', { name: 'Tickets' }).waitFor();
  await paste(page, readFileSync('templates/tickets/manifest.json', 'utf8'));
  await cursorBehind(page, '"label": "Tickets');
  const samples: number[] = [];
  for (let stroke = 0; stroke < KEYSTROKES; stroke += 1) {
    const placeholder = stroke % 2 === 0 ? 'Ticketsx…' : 'Tickets…';
    const armed = await frame.evaluateHandle((wanted) => {
      const field = () => document.querySelector<HTMLInputElement>('input[placeholder*=Tickets]');
      const seen = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (field()?.placeholder.includes(wanted) !== true) return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      });
      return { seen };
    }, placeholder);
    await page.keyboard.press(stroke % 2 === 0 ? 'x' : 'Backspace');
    const seen = await bounded(
      'the changed preview',
      armed.evaluate((watch) => watch.seen),
    );
    samples.push(seen - (await pressedAt(page)));
  }
  return samples;
}

/** From the worker that hangs to the kernel that answers again. */
async function restart(page: Page): Promise<number> {
  const worker = page.workers().find((candidate) => candidate.url().includes('kernel.worker'));
  if (!worker) throw new Error('there is no kernel worker');
  await page.evaluate(() => {
    const status = document.querySelector<HTMLElement>('[data-testid=kernel]');
    const times: Record<string, number> = {};
    (window as unknown as { phases: Record<string, number> }).phases = times;
    new MutationObserver(() => (times[status?.dataset.phase ?? ''] ??= performance.now())).observe(status ?? document.body, {
      attributes: true,
    });
  });
  // In a task of its own, as a runaway statement is: the browser cannot end what the debugger runs.
  await worker.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await page.waitForSelector('[data-testid=kernel][data-phase=restarting]', { timeout: 60_000 });
  await untilReady(page);
  const times = await page.evaluate(() => (window as unknown as { phases: Record<string, number> }).phases);
  return (times.ready ?? Number.NaN) - (times.restarting ?? Number.NaN);
}

export async function benchPage(): Promise<Figure[]> {
  const server = await serve('dist', { prefix: '/bench/' });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bench/`;
  const executablePath = ensureBrowser();
  const options: LaunchOptions = { ...(executablePath !== null && { executablePath }), args: ARGS };
  const browser = await chromium.launch(options);
  try {
    const transfer = await transferBeforeTyping(browser, url);
    const ready = await visits(options, url);
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-US',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    // The loader of this file keeps the names of functions by a helper of its own, which the pages do not have.
    await context.addInitScript('globalThis.__name = (named) => named;');
    const page = await context.newPage();
    await page.goto(url);
    await untilReady(page);
    await keepKeyTimes(page);
    const preview = await editToPreview(page);
    const typing = await benchTyping(page);
    return [
      {
        what: 'page transfer before typing, gzip',
        value: `${(transfer / 1e6).toFixed(2)} MB`,
        budget: '≤ 1.5 MB',
        holds: transfer <= 1.5e6,
      },
      within('kernel ready, first visit', percentile(ready.first, 0.5), 2_000),
      within('kernel ready, later visit', percentile(ready.later, 0.5), 1_300),
      plain('kernel ready, page loaded again at once', `${Math.round(percentile(ready.reload, 0.5))} ms`),
      ...typing,
      plain('edit → preview, p50', `${Math.round(percentile(preview, 0.5))} ms`),
      within('edit → preview, p95', percentile(preview, 0.95), 150),
      within('kernel killed by the watchdog → answering again', percentile(ready.restart, 0.5), 2_000),
      ...['frame/frame.js', 'frame/frame.css'].map((file): Figure => {
        const bytes = gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length;
        return {
          what: `${file}, gzip`,
          value: `${Math.round(bytes / 1024)} KB`,
          budget: file.endsWith('.js') ? '≤ 420 KB' : '',
          holds: file.endsWith('.js') ? bytes <= 420 * 1024 : null,
        };
      }),
    ];
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
