import { afterEach, describe, expect, it, vi } from 'vitest';
import { KernelError } from '../../kernel/errors';
import type { KernelEvent } from '../../kernel/operation/realtime-message';
import type { PortQuestion } from '../../workers/protocol';
import { openPort, type PortLink } from './port';

const open: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  open.splice(0).forEach((close) => close());
});

/** A channel whose far end is played by `answer`. */
function channel(
  answer: (message: PortQuestion, port: MessagePort) => void,
  deadlineMs?: number,
  isServed = true,
): { link: PortLink; far: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = (event: MessageEvent<PortQuestion>) => answer(event.data, port2);
  const link = openPort(port1, deadlineMs, isServed);
  open.push(() => link.close());
  return { link, far: port2 };
}

const ignore = (): void => undefined;

describe('openPort', () => {
  it('gives every question its own answer, whatever their order', async () => {
    const held: PortQuestion[] = [];
    const { link } = channel((message, port) => {
      held.push(message);
      if (held.length < 2) return;
      for (const { id } of held.reverse()) port.postMessage({ kind: 'response', id, status: 200, headers: {}, body: id });
    });
    const [first, second] = await Promise.all([
      link.request({ method: 'GET', url: '/a', language: 'en' }),
      link.request({ method: 'POST', url: '/b', json: { x: 1 } }),
    ]);
    expect([first.body, second.body]).toEqual([1, 2]);
    expect(held.reverse()).toEqual([
      { kind: 'request', id: 1, method: 'GET', url: '/a', language: 'en' },
      { kind: 'request', id: 2, method: 'POST', url: '/b', json: { x: 1 } },
    ]);
  });

  it('asks for icons and tells an unknown one by null', async () => {
    const { link } = channel((message, port) => {
      const node = message.kind === 'icon' && message.name === 'Rabbit' ? [['path', { d: 'M0 0' }]] : null;
      port.postMessage({ kind: 'icon', id: message.id, node });
    });
    expect(await link.icon('Rabbit')).toEqual([['path', { d: 'M0 0' }]]);
    expect(await link.icon('Unicorn')).toBeNull();
  });

  it('hears of the page on a port of its own, and nothing that it does not know', async () => {
    const { link, far } = channel(ignore);
    const { port1, port2 } = new MessageChannel();
    open.push(() => port1.close());
    const heard = new Promise((resolve) => link.setPage(resolve));
    far.postMessage({ kind: 'page' }, [port2]);
    for (const message of [null, 'pick', { kind: 'run' }, { kind: 'pick', on: true }]) port1.postMessage(message);
    expect(await heard).toEqual({ kind: 'pick', on: true });
  });

  it('hands events to every listener until it ends', async () => {
    const { link, far } = channel((message, port) => {
      port.postMessage({ kind: 'response', id: message.id, status: 200, headers: {}, body: null });
    });
    const event: KernelEvent = {
      type: 'ADDON_MANIFEST_CHANGED',
      payload: { orgId: 'o', addonKey: 'a', oldHash: '1', newHash: '2', version: '1.0.0', timestamp: 't' },
    };
    const seen: unknown[] = [];
    const end = link.onEvent((received) => seen.push(received));
    far.postMessage({ kind: 'event', event });
    far.postMessage('noise');
    far.postMessage({ kind: 'response', id: 99, status: 200, headers: {}, body: null });
    await link.request({ method: 'GET', url: '/a' });
    end();
    far.postMessage({ kind: 'event', event });
    await link.request({ method: 'GET', url: '/a' });
    expect(seen).toEqual([event]);
  });

  it('gives a request up at its deadline and names it; silence ends the link', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { link } = channel(ignore, 2_000);
    const closed = vi.fn();
    link.onClose(closed);
    const asked = link.request({ method: 'GET', url: '/slow' });
    vi.advanceTimersByTime(1_999);
    expect(closed).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    await expect(asked).rejects.toEqual(new KernelError('deadline', 'The kernel did not answer GET /slow within 2 s.'));
    expect(closed).toHaveBeenCalledTimes(1);
    await expect(link.request({ method: 'GET', url: '/next' })).rejects.toMatchObject({ code: 'port_closed' });
  });

  it('lets what is asked wait until it is served, and gives it its whole deadline from then on', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { link, far } = channel(ignore, 2_000, false);
    const closed = vi.fn();
    link.onClose(closed);
    const early = link.request({ method: 'GET', url: '/early' });
    vi.advanceTimersByTime(600_000);
    const isServed = new Promise<void>((resolve) => link.setDrafts(() => resolve()));
    far.postMessage({ kind: 'served' });
    far.postMessage({ kind: 'drafts', text: 'what comes behind it' });
    await isServed;
    vi.advanceTimersByTime(1_999);
    expect(closed).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    await expect(early).rejects.toMatchObject({ code: 'deadline' });
    expect(closed).not.toHaveBeenCalled();
  });

  it('takes a slow request for what it is while others are answered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { link } = channel((message, port) => {
      if (message.kind === 'request' && message.url === '/quick') {
        port.postMessage({ kind: 'response', id: message.id, status: 200, headers: {}, body: 'quick' });
      }
    }, 2_000);
    const closed = vi.fn();
    link.onClose(closed);
    const slow = link.request({ method: 'GET', url: '/slow' });
    await link.request({ method: 'GET', url: '/quick' });
    vi.advanceTimersByTime(2_000);
    await expect(slow).rejects.toMatchObject({ code: 'deadline' });
    expect(closed).not.toHaveBeenCalled();
  });

  it('gives up at once when the signal aborts, before and after it was asked', async () => {
    const { link } = channel(ignore);
    const abort = new AbortController();
    const asked = link.request({ method: 'GET', url: '/a' }, abort.signal);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await expect(link.request({ method: 'GET', url: '/a' }, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('fails whatever is pending when it closes, and whatever comes after', async () => {
    const { link } = channel(ignore);
    const closed = vi.fn();
    link.onClose(closed);
    const asked = link.request({ method: 'GET', url: '/a' });
    link.close();
    await expect(asked).rejects.toMatchObject({ code: 'port_closed' });
    await expect(link.icon('Check')).rejects.toMatchObject({ code: 'port_closed' });
    expect(closed).toHaveBeenCalledTimes(1);
    const late = vi.fn();
    link.onClose(late);
    expect(late).toHaveBeenCalledTimes(1);
  });

  it('says so when something cannot be sent', async () => {
    const { link } = channel(ignore);
    await expect(link.request({ method: 'POST', url: '/a', json: ignore })).rejects.toMatchObject({
      code: 'not_sendable',
      message: 'POST /a holds something that cannot be sent to the kernel.',
    });
  });
});
