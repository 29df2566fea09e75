/** What people type and see where they are: days, times and numbers by zone and locale, drafts, filters by any value, long words and paper. */
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Playground } from './playground';

const columns = [
  { name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' },
  { name: 'organization_id', type: 'uuid', not_null: true },
  { name: 'name', type: 'text', not_null: true },
  { name: 'kind', type: 'text', widget: 'text', options: ['b,c', 'a', 'GT:5'].map((value) => ({ value, label: value })) },
  { name: 'day', type: 'date', default: "'2026-07-04'" },
  { name: 'held', type: 'timestamptz' },
  { name: 'amount', type: 'numeric(20,2)' },
];
const manifest = JSON.stringify({
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: { key: 'tickets', name: 'Diary', version: '1.0.0' },
  compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
  tenancy: { isolation: 'shared', rls_column: 'organization_id' },
  models: [{ key: 'Entry', table: 'entries', label: 'Entries', columns }],
});

interface Place {
  zone: string;
  locale: string;
  /** The number typed, as it is shown, and written in another place’s way. */
  typed: string;
  shown: string;
  foreign: string;
  day: string;
  /** 19:30 of the place’s own 15 November. */
  held: string;
  words: { add: string; create: string; edit: string; save: string; keep: string; discard: string; goOn: string; reload: string };
}

const SPANISH = {
  ...{ add: 'Nuevo', create: 'Crear', edit: 'Editar', save: 'Guardar cambios' },
  ...{ keep: 'Seguir escribiendo', discard: 'Descartar', goOn: 'Continuar', reload: 'Sin guardar: Nuevo' },
};
const ENGLISH = {
  ...{ add: 'New', create: 'Create', edit: 'Edit', save: 'Save changes' },
  ...{ keep: 'Keep writing', discard: 'Discard', goOn: 'Go on', reload: 'Not saved yet: New' },
};

const PLACES: readonly Place[] = [
  {
    ...{ zone: 'America/Los_Angeles', locale: 'es-MX', typed: '1,234.56', shown: '1,234.56', foreign: '1.234,56' },
    ...{ day: '4 de julio de 2026', held: '15 nov 2026, 7:30 p.m.', words: SPANISH },
  },
  {
    ...{ zone: 'Pacific/Kiritimati', locale: 'es-ES', typed: '1.234,56', shown: '1234,56', foreign: '1,234.56' },
    ...{ day: '4 de julio de 2026', held: '15 nov 2026, 19:30', words: SPANISH },
  },
  {
    ...{ zone: 'Europe/Berlin', locale: 'de-DE', typed: '1234,56', shown: '1.234,56', foreign: '1,234.56' },
    ...{ day: '4 July 2026', held: '15 Nov 2026, 19:30', words: ENGLISH },
  },
];

async function openDiary(playground: Playground): Promise<void> {
  await playground.open();
  await playground.write(manifest);
  await expect(playground.frame.getByRole('heading', { name: 'Entries' }).first()).toBeVisible();
}

/** What the page keeps of forms that are not saved. */
const draftsOf = (page: Page): Promise<string> =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter((key) => key.includes(':drafts:'))
      .map((key) => localStorage.getItem(key) ?? '')
      .join(),
  );

const fields = (dialog: Locator) => ({
  name: dialog.getByLabel('Name'),
  kind: dialog.getByLabel('Kind'),
  held: dialog.getByLabel('Held'),
  amount: dialog.getByLabel('Amount'),
});

for (const { zone, locale, typed, shown, foreign, day, held, words } of PLACES) {
  test.describe(`in ${zone}, in ${locale}`, () => {
    test.use({ timezoneId: zone, locale });

    test('a day, a time and a number are typed as they are shown, and nothing that was typed is lost', async ({ playground, page }) => {
      await openDiary(playground);
      const { frame } = playground;
      const dialog = frame.getByRole('dialog');
      const question = frame.getByRole('alertdialog');
      const row = playground.row('First');
      const form = fields(dialog);

      await test.step('a number of another place is refused at its field', async () => {
        await frame.getByRole('button', { name: words.add, exact: true }).click();
        await form.name.fill('First');
        await form.amount.fill(foreign);
        await dialog.getByRole('button', { name: words.create, exact: true }).click();
        await expect(form.amount).toHaveAttribute('aria-invalid', 'true');
        await expect(form.amount).toHaveValue(foreign);
      });

      await test.step('a reload keeps what was typed', async () => {
        await form.amount.fill(typed);
        await form.held.fill('2026-11-15T19:30');
        // A reload by hand is never so quick that the page has not heard of the last key.
        await expect.poll(() => draftsOf(page)).toContain('held');
        await page.reload();
        await playground.ready();
        const note = frame.getByTestId('draft');
        await expect(note).toContainText(words.reload);
        await note.getByRole('button', { name: words.goOn }).click();
        await expect(form.name).toHaveValue('First');
        await expect(form.amount).toHaveValue(shown);
        await expect(form.held).toHaveValue('2026-11-15T19:30');
      });

      await test.step('Escape asks, and so does a click outside; the answer no keeps the form', async () => {
        const beside = { position: { x: 5, y: 5 } };
        for (const leave of [() => page.keyboard.press('Escape'), () => frame.locator('[data-slot=dialog-overlay]').click(beside)]) {
          await leave();
          await question.getByRole('button', { name: words.keep }).click();
          await expect(question).toBeHidden();
          await expect(form.name).toHaveValue('First');
        }
      });

      await test.step('the mouse wheel changes no number', async () => {
        await form.amount.hover();
        await form.amount.focus();
        await page.mouse.wheel(0, 300);
        await expect(form.amount).toHaveValue(shown);
      });

      await test.step('the list and the view show the day, the time and the number', async () => {
        await dialog.getByRole('button', { name: words.create, exact: true }).click();
        await expect(dialog).toBeHidden();
        await expect(row).toContainText(day);
        await expect(row).toContainText(held);
        await expect(row).toContainText(shown);
        await expect(frame.getByTestId('draft')).toHaveCount(0);
      });

      await test.step('a form in which nothing was typed closes unasked, and one in which something was asks', async () => {
        await row.getByRole('button').last().click();
        await frame.getByRole('menuitem', { name: words.edit }).click();
        await expect(form.amount).toHaveValue(shown);
        await expect(form.held).toHaveValue('2026-11-15T19:30');
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
        await row.getByRole('button').last().click();
        await frame.getByRole('menuitem', { name: words.edit }).click();
        await form.kind.fill('a');
        await page.keyboard.press('Escape');
        await question.getByRole('button', { name: words.discard }).click();
        await expect(dialog).toBeHidden();
        await expect(frame.getByTestId('draft')).toHaveCount(0);
      });
    });
  });
}

