import type { Locator, Page } from '@playwright/test';
import { publicKeyFromBytes, shortFingerprint } from '../kernel/bundle/keys';
import { packLink, unpackLink } from '../kernel/link/link';
import { isAccessible } from './accessible';
import { anotherProfile, expect, test } from './playground';

/** Everything this origin keeps in the browser. */
const kept = (page: Page): Promise<{ local: number; databases: string[]; files: string[] }> =>
  page.evaluate(async () => {
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    // How the window is laid out is the person's, whatever is open in it.
    const local = Object.keys(localStorage).filter((key) => !key.endsWith(':layout')).length;
    return { local, databases: (await indexedDB.databases()).map(({ name }) => name ?? ''), files };
  });

/** What the sheet answers to *Signed by*. */
const signedBy = (sheet: Locator): Locator => sheet.getByText('Signed by', { exact: true }).locator('xpath=following-sibling::dd');

test('a shared link opens in a fresh profile, runs nothing until asked, and is kept on request', async ({ page, context, playground }) => {
  await test.step('a link that was cut says so and leads to the person’s own projects', async () => {
    await page.goto(`${process.env.PLAYGROUND_URL ?? ''}#v1.AAAAAAA`);
    await expect(page.getByTestId('link-sheet')).toContainText('This link cannot be opened');
    await page.getByRole('button', { name: 'Not now' }).click();
    await playground.ready();
    expect(page.url()).toBe(process.env.PLAYGROUND_URL);
  });
  await test.step('a shared link opens in a fresh profile, runs nothing until asked, and is kept on request', async () => {
    await page.getByRole('button', { name: 'Share' }).click();
    const url = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    await expect(page.getByTestId('link-size')).toHaveText(/^[\d,]+ of 65,536 characters$/);

    const other = await anotherProfile(context);
    const theirs = other.playground.page;
    const foreign: string[] = [];
    theirs.on('request', (request) => {
      if (/pglite|kernel\.worker|\/seed\/|\/frame\//.test(request.url()) || !request.url().startsWith(process.env.PLAYGROUND_URL ?? '-'))
        foreign.push(request.url());
    });
    await theirs.goto(url);
    const sheet = theirs.getByTestId('link-sheet');
    await expect(sheet).toContainText('tickets');
    await expect(signedBy(sheet)).toHaveText('nobody');
    expect(foreign).toEqual([]);
    expect(await kept(theirs)).toEqual({ local: 0, databases: [], files: [] });

    await theirs.getByRole('button', { name: 'Run', exact: true }).click();
    await other.playground.ready();
    await other.playground.create({ Title: 'From a link', Requester: 'eva@example.com' });
    await expect(other.playground.row('From a link')).toBeVisible();
    expect(await kept(theirs)).toEqual({ local: 0, databases: [], files: [] });

    await theirs.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(theirs.getByText('From a link: nothing is kept until you say so.')).toBeHidden();
    await other.playground.ready();
    await expect(other.playground.row('From a link')).toBeVisible();
    await theirs.reload();
    await other.playground.ready();
    await expect(theirs.getByTestId('link-sheet')).toBeHidden();
    await expect(other.playground.row('From a link')).toBeVisible();
    await other.close();
  });
  await test.step('what does not fit into a link is named, and its address is shared instead', async () => {
    await page.keyboard.press('Escape');
    await playground.openFile('README.md');
    let state = 7;
    const noise = Array.from({ length: 90_000 }, () => String.fromCharCode(33 + ((state = (state * 48_271) % 2_147_483_647) % 90))).join(
      '',
    );
    await playground.write(noise);
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('alert').filter({ hasText: '65,536 fit' })).toContainText('README.md · 9');
    await dialog.getByRole('radio', { name: /A file at an address/ }).check();
    await dialog.getByLabel('Address of the file').fill('ftp://x.test/a');
    await expect(dialog.getByRole('alert')).toContainText('Only https addresses without name and password are fetched.');
    await dialog.getByLabel('Address of the file').fill('https://github.com/o/r/blob/main/a.mcbundle');
    await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(
      `${process.env.PLAYGROUND_URL ?? ''}?from=https%3A%2F%2Fraw.githubusercontent.com%2Fo%2Fr%2Fmain%2Fa.mcbundle`,
    );
    await dialog.getByRole('tab', { name: 'QR code' }).click();
    await expect(dialog.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
    await dialog.getByRole('tab', { name: 'Badge' }).click();
    await expect(dialog.getByRole('img', { name: 'Open in the Metacore Playground' })).toHaveJSProperty('complete', true);
    expect(await dialog.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalHeight)).toBe(20);
  });
});

