/** What the specs do on the page, in a person's words. */
import { readFileSync } from 'node:fs';
import { type BrowserContext, expect, type FrameLocator, type Locator, type Page, test as base } from '@playwright/test';

export const ticketsManifest = (): string => readFileSync('templates/tickets/manifest.json', 'utf8');

export class Playground {
  constructor(readonly page: Page) {}

  /** Opens the page and waits until the kernel and the first screen are there. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`${process.env.PLAYGROUND_URL ?? ''}${query}`);
    await this.ready();
  }

  /** Opens the page for the first time and empties the tables of their sample rows, for whoever counts rows. */
  async openEmpty(): Promise<void> {
    await this.open();
    await expect(this.page.getByText(/sample rows are in the tables/)).toBeVisible();
    await this.page.getByRole('button', { name: /^Project:/ }).click();
    await this.page.getByRole('menuitem', { name: 'Reset data' }).click();
    await this.page.getByRole('button', { name: 'Drop the rows' }).click();
    await expect(this.page.getByText('The tables are empty.')).toBeVisible();
    await expect(this.frame.getByRole('heading', { name: 'No results' }).first()).toBeVisible();
  }

  /** A sheet that installs is open until the project it makes is the one that is worked on. */
  async ready(): Promise<void> {
    await expect(this.page.getByTestId('bundle-input')).toHaveCount(0);
    await expect(this.page.getByTestId('kernel')).toHaveAttribute('data-phase', 'ready');
    await this.showProblems();
  }

  /** Opens the drawer at the problems; where the window has no drawer (a phone, an embedded page) they stay where they are. */
  async showProblems(): Promise<void> {
    const tab = this.page.locator('#drawer-tab-problems');
    if (await tab.isVisible()) {
      // By its keys, which leave the focus where it is.
      if ((await tab.getAttribute('aria-selected')) !== 'true') await this.page.keyboard.press('ControlOrMeta+Shift+M');
      await expect(tab).toHaveAttribute('aria-selected', 'true');
    }
  }

  /** Opens a file of the project by its name, as Ctrl+P does. */
  async openFile(path: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P');
    await this.page.locator('[cmdk-input]').fill(path);
    await this.page.getByRole('option', { name: path, exact: true }).click();
  }

  /** Types into the open palette and takes what it has chosen with Enter, once that is what was meant: it looks while one types. */
  async take(typed: string): Promise<void> {
    await expect(this.page.locator('[cmdk-input]')).toBeFocused();
    await this.page.keyboard.type(typed);
    await expect(this.page.locator('[cmdk-item][data-selected=true]')).toContainText(typed, { ignoreCase: true });
    await this.page.keyboard.press('Enter');
  }

  /** Sets the language or the theme of the page. */
  async choose(setting: 'English' | 'Español' | 'Light theme' | 'Dark theme' | 'Tema claro' | 'Tema oscuro'): Promise<void> {
    await this.page.getByRole('button', { name: /^(Settings|Ajustes)$/ }).click();
    await this.page.getByRole('menuitemradio', { name: setting }).click();
    // Until the menu is gone it has the pointer to itself.
    await expect(this.page.getByRole('menu')).toHaveCount(0);
  }

  /** Who looks at a view of the preview, the first where none is named. */
  viewer(view = 0): Locator {
    return this.page.getByRole('button', { name: /^Seen as / }).nth(view);
  }

  /** Lets a person or a role look at a view. */
  async lookAs(name: string, view = 0): Promise<void> {
    await this.viewer(view).click();
    await this.page.getByRole('menuitemradio', { name, exact: true }).click();
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('[data-testid=preview-frame]');
  }

  get verdict(): Locator {
    return this.page.getByTestId('verdict');
  }

  get problems(): Locator {
    return this.page.getByTestId('problems').getByRole('listitem');
  }

  /** A row of the table by a text in it. */
  row(text: string | RegExp): Locator {
    return this.frame.getByRole('row').filter({ hasText: text });
  }

  /** Replaces the whole text of the open file, as a paste does. */
  async write(text: string): Promise<void> {
    await this.page.locator('.monaco-editor .view-lines').first().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    if (text === '') {
      await this.page.keyboard.press('Delete');
      return;
    }
    // Typed text would be completed by the editor (brackets, indentation); pasted text is taken as it is.
    await this.page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** Fills and saves the create dialog; fields by label. */
  async create(fields: Record<string, string>): Promise<void> {
    await this.frame.getByRole('button', { name: 'New', exact: true }).click();
    const dialog = this.frame.getByRole('dialog');
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: false }).first().fill(value);
    await dialog.getByRole('button', { name: /^(Create|Save)/ }).click();
    await expect(dialog).toBeHidden();
  }
}

interface Fixtures {
  playground: Playground;
  /** Sentences of the console that are errors, and uncaught exceptions of page and frame: a spec that made none of its own expects none. */
  faults: string[];
}

export const test = base.extend<Fixtures>({
  faults: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await use(faults);
  },
  playground: async ({ page }, use) => {
    await use(new Playground(page));
  },
});

/** A second person: nothing of the first one's browser is there. */
export async function anotherProfile(context: BrowserContext): Promise<{ playground: Playground; close: () => Promise<void> }> {
  const browser = context.browser();
  if (!browser) throw new Error('the context has no browser');
  const fresh = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  return { playground: new Playground(await fresh.newPage()), close: () => fresh.close() };
}

export { expect };
