import { expect, it } from 'vitest';
import { busyOf, draftsOf, fileOf, heightOf, pickedOf, pointedOf, portOf, screenOf } from './frame-connect';

const frame = {} as MessageEventSource;
const { port1 } = new MessageChannel();
const ports = [port1];
const screen = { type: 'metacore:screen', protocol: 1, address: 'tickets?view=kanban&f_status=eq%3Aopen', title: 'Board' };
const event = (data: unknown, more: object = {}) => ({ source: frame, origin: 'null', data, ports: [], ...more });

it('hears of the screen that is open', () => {
  expect(screenOf(event(screen), frame)).toEqual({ address: screen.address, title: 'Board' });
  expect(screenOf(event({ ...screen, title: 'x'.repeat(999) }), frame)?.title.length).toBe(200);
});

it.each<[name: string, message: ReturnType<typeof event>]>([
  ['from another frame', event(screen, { source: {} as MessageEventSource })],
  ['from a page with an origin', event(screen, { origin: 'https://x.test' })],
  ['of another version', event({ ...screen, protocol: 2 })],
  ['of another kind', event({ ...screen, type: 'metacore:screens' })],
  ['with an address that is a host', event({ ...screen, address: '//evil.test' })],
  ['with an endless address', event({ ...screen, address: 'x'.repeat(129) })],
  ['with markup', event({ ...screen, address: 'tickets?<b>' })],
  ['without a title', event({ type: screen.type, protocol: 1, address: 'tickets' })],
  ['that is nothing', event(null)],
])('does not hear of one %s', (_, message) => expect(screenOf(message, frame)).toBe(null));

it('hears how high a frame is on paper, within bounds', () => {
  const told = (height: unknown) => heightOf(event({ type: 'metacore:height', protocol: 1, height }), frame);
  expect([1234.5, -7, 1e9].map(told)).toEqual([1235, 0, 100_000]);
  expect([Number.NaN, Number.POSITIVE_INFINITY, '7', undefined].map(told)).toEqual([null, null, null, null]);
  expect(heightOf(event(screen), frame)).toBe(null);
});

it('hears what is typed and not saved, from its own frame alone', () => {
  const drafts = { type: 'metacore:drafts', protocol: 1, text: '[]' };
  expect(draftsOf(event(drafts), frame)).toBe('[]');
  expect(draftsOf(event(drafts, { origin: 'https://x.test' }), frame)).toBe(null);
  expect(draftsOf(event({ ...drafts, text: 7 }), frame)).toBe(null);
});

it('hears whether an import is under way', () => {
  const told = (busy: unknown) => busyOf(event({ type: 'metacore:busy', protocol: 1, busy }), frame);
  expect([true, false, 'yes', undefined].map(told)).toEqual([true, false, null, null]);
});

it('takes files of known kinds, and names them after the addon', async () => {
  const told = (name: unknown, blob: unknown = new Blob(['a'], { type: 'text/html' })) =>
    fileOf(event({ type: 'metacore:download', protocol: 1, name, blob }), frame, 'till');
  const names = ['items-export.csv', 'till-export.xlsx', '../../a b.json', 'recibo-Ñandú.html', `${'x'.repeat(200)}.csv`];
  expect(names.map((name) => told(name)?.name)).toEqual([
    'till-items-export.csv',
    'till-export.xlsx',
    'till-a-b.json',
    'till-recibo-Ñandú.html',
    `till-${'x'.repeat(96)}.csv`,
  ]);
  expect(['setup.exe', 'a.csv.lnk', 'a\u202evsc.exe', '.json', 7, undefined].map((name) => told(name))).toEqual(Array(6).fill(null));
  expect(told('a.csv', 'text')).toBe(null);
  const taken = told('a.csv')?.blob;
  expect([taken?.type, await taken?.text()]).toEqual(['application/octet-stream', 'a']);
  const foreign = { type: 'metacore:download', protocol: 1, name: 'a.csv', blob: new Blob() };
  expect(fileOf(event(foreign, { origin: 'https://x.test' }), frame, 'till')).toBe(null);
});

it('takes one port of a greeting, and none of anything else', () => {
  const hello = { type: 'metacore:connect', protocol: 1 };
  expect(portOf(event(hello, { ports }), frame)).toBe(ports[0]);
  expect(portOf(event(hello, { ports: [...ports, ...ports] }), frame)).toBe(null);
  expect(portOf(event(hello), frame)).toBe(null);
  expect(portOf(event(screen, { ports }), frame)).toBe(null);
  port1.close();
});

it('hears which part of a screen was picked, within bounds, from its own frame alone', () => {
  const part = { kind: 'column', label: 'Status', within: '', nth: 0 };
  const told = (given: unknown, more: object = {}) => pickedOf(event({ type: 'metacore:picked', protocol: 1, part: given }, more), frame);
  expect(told(part)).toEqual(part);
  expect(told({ ...part, label: 'x'.repeat(9_999), extra: 1 })).toEqual({ ...part, label: 'x'.repeat(200) });
  expect(told(null)).toBe(null);
  const refused = [
    { ...part, kind: 'script' },
    { ...part, label: 7 },
    { ...part, nth: -1 },
    { ...part, nth: 1e9 },
    { kind: 'column' },
    'column',
    undefined,
  ];
  expect(refused.map((one) => told(one))).toEqual(refused.map(() => undefined));
  expect(told(part, { origin: 'https://x.test' })).toBe(undefined);
  expect(pickedOf(event(screen), frame)).toBe(undefined);
});

it('hears which part is shown', () => {
  const told = (index: unknown) => pointedOf(event({ type: 'metacore:pointed', protocol: 1, index }), frame);
  expect([0, 3, null, -1, 0.5, '1', undefined].map(told)).toEqual([0, 3, null, undefined, undefined, undefined, undefined]);
});
