/** When the program is told to end. */

/** Who started the program: under npm a shell, which ends with npm. */
const PARENT = process.ppid;
const LOOK_EVERY_MS = 500;

/**
 * Resolves when the program is told to stop. Told again, it goes on stopping: a terminal and npm may both pass on one word. A signal
 * to npm alone ends its shell and reaches nobody else, so a server that was started by npm stops when it has lost its shell.
 */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    setInterval(() => {
      if (process.ppid !== PARENT) resolve();
    }, LOOK_EVERY_MS).unref();
  });
}