/** Texts of a dialog that are drawn over another one, or beyond its edge. Runs in the page. */
function textsOverNeighbours(dialog: Element): string[] {
  const edge = dialog.getBoundingClientRect();
  const drawn: { text: string; box: DOMRect }[] = [];
  const walker = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? '').trim();
    const around = node.parentElement?.getBoundingClientRect();
    // What only a screen reader says is one pixel wide.
    if (text === '' || around === undefined || around.width <= 1) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) drawn.push({ text: text.slice(0, 40), box });
  }
  const over = (a: DOMRect, b: DOMRect): boolean =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return drawn.flatMap(({ text, box }, index) => [
    ...(box.right > edge.right || box.left < edge.left ? [`${text} leaves the dialog`] : []),
    ...drawn.slice(index + 1).flatMap((other) => (other.text !== text && over(box, other.box) ? [`${text} | ${other.text}`] : [])),
  ]);
}

test.describe('when summer time ends', () => {
  test.use({ timezoneId: 'America/Los_Angeles' });

  test('either half past one can be written, a filter finds what it names, and paper has the preview alone', async ({
    playground,
    page,
  }) => {
    await openDiary(playground);
    const { frame } = playground;
    const dialog = frame.getByRole('dialog');
    const form = fields(dialog);

    await test.step('the second half past one', async () => {
      await frame.getByRole('button', { name: 'New', exact: true }).click();
      await form.name.fill('Night');
      await form.held.fill('2026-11-01T01:30');
      const half = dialog.getByLabel('This hour comes twice. Which one?');
      await half.selectOption({ label: '01:30 (GMT-8)' });
      await form.kind.fill('b,c');
      await dialog.getByRole('button', { name: 'Create', exact: true }).click();
      await expect(playground.row('Night').locator('[title*="PST"]')).toContainText('Nov 1, 2026, 1:30 AM');
    });

    await test.step('a time over which the clocks leap is moved, with a word', async () => {
      await frame.getByRole('button', { name: 'New', exact: true }).click();
      await form.name.fill('Spring');
      await form.held.fill('2026-03-08T02:30');
      await expect(dialog.getByText('it is 03:30 then')).toBeVisible();
      await form.kind.fill('a');
      await dialog.getByRole('button', { name: 'Create', exact: true }).click();
      await expect(playground.row('Spring')).toContainText('Mar 8, 2026, 3:30 AM');
    });

    await test.step('values with commas and operators are values', async () => {
      await playground.create({ Name: 'Third', Kind: 'GT:5' });
      await expect(playground.row('Third')).toBeVisible();
      await frame.getByRole('button', { name: 'Filter by Kind' }).click();
      for (const value of ['b,c', 'a']) await frame.getByRole('option', { name: value, exact: false }).first().click();
      await frame.getByRole('button', { name: /^Apply/ }).click();
      await expect(playground.row('Third')).toHaveCount(0);
      await expect(playground.row('Night')).toBeVisible();
      await expect(playground.row('Spring')).toBeVisible();
    });

    await test.step('a word without blanks ends where its field does', async () => {
      await playground.create({ Name: 'Donaudampfschifffahrt'.repeat(12), Kind: 'a' });
      await playground.row('Donaudampf').getByRole('button').last().click();
      await frame.getByRole('menuitem', { name: 'View' }).click();
      await expect(dialog).toContainText('Donaudampf');
      expect(await dialog.evaluate(textsOverNeighbours)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    });

    await test.step('paper has the preview and not the editor', async () => {
      await page.emulateMedia({ media: 'print' });
      await expect(page.locator('.monaco-editor').first()).toBeHidden();
      await expect(playground.row('Night')).toBeVisible();
      await page.emulateMedia({ media: 'screen' });
    });
  });
});
