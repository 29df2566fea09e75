import { describe, expect, it } from 'vitest';
import { check } from '../check';
import { applyEdits, fixesFor } from '../../authoring/fixes/fixes';
import { findingsWith, shopWith, type RuleCase } from '../testing';

const webhook = (url: string): object => ({ type: 'webhook', url });
const action = (url: string): Readonly<Record<string, unknown>> => ({
  ...COVERED,
  '/contributions/actions/0/handler': webhook(url),
});
const COVERED = { '/capabilities': [{ kind: 'http:fetch', target: 'shop.example', reason: 'x' }] };
const toolTo = (url: string, target: string): Readonly<Record<string, unknown>> => ({
  '/capabilities': [{ kind: 'http:fetch', target, reason: 'x' }],
  '/contributions': { tools: [{ key: 'find', description: 'Finds', handler: webhook(url) }] },
});
const AT_TOOL = 'warning CAP-FETCH /contributions/tools/0/handler/url';
const AT_ACTION = 'warning CAP-FETCH /contributions/actions/0/handler/url';
/** Hosts do not agree on what becomes of the places. */
const filledAt = (at: string): string => at.replace('CAP-FETCH', 'TOOL-TEMPLATE');
const ABROAD = 'https://abroad.example/x';
const TO_ABROAD = `webhook:${ABROAD}`;

const CASES: readonly RuleCase[] = [
  ['a host that is covered', action('https://shop.example/other'), []],
  ['one in capitals', action('https://Shop.Example/send'), []],
  ['its usual port', action('https://shop.example:443/send'), []],
  ['another port of it', action('https://shop.example:8443/send'), [AT_ACTION]],
  ['a domain below it', action('https://eu.shop.example/send'), [AT_ACTION]],
  ['a host that nothing covers', action(ABROAD), [AT_ACTION]],
  ['an address that takes the scheme of its base', action('//abroad.example/x'), [AT_ACTION]],
  ['an address without a host', action('/hooks/send'), []],
  ['a host that is filled in later', action('https://{{settings.host}}/send'), [AT_ACTION, filledAt(AT_ACTION)]],
  ['a label of the host that a tool’s setting fills in', toolTo('https://{{store}}.shop.example/x', '*.shop.example'), [filledAt(AT_TOOL)]],
  ['one that nothing covers', toolTo('https://{{store}}.shop.example/x', 'other.example'), [AT_TOOL, filledAt(AT_TOOL)]],
  ['a host that a tool’s setting says', toolTo('https://{{host}}/x', '*.shop.example'), [AT_TOOL, filledAt(AT_TOOL)]],
  ['an address that a tool’s setting begins', toolTo('{{base}}/x', '*.shop.example'), [AT_TOOL, filledAt(AT_TOOL)]],
  ['a path that is filled in later', action('https://shop.example/{{record.id}}'), [filledAt(AT_ACTION)]],
  ['a private host', action('http://10.1.2.3/send'), [AT_ACTION]],
  [
    'a private host that is declared',
    { ...action('http://localhost/x'), '/capabilities': [{ kind: 'http:fetch', target: 'localhost', reason: 'x' }] },
    [AT_ACTION, 'warning CAP-NEVER /capabilities/0/target'],
  ],
  ['no capabilities at all', { '/contributions/actions/0/handler': webhook(ABROAD) }, [AT_ACTION]],
  ['a handler of another type that kept its address', { '/contributions/actions/0/handler': { type: 'compiled', url: ABROAD } }, []],
  [
    'a subscription',
    {
      '/capabilities': [{ kind: 'event:subscribe', target: 'shop.Order.created', reason: 'x' }],
      '/contributions': { subscriptions: [{ event: 'shop.Order.created', handler: webhook(ABROAD) }] },
    },
    ['warning CAP-FETCH /contributions/subscriptions/0/handler/url'],
  ],
  ['a schedule', { '/schedules': [{ key: 'nightly', every: '24h', do: TO_ABROAD }] }, ['warning CAP-FETCH /schedules/0/do']],
  [
    'what an inbound webhook is handed to',
    { '/webhooks': [{ key: 'paid', path: '/paid', do: TO_ABROAD }] },
    ['warning CAP-FETCH /webhooks/0/do'],
  ],
  ['a hook of the lifecycle', { '/lifecycle': { install: ABROAD } }, ['warning CAP-FETCH /lifecycle/install']],
  [
    'a step of an upgrade',
    { '/lifecycle': { upgrade: [{ from: '^1', type: 'webhook', function: ABROAD }] } },
    ['warning CAP-FETCH /lifecycle/upgrade/0/function'],
  ],
];

describe('a call that no capability http:fetch covers is told before it is refused', () => {
  it.each(CASES)('%s', (_, changes, found) => {
    expect(findingsWith(changes)).toEqual(found);
  });

  const told = (url: string, locale: 'en' | 'es' = 'en') => {
    const text = shopWith(action(url));
    const diagnostic = check(text, { locale }).diagnostics.find(({ rule }) => rule === 'CAP-FETCH');
    if (diagnostic === undefined) throw new Error('nothing was found');
    return { text, diagnostic };
  };

  it('in both languages, with what the Go kernel does', () => {
    expect(told(ABROAD).diagnostic.message).toBe(
      'No capability http:fetch covers "abroad.example", so the playground refuses this call. Today\'s Go kernel does not ask.',
    );
    expect(told('http://10.1.2.3/send', 'es').diagnostic.message).toBe(
      '"10.1.2.3" no es un host público: ninguna capacidad http:fetch lo cubre y el playground rechaza esta llamada.',
    );
  });

  it('and the fix declares it, where one can be', () => {
    const { text, diagnostic } = told('https://abroad.example:8443/x');
    const fixes = fixesFor(text, diagnostic);
    expect(fixes.map(({ id }) => id)).toEqual(['add-capability']);
    const fixed = JSON.parse(applyEdits(text, fixes[0]?.edits ?? [])) as { capabilities: unknown };
    expect(fixed.capabilities).toEqual([
      { kind: 'http:fetch', target: 'shop.example', reason: 'x' },
      { kind: 'http:fetch', target: 'abroad.example:8443', reason: '…' },
    ]);
    for (const url of ['http://10.1.2.3/send', 'http://intranet/send', 'https://{{settings.host}}/x']) {
      const blocked = told(url);
      expect(fixesFor(blocked.text, blocked.diagnostic)).toEqual([]);
    }
  });
});
