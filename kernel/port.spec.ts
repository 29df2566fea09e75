import { expect, it } from 'vitest';
import { createPorts, port } from './port';

const BELL = port<() => string>('the bell');

it('what is plugged into a port is had by it, the last one plugged in; ports of one name are two', () => {
  const ports = createPorts();
  ports.plug(BELL, () => 'ding');
  ports.plug(BELL, () => 'dong');
  expect(ports.of(BELL)()).toBe('dong');
  expect(() => ports.of(port<string>('the bell'))).toThrow(new Error('nothing is plugged in as the bell'));
});

it('two kernels share nothing', () => {
  createPorts().plug(BELL, () => 'ding');
  expect(() => createPorts().of(BELL)).toThrow(new Error('nothing is plugged in as the bell'));
});
