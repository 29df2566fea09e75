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
import { type Figure, milliseconds, percentile, plain, within } from './table';
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

/** Run in the page and in the preview, each of which keeps for itself when it shows what is waited for, on the clock that both share. */
const TELLS_WHEN_SHOWN = `new MutationObserver(() => {
  const now = performance.timeOrigin + performance.now();
  if (document.querySelector('[data-testid=kernel][data-phase=ready]')) window.readyAt ??= now;
  if ([...document.querySelectorAll('tbody td')].some((cell) => cell.textContent.trim() !== '')) window.tableAt ??= now;
}).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['data-phase'] })`;

/** What somebody sees of a page that opens, in milliseconds from the navigation. */
interface Opening {
  paint: number;
  ready: number;
  table: number;
}

/** Told by the documents themselves: asking takes turns with their own start. */
async function openingOf(page: Page, navigate: () => Promise<unknown>): Promise<Opening> {
  await navigate();
  await untilReady(page);
  await page.getByTestId('preview-frame').contentFrame().locator('tbody td').filter({ hasText: /\S/ }).first().waitFor();
  const { paint, ready, origin } = await page.evaluate(() => ({
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    ready: (window as unknown as { readyAt: number }).readyAt,
    origin: performance.timeOrigin,
  }));
  const preview = await previewFrame(page);
  const table = await preview.evaluate(() => (window as unknown as { tableAt: number }).tableAt);
  return { paint, ready: ready - origin, table: table - origin };
}

/** Gzip bytes of everything that was loaded before the editor could be typed in. The kernel loads beside it and is not waited for. */
async function transferBeforeTyping(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const paths = new Set<string>();
  page.on('request', (request) => {
    const { pathname, protocol } = new URL(request.url());
    // Workers begin in a blob, which is no transfer; the script that it imports is a request of its own.
    if (protocol === 'blob:') return;
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
  first: Opening[];
  later: Opening[];
  /** While the page before is still letting go of the database's files. */
  reload: Opening[];
  /** From a kernel that hangs and is ended to one that answers. */
  restart: number[];
}

/** Visits of people: each with a profile of its own on disk. A private window keeps its files in the browser's process, which is slower. */
async function visits(options: LaunchOptions, url: string): Promise<Visits> {
  const measured: Visits = { first: [], later: [], reload: [], restart: [] };
  for (let visit = 0; visit < VISITS; visit += 1) {
    const profile = mkdtempSync(join(tmpdir(), 'playground-bench-'));
    const context = await chromium.launchPersistentContext(profile, options);
    await context.addInitScript(TELLS_WHEN_SHOWN);
    const first = await context.newPage();
    measured.first.push(await openingOf(first, () => first.goto(url)));
    await first.close();
    const later = await context.newPage();
    measured.later.push(await openingOf(later, () => later.goto(url)));
    measured.reload.push(await openingOf(later, () => later.reload()));
    measured.restart.push(await restart(later));
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
  return measured;
}

async function previewFrame(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('[data-testid=preview-frame]')).contentFrame();
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
  const worker = page.workers().find((candidate) => candidate.url().endsWith('#kernel'));
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
    const opened = await visits(options, url);
    const p50 = (openings: readonly Opening[], what: keyof Opening): number =>
      percentile(
        openings.map((opening) => opening[what]),
        0.5,
      );
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
      plain('first contentful paint, first visit', milliseconds(p50(opened.first, 'paint'))),
      plain('first contentful paint, later visit', milliseconds(p50(opened.later, 'paint'))),
      within('kernel ready, first visit', p50(opened.first, 'ready'), 2_000),
      within('kernel ready, later visit', p50(opened.later, 'ready'), 1_300),
      plain('kernel ready, page loaded again at once', milliseconds(p50(opened.reload, 'ready'))),
      within('first table with rows, first visit', p50(opened.first, 'table'), 3_000),
      within('first table with rows, later visit', p50(opened.later, 'table'), 1_800),
      ...typing,
      plain('edit → preview, p50', `${Math.round(percentile(preview, 0.5))} ms`),
      within('edit → preview, p95', percentile(preview, 0.95), 150),
      within('kernel killed by the watchdog → answering again', percentile(opened.restart, 0.5), 2_000),
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
