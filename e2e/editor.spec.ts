/**
 * What the editor does with a manifest, in both languages of the page. A page starts a database, so one page a language is
 * asked everything that leaves the text as it is, and then what changes it.
 */
import type { Page } from '@playwright/test';
import type { Locale } from '../kernel/locale';
import { ACCEPTED, cursorBehind, saved } from './editor-page';
import { expect, type Playground, test, ticketsManifest } from './playground';

interface Words {
  replace: string;
  problems: RegExp;
  automation: string;
  diagram: string;
  notFormatted: string;
  comment: string;
  migration: string;
  convert: string;
  converts: string;
  sideBySide: string;
  apply: string;
  elsewhere: string;
  inPostgres: string;
}

const WORDS: Record<Locale, Words> = {
  en: {
    replace: 'Write "text"',
    problems: /^Problems/,
    automation: 'Automation',
    diagram: 'Diagram',
    notFormatted: 'Saved, but not formatted: line 2 is not JSON.',
    comment: 'JSON has no comments.',
    migration: 'Add migration',
    convert: 'Convert to v3…',
    converts: 'The result is a valid v3 manifest.',
    sideBySide: 'v2 and v3 side by side',
    apply: 'Convert',
    elsewhere: 'defined outside this manifest',
    inPostgres: 'numeric(12,2) → numeric(12,2) in PostgreSQL',
  },
  es: {
    replace: 'Escribir "text"',
    problems: /^Problemas/,
    automation: 'Automatización',
    diagram: 'Diagrama',
    notFormatted: 'Guardado, pero sin dar formato: la línea 2 no es JSON.',
    comment: 'JSON no tiene comentarios.',
    migration: 'Agregar migración',
    convert: 'Convertir a v3…',
    converts: 'El resultado es un manifiesto v3 válido.',
    sideBySide: 'v2 y v3 lado a lado',
    apply: 'Convertir',
    elsewhere: 'definido fuera de este manifiesto',
    inPostgres: 'numeric(12,2) → numeric(12,2) en PostgreSQL',
  },
};

const oldManifest = (model: string): string =>
  JSON.stringify({
    key: 'tickets',
    name: 'Tickets',
    version: '1.0.0',
    kernel: '>=2.0.0 <3.0.0',
    model_definitions: [{ table_name: model, model_key: model, label: 'Items', columns: [{ name: 'title', type: 'string' }] }],
  });

async function opened(playground: Playground, language: Locale): Promise<Page> {
  const { page } = playground;
  await page.goto(process.env.PLAYGROUND_URL ?? '');
  await expect(playground.verdict).toHaveText(ACCEPTED[language]);
  await page.locator('.monaco-editor .view-lines').waitFor();
  return page;
}

const inView = (page: Page, text: string) => page.locator('.monaco-editor .view-line').filter({ hasText: text });

/** Opens what is known of the name behind the cursor. */
async function hover(page: Page, behind: string): Promise<void> {
  await cursorBehind(page, behind);
  await page.keyboard.press('F1');
  await page.locator('[cmdk-input]').fill('Show or Focus Hover');
  await page.getByRole('option', { name: 'Show or Focus Hover', exact: true }).click();
}

