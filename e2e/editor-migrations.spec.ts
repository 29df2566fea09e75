/** The verdict of the page is that of the command line, on the files around the manifest too. */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../cli/main';
import { exportPublicKey, generatePrivateKey } from '../kernel/bundle/keys';
import { formatSignature, signBundle } from '../kernel/bundle/sign';
import { writeBundle } from '../kernel/bundle/write';
import { isHostOnly } from '../kernel/contract/host-only';
import { ACCEPTED } from './editor-page';
import { expect, test, ticketsManifest } from './playground';

const MIGRATION = 'migrations/0001_init.sql';
/** Two blanks slip through the pattern of the publish check; PostgreSQL's parser sees the grant. */
const FILES: Record<string, string> = {
  'manifest.json': ticketsManifest(),
  'README.md': '# Tickets\n',
  'locales/es.json': readFileSync('templates/tickets/locales/es.json', 'utf8'),
  [MIGRATION]: 'select 1;\ngrant  select on tickets to public;\n',
};

async function commandLine(
  files: Readonly<Record<string, string>>,
): Promise<{ message: string; line: number; column: number; path: string; rule: string }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-verdict-'));
  let out = '';
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    await main(['check', '.', '--json'], { cwd: folder, env: {}, out: (text) => void (out += text), err: () => undefined });
  } finally {
    await rm(folder, { recursive: true });
  }
  const [report] = JSON.parse(out) as [{ diagnostics: { message: string; line: number; column: number; path: string; rule: string }[] }];
  // The page shows the notes on what only hosts do apart from the problems.
  return report.diagnostics.filter((found) => !isHostOnly(found));
}

test('a migration is judged by PostgreSQL’s own parser, with the words and the place of the command line', async ({ playground }) => {
  const { page } = playground;
  const parser: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('libpg-query')) parser.push(new URL(request.url()).pathname);
  });
  await playground.open();
  // Who has no migrations does not load the parser.
  expect(parser).toEqual([]);
  const bytes = await writeBundle(new Map(Object.entries(FILES).map(([path, text]) => [path, new TextEncoder().encode(text)])));
  const key = await generatePrivateKey();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByTestId('bundle-input').setInputFiles([
    { name: 'tickets.mcbundle', mimeType: 'application/gzip', buffer: Buffer.from(bytes) },
    { name: 'tickets.mcbundle.sig', mimeType: 'text/plain', buffer: Buffer.from(formatSignature(await signBundle(bytes, key))) },
    { name: 'dev.pub', mimeType: 'text/plain', buffer: Buffer.from(exportPublicKey(key.publicKey)) },
  ]);
  await page.getByRole('button', { name: 'Trust this key' }).click();
  await page.getByRole('button', { name: 'Install as a new project' }).click();
  await playground.ready();
  await expect(playground.verdict).toHaveText('v3 · strict · 1 error, 0 warnings');
  expect(parser.length).toBeGreaterThan(0);
  const [expected, ...more] = await commandLine(FILES);
  expect(more).toEqual([]);
  await expect(playground.problems).toHaveCount(1);
  await expect(playground.problems.first()).toContainText(expected?.message ?? '-');
  await expect(playground.problems.first()).toContainText(
    `Line ${String(expected?.line)}, column ${String(expected?.column)} · ${expected?.path ?? '-'} · ${expected?.rule ?? '-'}`,
  );
  // The screens follow the manifest, which has no fault of its own.
  await expect(playground.frame.getByRole('heading', { name: 'Tickets' }).first()).toBeVisible();

  await playground.problems.first().getByRole('button').first().click();
  await expect(page.getByRole('navigation', { name: 'Open files' }).getByRole('button', { name: MIGRATION, exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await expect(page.locator('.monaco-editor .squiggly-error')).toBeVisible();
  await playground.write('select 1;\n');
  await expect(playground.verdict).toHaveText(ACCEPTED.en);
});
