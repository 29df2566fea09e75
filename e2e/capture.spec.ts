/** Screenshots for the listing: the frame draws itself when it is asked, and only a picture comes out of it. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { readBundle } from '../kernel/bundle/read';
import { pictureKind } from '../kernel/publish/picture-kind';
import { isAccessible } from './accessible';
import { expect, test } from './playground';
import { connect, previewFrame } from './port';

/** Width and height that a PNG claims, and how many colours a grid of its pixels has, drawn by the browser. */
const read = (page: Page, bytes: Uint8Array) =>
  page.evaluate(
    async (data) => {
      const picture = await createImageBitmap(new Blob([Uint8Array.from(data)], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(picture, 0, 0);
      const { data: pixels } = context.getImageData(0, 0, picture.width, picture.height);
      const colours = new Set<number>();
      for (let at = 0; at < pixels.length; at += 4 * 7)
        colours.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0));
      return { width: picture.width, height: picture.height, colours: colours.size };
    },
    [...bytes],
  );

test('the preview draws itself for the listing, is looked at by axe, and a frame that lies is found out', async ({
  playground,
  faults,
}) => {
  const { page } = playground;
  await playground.open();
  await expect(playground.frame.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  await test.step('axe looks at the open screen on request, and what it finds is advice', async () => {
    const review = page.getByTestId('review');
    const audit = page.getByTestId('audit');
    const look = () => page.getByRole('button', { name: 'Look at the open screen with axe' }).click();
    const rules = async (): Promise<string[]> =>
      (await review.getByRole('listitem').filter({ hasText: 'PUB-AXE' }).allTextContents()).map(
        (text) => /axe finds (?:an element that breaks|\d+ elements that break) ([a-z-]+) /.exec(text)?.[1] ?? text,
      );
    await page.getByRole('tab', { name: 'Review' }).click();
    await expect(review).toContainText('(reject 0, review 0, advice 1)');
    await look();
    await expect(audit).toHaveText('axe finds nothing on the open screen.');
    expect(await rules()).toEqual([]);
    await expect(review).toContainText('(reject 0, review 0, advice 1)');

    // A picture without a name, as an addon's frontend could bring it.
    const frame = await previewFrame(page);
    await frame.evaluate(() => {
      const picture = Object.assign(document.createElement('img'), { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', id: 'nameless' });
      document.body.append(picture);
    });
    await look();
    await expect(audit).toHaveText('The open screen breaks 1 of axe’s rules; see the advice above.');
    expect(await rules()).toEqual(['image-alt']);
    await expect(review).toContainText('axe finds an element that breaks image-alt (Images must have alternative text), first: #nameless');
    await expect(review).toHaveAttribute('data-passes', 'true');
    await isAccessible(page);

    // And hostile code in the frame, which takes over the port and answers in its own way.
    await connect(frame);
    await frame.evaluate(() => {
      const port = window.raw?.port;
      if (!port) throw new Error('no port');
      port.onmessage = ({ data }: MessageEvent<{ kind: string; id: number }>) => {
        if (data.kind === 'view')
          port.postMessage({ kind: 'view', id: data.id, value: [{ rule: '<script>', help: '', count: 1, where: '' }] });
      };
    });
    await look();
    await expect(audit).toHaveText('The screen was not looked at: What the preview sent is not what it was asked for.');
  });
  await test.step('what is no picture, and a frame that does not draw, are said and change nothing', async () => {
    const frame = await previewFrame(page);
    await page.getByRole('tab', { name: 'Listing' }).click();
    const lies: [name: string, png: 'svg' | 'huge' | 'null', sentence: string][] = [
      ['an SVG with a script', 'svg', 'The preview was not captured: What the preview sent is not what it was asked for.'],
      ['three megabytes', 'huge', 'The preview was not captured: What the preview sent is not what it was asked for.'],
      ['nothing', 'null', 'The preview was not captured: The preview could not do this.'],
    ];
    for (const [name, lie, sentence] of lies) {
      await test.step(name, async () => {
        await frame.evaluate((kind) => {
          const port = window.raw?.port;
          if (!port) throw new Error('no port');
          port.onmessage = ({ data }: MessageEvent<{ kind: string; id: number }>) => {
            if (data.kind !== 'view') return;
            const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>').buffer;
            const value = { svg, huge: new ArrayBuffer(3 * 1024 * 1024), null: null }[kind];
            port.postMessage({ kind: 'view', id: data.id, value });
          };
        }, lie);
        await page.getByRole('button', { name: 'Capture the preview' }).click();
        await expect(page.getByRole('alert')).toHaveText(sentence);
      });
    }
    await expect(page.getByText('screenshots/preview-1.png')).toHaveCount(0);
  });
  await test.step('the preview draws itself for the listing, and the picture travels in the bundle', async () => {
    await page.keyboard.press('Escape');
    // The frame's own code takes its place back by loading anew.
    await (await previewFrame(page)).evaluate(() => location.reload());
    await playground.create({ Title: 'Seen on the picture', Requester: 'eva@example.com' });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('tab', { name: 'Listing' }).click();
    await page.getByRole('button', { name: 'Capture the preview' }).click();
    await expect(page.getByText('screenshots/preview-1.png was added.')).toBeVisible();
    await isAccessible(page);
    await page.getByRole('tab', { name: 'Bundle' }).click();
    await page.getByRole('button', { name: 'Build without a signature' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download tickets-1.0.0.mcbundle' }).click(),
    ]);
    const { files, manifestText } = await readBundle(new Uint8Array(await readFile(await download.path())));
    const png = files.get('screenshots/preview-1.png') ?? new Uint8Array();
    expect((JSON.parse(manifestText) as { metadata: { screenshots: unknown } }).metadata.screenshots).toEqual([
      'screenshots/preview-1.png',
    ]);
    expect(pictureKind(png)).toBe('png');
    const seen = await read(page, png);
    // As its document is laid out, however large the pane shows it.
    const size = await page.getByTestId('preview-frame').evaluate((frame) => [frame.clientWidth, frame.clientHeight]);
    expect([seen.width / 2, seen.height / 2].map(Math.round)).toEqual(size);
    // Texts, borders and buttons; an empty or a black picture has one or two.
    expect(seen.colours).toBeGreaterThan(20);
  });
  expect(faults).toEqual([]);
});