test('a link says where it begins and who signed it; a fork remembers where it came from', async ({
  page,
  context,
  playground,
  faults,
}) => {
  await playground.open();
  await test.step('a signed link tells strangers the fingerprint and its maker the name; what was changed since cannot be run', async () => {
    const dialog = page.getByRole('dialog');
    const link = dialog.getByRole('textbox', { name: 'Link' });
    const size = dialog.getByTestId('link-size');

    await page.getByRole('button', { name: 'Share' }).click();
    await expect(dialog).toContainText('Nobody signs the link: there is no key in this browser. Make one under Export, Keys.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Export' }).click();
    await dialog.getByLabel('Name of the key').fill('my key');
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    await expect(dialog.getByRole('option', { name: /^my key/ })).toBeAttached();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Share' }).click();
    const unsigned = await link.inputValue();
    await expect(size).toHaveText(/^[\d,]+ of 65,536 characters$/);
    await dialog.getByLabel('Signed by').focus();
    await page.keyboard.press('ArrowDown');
    await expect(size).toHaveText(/^[\d,]+ of 65,536 characters, signed by my key$/);
    await isAccessible(page);
    const url = await link.inputValue();
    expect(url.length - unsigned.length).toBeGreaterThan(100);
    // What is shared changes, and the signature with it.
    await dialog.getByLabel('sample data').check();
    await dialog.getByLabel('Rows in each table').fill('6');
    await expect(link).not.toHaveValue(url);
    // The link of a moment ago stays in sight while the next is made, and nobody can take it.
    await expect(dialog.locator('[aria-busy]')).toHaveAttribute('aria-busy', 'false');
    const withRows = await link.inputValue();
    await dialog.getByLabel('Signed by').selectOption('nobody');
    await expect(size).toHaveText(/^[\d,]+ of 65,536 characters$/);

    const document = unpackLink(new URL(url).hash);
    const { key: text } = document.signature as { key: string };
    const key = await publicKeyFromBytes(new Uint8Array(Buffer.from(text, 'base64url')));
    const stranger = `${shortFingerprint(key)}, a key you do not know`;
    const short = await dialog.getByRole('option', { name: /^my key/ }).innerText();
    expect(short).toBe(`my key · ${shortFingerprint(key)}`);

    const other = await anotherProfile(context);
    const theirs = other.playground.page;
    const sheet = theirs.getByTestId('link-sheet');
    await test.step('a stranger', async () => {
      await theirs.goto(withRows);
      await expect(signedBy(sheet)).toHaveText(stranger);
      await expect(sheet).toContainText(key.fingerprint);
      await expect(sheet).toContainText('6 rows in each table');
      await isAccessible(theirs, '[data-testid=link-sheet]');
      expect(await kept(theirs)).toEqual({ local: 0, databases: [], files: [] });
    });

    await test.step('what was changed since', async () => {
      const files = { ...(document.files as object), 'frontend/remote.js': 'document.title = "ran"' };
      for (const changed of [
        { ...document, title: 'another' },
        { ...document, files },
      ]) {
        await theirs.goto('about:blank');
        await theirs.goto(`${process.env.PLAYGROUND_URL ?? ''}#${packLink(changed)}`);
        await expect(sheet.getByTestId('facts')).toHaveAttribute('data-verdict', 'tampered');
        await expect(sheet).toContainText('The signature does not hold: the link was changed after it was signed. It cannot be run.');
        await expect(sheet).not.toContainText('another');
        await expect(sheet.getByRole('button')).toHaveText(['Not now']);
        await isAccessible(theirs, '[data-testid=link-sheet]');
        expect(await kept(theirs)).toEqual({ local: 0, databases: [], files: [] });
      }
    });

    await test.step('the signer is remembered', async () => {
      await theirs.goto('about:blank');
      await theirs.goto(url);
      await theirs.getByRole('button', { name: 'Run', exact: true }).click();
      await other.playground.ready();
      await theirs.getByRole('button', { name: 'Keep', exact: true }).click();
      await other.playground.ready();
      await theirs.getByRole('button', { name: 'Project: tickets' }).click();
      await theirs.getByRole('menuitem', { name: 'About this project…' }).click();
      await expect(theirs.getByTestId('provenance').getByRole('listitem').first()).toContainText(`Signed by key ${key.fingerprint}`);
      await other.close();
    });

    await test.step('the maker, by name; inside of another page nobody is known', async () => {
      const mine = page.getByTestId('link-sheet');
      await page.goto('about:blank');
      await page.goto(url);
      await expect(signedBy(mine)).toHaveText(`my key (${shortFingerprint(key)}), a key you trust`);
      await expect(mine.getByTestId('facts')).toHaveAttribute('data-verdict', 'trusted');
      await page.goto(url.replace('#', '?embed=1#'));
      await expect(signedBy(mine)).toHaveText(stranger);
    });
  });
  await test.step('a link begins at its screen, as its person, with its sample data; a fork remembers it and is exported', async () => {
    await playground.open();
    await playground.frame.getByRole('button', { name: 'Comments' }).click();
    await expect(playground.frame.getByRole('heading', { name: 'Comments' })).toBeVisible();
    await playground.lookAs('Carla Núñez');
    await playground.lookAs('Support agent · tickets');
    // Somebody else looks, at the same screen.
    await expect(playground.frame.getByRole('heading', { name: 'Comments' })).toBeVisible();
    await playground.openFile('README.md');

    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('sample data').check();
    await dialog.getByLabel('Rows in each table').fill('0');
    await expect(dialog.getByRole('alert').filter({ hasText: 'Rows from 1 to 1,000' })).toBeVisible();
    await dialog.getByLabel('Rows in each table').fill('6');
    await dialog.getByLabel('Number').fill('11');
    await isAccessible(page);
    const url = await dialog.getByRole('textbox', { name: 'Link' }).inputValue();
    for (const tab of ['QR code', 'Embed', 'Badge']) {
      await dialog.getByRole('tab', { name: tab }).click();
      await isAccessible(page);
    }
    await dialog.getByRole('tab', { name: 'Link' }).click();
    await dialog.getByRole('button', { name: 'Copy the link' }).click();
    await expect(dialog).toContainText('The link is in the clipboard.');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);

    const other = await anotherProfile(context);
    const theirs = other.playground.page;
    await theirs.goto(url);
    const sheet = theirs.getByTestId('link-sheet');
    await expect(sheet).toContainText('ticket_comments · README.md');
    await expect(sheet).toContainText('Carla Núñez · support_agent');
    await expect(sheet).toContainText('6 rows in each table, number 11');
    await isAccessible(theirs, '[data-testid=link-sheet]');
    await theirs.getByRole('button', { name: 'Run', exact: true }).click();
    await other.playground.ready();
    await expect(other.playground.viewer()).toHaveAccessibleName('Seen as Carla Núñez, Support agent · tickets');
    await expect(other.playground.frame.getByRole('heading', { name: 'Comments' })).toBeVisible();
    await expect(other.playground.frame.getByRole('row')).toHaveCount(7);
    await expect(theirs.getByRole('button', { name: 'README.md', exact: true })).toHaveAttribute('aria-current', 'page');
    expect(await kept(theirs)).toEqual({ local: 0, databases: [], files: [] });

    await theirs.getByRole('button', { name: 'Fork…' }).click();
    await isAccessible(theirs);
    await theirs.getByLabel('Name of the copy').fill('my tickets');
    await theirs.getByRole('dialog').getByRole('button', { name: 'Fork', exact: true }).click();
    await expect(theirs.getByRole('button', { name: 'Project: my tickets' })).toBeVisible();
    await other.playground.ready();
    await expect(other.playground.frame.getByRole('row')).toHaveCount(7);
    await theirs.reload();
    await other.playground.ready();
    await expect(theirs.getByTestId('link-sheet')).toBeHidden();
    await theirs.getByRole('button', { name: 'Project: my tickets' }).click();
    await theirs.getByRole('menuitem', { name: 'About this project…' }).click();
    const provenance = theirs.getByTestId('provenance').getByRole('listitem');
    await expect(provenance).toHaveCount(3);
    await expect(provenance.nth(0)).toContainText('Fork of: Project · tickets');
    await expect(provenance.nth(1)).toContainText(/Link · tickets.*Playground \d+\.\d+\.\d+.*SHA-256 [0-9a-f]{64}/);
    await expect(provenance.nth(2)).toContainText('Starter of this playground · Helpdesk tickets');
    await isAccessible(theirs);
    await theirs.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();

    await theirs.getByRole('button', { name: 'Export' }).click();
    await theirs.getByRole('button', { name: 'Make a key' }).click();
    await theirs.getByRole('button', { name: 'Build and sign' }).click();
    await expect(theirs.getByText('The bundle is ready and was verified.')).toBeVisible();
    await other.close();
  });
  expect(faults).toEqual([]);
});
