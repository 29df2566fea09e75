import { describe, expect, it } from 'vitest';
import fc from '../testing/property';
import { coversEvent, eventCover, fetchGrants, hostOf } from './capability-target';

describe('the host of an address', () => {
  it.each([
    ['https://Bank.Example.com/pay', 'bank.example.com'],
    ['https://bank.example.com:443/pay', 'bank.example.com'],
    ['https://bank.example.com:8443', 'bank.example.com:8443'],
    ['//bank.example.com/pay', 'bank.example.com'],
    ['\t//bank.example.com', 'bank.example.com'],
    ['http://2130706433/', '127.0.0.1'],
    ['https://a.invalid/x', 'a.invalid'],
    ['/hooks/paid', null],
    ['hooks/paid?to=https://bank.example.com', null],
    ['?x', null],
    ['mailto:ada@bank.example.com', ''],
    ['file:///etc/passwd', ''],
    ['https://', ''],
    ['https://{{settings.host}}/x', ''],
    ['http:/{{settings.host}}/x', ''],
    ['{{settings.base}}/x', ''],
    ['https://bank.example.com/{{record.id}}', 'bank.example.com'],
  ])('%s: %s', (url, host) => {
    expect(hostOf(url)).toBe(host);
  });
});

describe('the capability that lets an addon call a host', () => {
  const fetch = (target: string) => ({ kind: 'http:fetch', target });
  it.each([
    ['bank.example.com', ['bank.example.com'], 0],
    ['bank.example.com', ['Bank.Example.com'], 0],
    ['bank.example.com:8443', ['bank.example.com'], -1],
    ['bank.example.com:8443', ['bank.example.com:8443'], 0],
    ['a.b.example.com', ['*.example.com'], 0],
    ['example.com', ['*.example.com'], 0],
    ['badexample.com', ['*.example.com'], -1],
    ['a.example.com', ['other.example', '*.example.com', 'a.example.com'], 1],
    ['a.example.com', ['*.com', '*', '*.*'], -1],
    ['a.example.com', ['https://a.example.com/*', 'a.*.com', '*example.com'], -1],
    ['intranet', ['intranet'], -1],
    ['10.0.0.1', ['10.0.0.1'], -1],
    ['', ['', '*.example.com'], -1],
  ])('%s under %j: %d', (host, targets, index) => {
    expect(fetchGrants(targets.map(fetch))(host)).toBe(index);
  });

  it('is of the kind http:fetch', () => {
    expect(fetchGrants([{ kind: 'event:emit', target: 'bank.example.com' }])('bank.example.com')).toBe(-1);
  });
});

describe('the capabilities that let an addon hear an event', () => {
  it('are looked up as each of them would cover it', () => {
    const name = fc.stringMatching(/^[ab.*]{0,6}$/);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), name, (targets, event) => {
        expect(eventCover(targets)(event)).toBe(targets.some((target) => coversEvent(target, event)));
      }),
      { numRuns: 2_000 },
    );
  });
});
