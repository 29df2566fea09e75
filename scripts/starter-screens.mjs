// `node scripts/starter-screens.mjs [ID…]`: takes a picture of every screen of every starter, in both languages, light and dark, from the
// production build, into .cache/starter-screens/, with a page beside them to look at. For whoever changes a starter or what draws one.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { ROOT } from './ensure.mjs';
import { serve } from './serve.mjs';

process.chdir(ROOT);

const FOLDER = '.cache/starter-screens';
const READY_MS = 60_000;
const LANGUAGES = { en: { locale: 'en-US', run: 'Run' }, es: { locale: 'es-ES', run: 'Ejecutar' } };
const VIEWPORT = { width: 1280, height: 800 };

const asked = process.argv.slice(2);
const ids = readdirSync('templates', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && (asked.length === 0 || asked.includes(entry.name)))
  .map(({ name }) => name);

/**
 * The screens of one starter, as pictures.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {{ id: string, language: 'en' | 'es', theme: 'light' | 'dark' }} shot
 * @returns {Promise<string[]>} names of the pictures, and after an exclamation mark what went wrong
 */
async function screensOf(browser, url, { id, language, theme }) {
  const { locale, run } = LANGUAGES[language];
  const context = await browser.newContext({ viewport: VIEWPORT, locale, colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  /** @type {string[]} */
  const told = [];
  page.on('pageerror', (error) => told.push(`! ${id} ${language} ${theme}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') told.push(`! ${id} ${language} ${theme}: ${message.text()}`);
  });
  await page.goto(`${url}?embed=1&parts=preview&theme=${theme}&template=${id}`);
  await page.getByRole('button', { name: run, exact: true }).click();
  const frame = page.frameLocator('[data-testid=preview-frame]');
  const entries = frame.locator('nav button');
  /** @param {string} name */
  const shoot = async (name) => {
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(700);
    await page.screenshot({ path: `${FOLDER}/${name}` });
    told.push(name);
  };
  try {
    await page.locator('[data-testid=preview-frame]').waitFor({ timeout: READY_MS });
    await entries.first().waitFor({ timeout: READY_MS });
    // The sample rows are in, or there are none.
    await page
      .getByText(/sample rows are in|filas de ejemplo en las tablas/)
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(() => undefined);
    const count = await entries.count();
    for (let at = 0; at < count; at += 1) {
      await entries.nth(at).click();
      await shoot(`${id}-${String(at + 1)}-${language}-${theme}.png`);
    }
  } catch {
    // A starter without screens says so in their place.
    await shoot(`${id}-0-${language}-${theme}.png`);
  }
  await context.close();
  return told;
}

if (!existsSync('dist/index.html')) throw new Error('There is no build: run `npm run build` first.');
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const server = await serve('dist');
const address = server.address();
const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? String(address.port) : ''}/`;
const executablePath = process.env.PLAYGROUND_BROWSER;
const browser = await chromium.launch({ ...(executablePath !== undefined && { executablePath }), args: ['--no-sandbox', '--disable-gpu'] });
/** @type {string[]} */
const pictures = [];
for (const id of ids)
  for (const language of /** @type {const} */ (['en', 'es']))
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      const told = await screensOf(browser, url, { id, language, theme });
      pictures.push(...told.filter((name) => !name.startsWith('!')));
      for (const fault of told.filter((name) => name.startsWith('!'))) process.stdout.write(`${fault}\n`);
    }
await browser.close();
server.close();
server.closeAllConnections();
const figures = pictures.map((name) => `<figure><img src="${name}" alt=""><figcaption>${name}</figcaption></figure>`).join('\n');
writeFileSync(
  `${FOLDER}/index.html`,
  `<!doctype html><meta charset="utf-8"><title>Starters</title><style>body{display:grid;grid-template-columns:repeat(2,1fr);gap:8px;margin:8px;font:12px sans-serif}figure{margin:0}img{width:100%;border:1px solid #999}</style>${figures}\n`,
);
process.stdout.write(`${String(pictures.length)} pictures in ${FOLDER}\n`);