async function rename(page: Page, behind: string, to: string): Promise<void> {
  await cursorBehind(page, behind);
  await page.keyboard.press('F2');
  // The box is there a moment before it takes the keys.
  await expect(page.locator('.monaco-editor.rename-box input')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(to);
  await page.keyboard.press('Enter');
}

async function completesAndExplains(page: Page, words: Words): Promise<void> {
  await cursorBehind(page, '"through": "');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(page.getByRole('option', { name: 'Ticket, tickets, Class' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'core.User, core, Class' })).toBeVisible();
  await page.keyboard.press('Escape');
  await cursorBehind(page, '"icon": "Siren');
  await page.keyboard.press('ControlOrMeta+Space');
  await expect(page.getByRole('option', { name: 'SirenOff, lucide, Color' })).toBeVisible();
  await page.keyboard.press('Escape');
  await hover(page, '"ref": "core.Us');
  await expect(page.locator('.monaco-hover:visible')).toContainText(words.elsewhere);
  await page.keyboard.press('Escape');
  await hover(page, '"name": "amou');
  await expect(page.locator('.monaco-hover:visible')).toContainText(words.inPostgres);
  await page.keyboard.press('Escape');
}

async function findsPlacesAndDefinition(page: Page): Promise<void> {
  await cursorBehind(page, '"name": "due_da');
  await page.keyboard.press('Shift+F12');
  await expect(page.locator('.peekview-widget .peekview-title')).toContainText('3');
  await page.keyboard.press('Escape');
  // The definition is a hundred lines away: it is in view only after the jump.
  await cursorBehind(page, '"target_model": "Tick');
  await expect(inView(page, '"key": "Ticket"')).toBeHidden();
  await page.keyboard.press('F12');
  await expect(inView(page, '"key": "Ticket"')).toBeVisible();
}

async function leadsIntoTheText(playground: Playground, words: Words): Promise<void> {
  const { page } = playground;
  await page.getByRole('button', { name: words.automation, exact: true }).click();
  await page.getByTestId('outline').getByRole('button', { name: 'escalate', exact: true }).click();
  await expect(inView(page, '"key": "escalate"')).toBeVisible();
  await page.getByRole('tab', { name: words.diagram }).click();
  await page
    .getByTestId('diagram')
    .getByRole('button', { name: /^Comment/ })
    .click();
  await expect(inView(page, '"key": "Comment"')).toBeVisible();
  await playground.showProblems();
  await page.getByRole('button', { name: words.automation, exact: true }).click();
}

async function cures(playground: Playground, language: Locale): Promise<void> {
  const { page } = playground;
  await playground.write(ticketsManifest().replace('"name": "description", "type": "text"', '"name": "description", "type": "string"'));
  await expect(playground.problems).toHaveCount(1);
  await cursorBehind(page, '"name": "description", "type": "str');
  await page.keyboard.press('ControlOrMeta+.');
  await page.locator('.action-widget').getByText(WORDS[language].replace).click();
  await expect(playground.verdict).toHaveText(ACCEPTED[language]);
}

async function laysOut(playground: Playground): Promise<void> {
  const { page } = playground;
  const ugly = ticketsManifest().replace('"apiVersion": "asteby.com/v3",\n  "kind"', '"apiVersion":"asteby.com/v3",\n      "kind"');
  await playground.write(ugly);
  await expect.poll(() => saved(page)).toBe(ugly);
  await cursorBehind(page, '"author": "Meta');
  await page.keyboard.press('ControlOrMeta+S');
  await expect.poll(() => saved(page)).toBe(ticketsManifest());
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(() => saved(page)).toBe(ugly);
  await page.keyboard.press('ControlOrMeta+Shift+Z');
  await expect.poll(() => saved(page)).toBe(ticketsManifest());
  await cursorBehind(page, '"author": "Meta');
  await page.keyboard.press('ControlOrMeta+S');
  await page.keyboard.type('X');
  await expect.poll(() => saved(page)).toContain('"author": "MetaXcore Playground"');
  await playground.write('{\n  // why\n  "kind": "Addon"\n}\n');
  await page.keyboard.press('ControlOrMeta+S');
  await expect(page.getByText(WORDS.en.notFormatted)).toBeVisible();
  await expect(page.getByText(WORDS.en.comment).first()).toBeVisible();
  expect(await saved(page)).toContain('// why');
}

/** The rows keep their values under the new name, and a migration is offered. */
async function renames(playground: Playground, language: Locale): Promise<void> {
  const { page } = playground;
  await playground.write(ticketsManifest());
  await expect(playground.verdict).toHaveText(ACCEPTED[language]);
  await playground.ready();
  await playground.frame.getByRole('button', { name: /^(New|Nuevo)$/ }).click();
  const dialog = playground.frame.getByRole('dialog');
  await dialog
    .getByLabel(/^(Title|Título)/)
    .first()
    .fill('Printer on fire');
  await dialog
    .getByLabel(/^(Requester|Solicitante)/)
    .first()
    .fill('rosa@example.com');
  await dialog.locator('button[type=submit]').click();
  await expect(playground.row('Printer on fire')).toBeVisible();
  await rename(page, '"name": "title', 'subject');
  await expect.poll(() => saved(page)).toContain('"name": "subject"');
  await expect(playground.verdict).toHaveText(ACCEPTED[language]);
  await expect(playground.row('Printer on fire')).toBeVisible();
  await page.getByRole('button', { name: WORDS[language].migration }).click();
  const migration = page.getByRole('button', { name: 'migrations/0001_rename_tickets_title.sql', exact: true });
  await expect(migration).toHaveAttribute('aria-current', 'page');
  await expect(playground.verdict).toHaveText(ACCEPTED[language]);
  expect(await saved(page, 'migrations/0001_rename_tickets_title.sql')).toContain('RENAME COLUMN "title" TO "subject"');
  // A reload finds the value under its new name.
  await page.reload();
  await playground.ready();
  await expect(playground.row('Printer on fire')).toBeVisible();
  // In expressions too.
  await page.getByRole('button', { name: 'manifest.json', exact: true }).click();
  await rename(page, '"name": "due_date', 'due_on');
  await expect.poll(() => saved(page)).toContain(`status <> 'closed' AND due_on IS NOT NULL`);
  expect(await saved(page)).not.toContain('due_date');
  await expect(playground.verdict).toHaveText(ACCEPTED[language]);
}

async function converts(playground: Playground, language: Locale): Promise<void> {
  const { page } = playground;
  const words = WORDS[language];
  await page.getByRole('button', { name: 'manifest.json', exact: true }).click();
  for (const model of ['items', 'parts']) {
    await playground.write(oldManifest(model));
    await page.getByRole('button', { name: words.convert }).click();
    await expect(page.getByRole('status').filter({ hasText: words.converts })).toBeVisible();
    const diff = page.getByRole('group', { name: words.sideBySide });
    await expect(diff.locator('.editor.original .view-line').first()).toContainText(`"table_name":"${model}"`);
    await expect(diff.locator('.editor.modified .view-line').filter({ hasText: `"table": "${model}"` })).toBeVisible();
    await expect(page.getByTestId('conversion-findings').getByRole('listitem').first()).toBeVisible();
    await page.getByRole('button', { name: words.apply, exact: true }).click();
    await expect(playground.verdict).toContainText('v3 · ');
    await expect.poll(() => saved(page)).toContain(`"table": "${model}"`);
  }
}

for (const language of ['en', 'es'] as const) {
  test.describe(`the editor in ${language}`, () => {
    test.use({ locale: language === 'en' ? 'en-US' : 'es-MX' });

    test('helps with a manifest from its names to a conversion', async ({ playground }) => {
      const words = WORDS[language];
      const page = await opened(playground, language);
      await test.step('completes names and tells what they stand for', () => completesAndExplains(page, words));
      await test.step('finds every place of a name, and its definition', () => findsPlacesAndDefinition(page));
      await test.step('leads from outline and diagram into the text', () => leadsIntoTheText(playground, words));
      await test.step('cures a finding', () => cures(playground, language));
      if (language === 'en')
        await test.step('lays out on Ctrl+S: the cursor stays, undo takes it back, a comment gets an answer', () => laysOut(playground));
      await test.step('renames columns: the rows keep their values, and a migration is offered', () => renames(playground, language));
      await test.step('converts v2, with both sides to compare', () => converts(playground, language));
    });
  });
}
