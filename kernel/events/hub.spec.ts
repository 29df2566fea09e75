import { describe, expect, it } from 'vitest';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { createTestClock } from '../testing/guest';
import type { RealtimeMessage, KernelEvent } from '../operation/realtime-message';
import { createHub, MAX_EVENTS_PER_SECOND } from './hub';

const change = (org_id: string, more: object = {}): KernelEvent => ({
  type: 'DATA_EVENT',
  payload: { org_id, addon: 'shop', model: 'Order', table: 'orders', action: 'updated', id: '1', actor_id: null, at: 't', ...more },
});
const manifest = (orgId: string): KernelEvent => ({
  type: 'ADDON_MANIFEST_CHANGED',
  payload: { orgId, addonKey: 'shop', oldHash: '', newHash: 'x', version: '1.0.0', timestamp: 't' },
});

function open() {
  const clock = createTestClock();
  const errors: unknown[] = [];
  const hub = createHub(
    clock,
    (error) => errors.push(error),
    ({ name }, event) => (name === 'deaf' ? null : event),
  );
  const watch = (organizationId: string, models?: string[], name = 'ann') => {
    const frames: RealtimeMessage[] = [];
    const watcher = hub.join({ ...DEFAULT_PRINCIPAL, organizationId, name }, (frame) => frames.push(frame));
    if (models) watcher.receive({ type: 'SUBSCRIBE', models });
    frames.length = 0;
    return { frames, ...watcher };
  };
  return { clock, hub, errors, watch };
}

describe('a watcher', () => {
  it.each([['orders'], ['Order'], ['shop.Order'], ['ORDERS'], ['*'], [' orders ']])('hears of a model as %s', (name) => {
    const { hub, watch } = open();
    const view = watch('o1', [name]);
    hub.publish(change('o1'));
    expect(view.frames).toEqual([change('o1')]);
  });

  it('hears of nothing it did not subscribe to, and of every manifest', () => {
    const { hub, watch } = open();
    const [silent, other] = [watch('o1'), watch('o1', ['lines', 'shop.Line', 'Orders2'])];
    hub.publish(change('o1'));
    hub.publish(manifest('o1'));
    expect([silent.frames, other.frames]).toEqual([[manifest('o1')], [manifest('o1')]]);
  });

  it('never hears of another organization, whatever it subscribes to', () => {
    const { hub, watch } = open();
    const view = watch('o2', ['*', 'org:o1', 'orders', 'o1']);
    view.receive({ type: 'SUBSCRIBE', models: ['*'], org_id: 'o1', channel: 'org:o1' });
    view.frames.length = 0;
    hub.publish(change('o1'));
    hub.publish(manifest('o1'));
    expect(view.frames).toEqual([]);
  });

  it('hears of what it may read alone, and is told of nothing else that was left out', () => {
    const { hub, watch, clock } = open();
    const view = watch('o1', ['*', 'orders'], 'deaf');
    for (let n = 0; n <= MAX_EVENTS_PER_SECOND; n += 1) hub.publish(change('o1'));
    clock.advance(2_000);
    hub.publish(manifest('o1'));
    expect(view.frames).toEqual([manifest('o1')]);
  });

  it('is one of several, each with its own models, until it leaves', () => {
    const { hub, watch } = open();
    const [first, second] = [watch('o1', ['orders']), watch('o1', ['orders'])];
    first.receive({ type: 'UNSUBSCRIBE', payload: { models: ['ORDERS', 'never'] } });
    expect(first.frames).toEqual([{ type: 'DATA_SUBSCRIBED', payload: { models: [] } }]);
    hub.publish(change('o1'));
    expect([first.frames.length, second.frames.length, hub.count()]).toEqual([1, 1, 2]);
    second.leave();
    hub.publish(change('o1'));
    expect([second.frames.length, hub.count()]).toEqual([1, 1]);
  });

  it('subscribes to a hundred models at most, and to nothing by noise', () => {
    const { watch } = open();
    const view = watch('o1');
    view.receive({ type: 'SUBSCRIBE', models: Array.from({ length: 150 }, (_, index) => `m${index}`) });
    view.receive({ type: 'SUBSCRIBE', models: ['one more'] });
    expect(view.frames.map((frame) => (frame.type === 'DATA_SUBSCRIBED' ? frame.payload.models.length : 0))).toEqual([100, 100]);
    view.frames.length = 0;
    for (const noise of [
      null,
      5,
      'SUBSCRIBE',
      [],
      {},
      { type: 'SUBSCRIBE' },
      { type: 'SUBSCRIBE', models: 'orders' },
      { type: 'X', models: [] },
    ])
      view.receive(noise);
    expect(view.frames).toEqual([]);
  });

  it('that cannot keep up is told to ask anew when the second is over', () => {
    const { clock, hub, watch } = open();
    const view = watch('o1', ['*']);
    for (let index = 0; index < MAX_EVENTS_PER_SECOND + 3; index += 1) hub.publish(change('o1'));
    hub.publish(change('o1', { model: 'Line', table: 'order_lines' }));
    expect(view.frames).toHaveLength(MAX_EVENTS_PER_SECOND);
    clock.advance(999);
    expect(view.frames).toHaveLength(MAX_EVENTS_PER_SECOND);
    clock.advance(1);
    expect(view.frames.slice(MAX_EVENTS_PER_SECOND)).toEqual([
      {
        type: 'DATA_EVENTS_DROPPED',
        payload: {
          models: [
            { addon: 'shop', model: 'Order', table: 'orders' },
            { addon: 'shop', model: 'Line', table: 'order_lines' },
          ],
          dropped: 4,
        },
      },
    ]);
    hub.publish(change('o1'));
    expect(view.frames.at(-1)).toEqual(change('o1'));
    expect(clock.waiting()).toBe(0);
  });

  it('whose port is broken is reported and keeps nobody from hearing', () => {
    const { hub, errors, watch } = open();
    const fault = new Error('closed');
    hub.join({ ...DEFAULT_PRINCIPAL, organizationId: 'o1' }, () => {
      throw fault;
    });
    const view = watch('o1');
    hub.publish(manifest('o1'));
    expect([errors, view.frames]).toEqual([[fault], [manifest('o1')]]);
  });
});
