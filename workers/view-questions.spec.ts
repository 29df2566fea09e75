import { expect, it } from 'vitest';
import { MAX_PICTURE_BYTES } from './protocol';
import { createViewQuestions } from './view-questions';

const png = (bytes = 100): ArrayBuffer => {
  const picture = new Uint8Array(bytes);
  picture.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return picture.buffer;
};
const asking = (deadlineMs?: number) => {
  const posted: unknown[] = [];
  return { posted, view: createViewQuestions((message) => posted.push(message), deadlineMs) };
};

it('asks once and takes the answer of that number', async () => {
  const { posted, view } = asking();
  const asked = view.ask('picture');
  await expect(view.ask('audit')).rejects.toMatchObject({ code: 'view_busy' });
  expect(posted).toEqual([{ kind: 'view', id: 1, wish: 'picture' }]);
  expect(view.receive({ kind: 'view', id: 7, value: png() })).toBe(true);
  expect(view.receive({ kind: 'view' })).toBe(true);
  expect(view.receive({ kind: 'view', id: 1, value: png() })).toBe(true);
  expect((await asked).length).toBe(100);
  const again = view.ask('audit');
  view.receive({ kind: 'view', id: 1, value: [] });
  view.receive({ kind: 'view', id: 2, value: [{ rule: 'label', help: 'h', count: 1, where: 'input', more: 1 }] });
  expect(await again).toEqual([{ rule: 'label', help: 'h', count: 1, where: 'input' }]);
});

it.each<[name: string, wish: 'picture' | 'audit', sent: unknown, code: string]>([
  ['nothing', 'picture', null, 'view_failed'],
  ['a text', 'picture', '<svg onload="alert(1)">', 'view_refused'],
  ['an SVG', 'picture', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>').buffer, 'view_refused'],
  ['a view on bytes', 'picture', new Uint8Array(png()), 'view_refused'],
  ['too much', 'picture', png(MAX_PICTURE_BYTES + 1), 'view_refused'],
  ['an audit', 'picture', [], 'view_refused'],
  ['a picture', 'audit', png(), 'view_refused'],
  ['a list of texts', 'audit', ['x'], 'view_refused'],
])('refuses %s where it asked for the %s', async (_name, wish, value, code) => {
  const { view } = asking();
  const asked = view.ask(wish);
  view.receive({ kind: 'view', id: 1, value });
  await expect(asked).rejects.toMatchObject({ code });
});

it('takes a picture as large as it may be', async () => {
  const { view } = asking();
  const asked = view.ask('picture');
  view.receive({ kind: 'view', id: 1, value: png(MAX_PICTURE_BYTES) });
  expect((await asked).length).toBe(MAX_PICTURE_BYTES);
});

it('gives up in time, and leaves other messages alone', async () => {
  const { view } = asking(10);
  await expect(view.ask('picture')).rejects.toMatchObject({ code: 'view_late' });
  expect([view.receive(null), view.receive('view'), view.receive({ kind: 'request' })]).toEqual([false, false, false]);
});
