// `node scripts/window-picture.mjs`: takes the picture of the README, docs/window.jpg, from the production build. For whoever changes the window.
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { ROOT } from './ensure.mjs';
import { serve } from './serve.mjs';

process.chdir(ROOT);

const READY_MS = 60_000;

if (!existsSync('dist/index.html')) throw new Error('There is no build: run `npm run build` first.');
const server = await serve('dist');
const address = server.address();
const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? String(address.port) : ''}/`;
const executablePath = process.env.PLAYGROUND_BROWSER;
const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({
  viewport: { width: 1600, height: 900 },
  locale: 'en-US',
  colorScheme: 'light',
  reducedMotion: 'reduce',
});
await page.goto(url);
const frame = page.frameLocator('[data-testid=preview-frame]');
await frame.getByRole('row').nth(3).waitFor({ timeout: READY_MS });
await page.getByRole('button', { name: 'Put the first things to try away' }).click();
// The word about the sample rows goes by itself.
await page.getByText(/sample rows are in/).waitFor({ state: 'detached', timeout: READY_MS });
await page.screenshot({ path: 'docs/window.jpg', type: 'jpeg', quality: 80 });
await browser.close();
server.close();
