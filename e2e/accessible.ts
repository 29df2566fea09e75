/** What axe finds against WCAG 2.2 AA, as rule and element. */
import type { Frame, Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './playground';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Axe {
  run: (context: unknown, options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** Judges what `selector` names in a document of the page, once its animations are over; `exclude` names what is left out. */
export async function violationsIn(
  page: Page,
  selector: string,
  where: Page | Frame = page,
  exclude: readonly string[] = [],
): Promise<string[]> {
  // What the pointer rests on has the theme's colours for that.
  await page.mouse.move(0, 0);
  // A dialog that is still fading in has less contrast than it will have. An animation that is cancelled is over as well.
  await where
    .locator(selector)
    .evaluate((element) => Promise.allSettled(element.getAnimations({ subtree: true }).map(({ finished }) => finished)));
  // Half a megabyte to read: once for each document.
  if (!(await where.evaluate(() => 'axe' in window))) await where.evaluate(axe.source);
  return where.evaluate(
    async ([included, excluded, tags]) => {
      const context = { include: [[included]], exclude: excluded.map((each) => [each]) };
      const options = { iframes: false, runOnly: tags, resultTypes: ['violations'] };
      const { violations } = await (window as unknown as { axe: Axe }).axe.run(context, options);
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
    },
    [selector, exclude, TAGS] as const,
  );
}

export const isAccessible = async (page: Page, selector = '[role=dialog]'): Promise<void> =>
  expect(await violationsIn(page, selector)).toEqual([]);
