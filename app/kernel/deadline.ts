import { KernelError } from '../../kernel/errors';

/**
 * A call to a worker that dies is never settled by the channel itself, so every call gets a deadline.
 * @throws KernelError `deadline_exceeded` when `work` takes longer than `milliseconds`
 */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new KernelError('deadline_exceeded', `${what} took longer than ${milliseconds / 1000} s.`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
