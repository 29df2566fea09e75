import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from './main';
import { nodeWatch } from './watch';
import { NOTES_MANIFEST, type Session, startSession } from './testing/session';

let session: Session;
beforeEach(async () => {
  session = await startSession();
  await session.write('notes/manifest.json', NOTES_MANIFEST);
});
afterEach(() => session.end());

/** Runs `check --watch`; each answer is handed to the next step, which changes something and says so, or ends it. */
async function watched(
  steps: readonly (() => Promise<'changed' | 'end'>)[],
): Promise<{ code: number; out: string[]; folders: readonly string[] }> {
  const out: string[] = [];
  let [changed, end]: (() => void)[] = [];
  let folders: readonly string[] = [];
  let at = 0;
  const code = await main(['check', 'notes', '--watch'], {
    cwd: session.folder,
    env: {},
    out: (text) => void out.push(text),
    // It is said after each answer that it waits.
    err: () => {
      const step = steps[at];
      at += 1;
      void step?.().then((what) => (what === 'changed' ? changed?.() : end?.()));
    },
    watch: (paths, hear) => {
      folders = paths;
      changed = hear;
      return () => undefined;
    },
    stopped: () => new Promise<void>((resolve) => (end = resolve)),
  });
  return { code, out, folders };
}

describe('check --watch', () => {
  it('judges again whenever a file changed, and exits as the last verdict says', async () => {
    const { code, out, folders } = await watched([
      async () => {
        await session.write('notes/manifest.json', '{');
        return 'changed';
      },
      () => Promise.resolve('end'),
    ]);
    expect(out[0]).toContain('notes: accepted');
    expect(out.at(-1)).toContain('notes: rejected');
    expect([code, folders]).toEqual([1, [join(session.folder, 'notes')]]);
  });

  it('prints for people alone', async () => {
    expect(await session.run('check', 'notes', '--watch', '--format', 'json')).toMatchObject({ code: 2, out: '' });
  });

  it('hears of a file that is written below a folder', async () => {
    await new Promise<void>((resolve) => {
      const stop = nodeWatch([join(session.folder, 'notes')], () => {
        stop();
        resolve();
      });
      appendFileSync(join(session.folder, 'notes/manifest.json'), '\n');
    });
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints a script for %s that names every command and its options', async (shell) => {
    const { code, out } = await session.run('completion', shell);
    expect(code).toBe(0);
    for (const word of ['check', 'validate', 'completion', 'watch', 'hub']) expect(out).toContain(word);
  });

  it('knows no other shell', async () => {
    expect(await session.run('completion', 'csh')).toEqual({
      code: 2,
      out: '',
      err: 'There is no script for "csh". Shells: bash, zsh, fish.\n',
    });
  });

  it('completes in bash as it does', async () => {
    const { out } = await session.run('completion', 'bash');
    const complete = (words: string[]): string =>
      execFileSync(
        'bash',
        [
          '-c',
          `${out}\nCOMP_WORDS=(metacore-playground ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${String(words.length)}; _metacore_playground; echo "\${COMPREPLY[*]}"`,
        ],
        { encoding: 'utf8' },
      ).trim();
    expect(complete(['che'])).toBe('check');
    expect(complete(['check', '--w'])).toBe('--watch');
    expect(complete(['check', 'no'])).toBe('');
  });
});
