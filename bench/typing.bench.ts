/** What typing costs, by the size of the manifest: the verdict, the squiggle, and the frames in between. */
import type { Page } from '@playwright/test';
import { bounded, cursorBehind, KEYSTROKES, paste, pressedAt, revision } from './keys';
import { manifestOfSize } from './manifests';
import { type Figure, milliseconds, percentile, plain, within } from './table';

const SIZES_KB = [10, 50, 500] as const;
/** Keys a second of somebody who types fast. */
const FAST_TYPING_PER_SECOND = 12;
const LETTERS = 120;
/** Two frames of a screen of 60: what a longer one shows is a stutter. */
const FRAME_BUDGET_MS = 32;

/** `name` tells the text from the one before: a text that stays the same gets no new verdict. */
async function open(page: Page, kilobytes: number, name: string, mark: string): Promise<void> {
  const before = await revision(page);
  await paste(page, manifestOfSize(kilobytes * 1024).replace('"author": "', `"author": "${name} `));
  await page.waitForFunction((old) => Number(document.querySelector<HTMLElement>('[data-testid=verdict]')?.dataset.revision) > old, before);
  await cursorBehind(page, mark);
}

/** From the key's event to the verdict in the status bar, and to the squiggle in the editor, on a manifest of this size. */
async function keystrokes(page: Page, kilobytes: number): Promise<{ verdict: number[]; squiggle: number[] }> {
  await open(page, kilobytes, 'Keys', '"kind": "Addo');
  const measured = { verdict: [] as number[], squiggle: [] as number[] };
  for (let stroke = 0; stroke < KEYSTROKES; stroke += 1) {
    // Both changes are waited for from before the key; what was there before it does not count.
    const armed = await page.evaluateHandle(() => {
      const clock = () => performance.timeOrigin + performance.now();
      const wanted = document.querySelector('.squiggly-error') === null;
      const status = document.querySelector('[data-testid=verdict]');
      const times = { verdict: 0, squiggle: 0 };
      const seen = new Promise<typeof times>((resolve) => {
        const observer = new MutationObserver((changes) => {
          if (times.verdict === 0 && changes.some((change) => change.target === status && change.attributeName === 'data-revision'))
            times.verdict = clock();
          if (times.squiggle === 0 && (document.querySelector('.squiggly-error') !== null) === wanted) times.squiggle = clock();
          if (times.verdict === 0 || times.squiggle === 0) return;
          observer.disconnect();
          resolve(times);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      });
      return { seen };
    });
    // A letter more breaks the kind, taking it away mends it: every stroke changes the verdict and the squiggle.
    await page.keyboard.press(stroke % 2 === 0 ? 'x' : 'Backspace');
    const sample = await bounded(
      'the verdict of a keystroke',
      armed.evaluate(({ seen }) => seen),
    );
    const pressed = await pressedAt(page);
    measured.verdict.push(sample.verdict - pressed);
    measured.squiggle.push(sample.squiggle - pressed);
  }
  return measured;
}

/** What a person feels of somebody's fast typing into a description: every letter is a valid manifest. In milliseconds. */
interface Stutter {
  /** Between one frame and the next. */
  frames: number[];
  /** Tasks of the page that took more than 50 ms, in which it answers nobody. */
  longTasks: number[];
}

async function whileTyping(page: Page, kilobytes: number): Promise<Stutter> {
  await open(page, kilobytes, 'Frames', '"description": "');
  const recording = await page.evaluateHandle(() => {
    const gaps: number[] = [];
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    let last = performance.now();
    let going = true;
    const frame = (now: number) => {
      gaps.push(now - last);
      last = now;
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(frame);
    });
    return {
      stop: () => {
        going = false;
        observer.disconnect();
        return { frames: gaps, longTasks: tasks };
      },
    };
  });
  await page.keyboard.type('x'.repeat(LETTERS), { delay: 1000 / FAST_TYPING_PER_SECOND });
  return recording.evaluate(({ stop }) => stop());
}

export async function benchTyping(page: Page): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES_KB) {
    const { verdict, squiggle } = await keystrokes(page, size);
    const at = (what: string, samples: readonly number[], share: number): Figure =>
      plain(`keystroke → ${what}, ${size} KB, p${100 * share}`, `${Math.round(percentile(samples, share))} ms`);
    figures.push(at('verdict', verdict, 0.5), at('verdict', verdict, 0.95), at('squiggle', squiggle, 0.5));
    if (size === 50) figures.push(within(`keystroke → squiggle, ${size} KB, p95`, percentile(squiggle, 0.95), 100));
    else figures.push(at('squiggle', squiggle, 0.95));
  }
  const largest = Math.max(...SIZES_KB);
  const { frames, longTasks } = await whileTyping(page, largest);
  const late = frames.filter((gap) => gap > FRAME_BUDGET_MS).length;
  figures.push(
    within(`frame while typing, ${largest} KB, p95`, percentile(frames, 0.95), FRAME_BUDGET_MS),
    plain(`frame while typing, ${largest} KB, longest`, `${Math.round(Math.max(...frames))} ms`),
    plain(
      `tasks over 50 ms while typing, ${largest} KB`,
      longTasks.length === 0 ? 'none' : `${longTasks.length}, the longest ${milliseconds(Math.max(...longTasks))}`,
    ),
    plain(`frames over ${FRAME_BUDGET_MS} ms while typing, ${largest} KB`, `${late} of ${frames.length}`),
  );
  return figures;
}
