import { describe, expect, it } from 'vitest';
import { createSerialQueue } from './queue';

describe('createSerialQueue', () => {
  it('starts a task when the one before it ended, failed or not', async () => {
    const enqueue = createSerialQueue();
    const log: string[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const first = enqueue(async () => {
      log.push('first starts');
      await gate;
      log.push('first ends');
      throw new Error('first fails');
    });
    const second = enqueue(() => {
      log.push('second');
      return Promise.resolve(2);
    });
    await Promise.resolve();
    expect(log).toEqual(['first starts']);
    release();
    await expect(first).rejects.toThrow('first fails');
    expect(await second).toBe(2);
    expect(log).toEqual(['first starts', 'first ends', 'second']);
  });
});
