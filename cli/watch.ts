/** Hears when files change, for commands that do their work again. */
import { watch } from 'node:fs';
import { absolute, kindOf } from './files';
import type { Context } from './io';

/** Editors write a file in several steps: what follows within this counts as one change. Milliseconds. */
const SETTLE_MS = 150;

/** Folders that hold no source of an addon. */
const PASSED_OVER = /(?:^|[/\\])(?:node_modules|\.git|dist)(?:[/\\]|$)/;

export type Watch = (paths: readonly string[], changed: () => void) => () => void;

/** Node's own ear: each file, and each folder with everything below it. The answer ends it. */
export const nodeWatch: Watch = (paths, changed) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hear = (_: string, name: string | null): void => {
    if (name !== null && PASSED_OVER.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  };
  const watchers = paths.map((path) => watch(path, { recursive: true }, hear));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
};

/**
 * Does something, and again whenever one of the files changes, until the process is told to end. A change while it works is
 * followed by one more time. Answers what the last time did.
 */
export async function whileWatched<T>(
  context: Context,
  files: readonly string[],
  ended: Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  // A file that an editor replaces is heard of in its folder alone.
  const folders = await Promise.all(
    files.map(async (file) => ((await kindOf(context, file)) === 'folder' ? absolute(context, file) : absolute(context, `${file}/..`))),
  );
  const state = { isDue: false, isOver: false };
  let wake: () => void = () => undefined;
  const stop = (context.io.watch ?? nodeWatch)([...new Set(folders)], () => {
    state.isDue = true;
    wake();
  });
  void ended.then(() => {
    state.isOver = true;
    wake();
  });
  /** At once where either came while it worked. */
  const woken = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      if (state.isDue || state.isOver) resolve();
    });
  try {
    let answer = await work();
    for (;;) {
      await woken();
      if (state.isOver) return answer;
      state.isDue = false;
      answer = await work();
    }
  } finally {
    stop();
  }
}
