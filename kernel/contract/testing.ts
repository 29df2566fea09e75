/** A small valid addon that the specs of the rules break, one value at a time. */
import { check } from './check';
import type { Diagnostic } from './diagnostic';
import { isHostOnly } from './host-only';
import { stepsOf, valueAt } from './pointer';

const column = (name: string, type: string): object => ({ name, type });

/** An addon `shop` with the models Order and Line, one action and one connector. */
export const SHOP = {
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: { key: 'shop', name: 'Shop', version: '1.0.0' },
  compatibility: { requires: [{ key: 'kernel', version: '^3' }] },
  models: [
    {
      key: 'Order',
      table: 'orders',
      columns: [
        column('id', 'uuid'),
        column('organization_id', 'uuid'),
        column('status', 'text'),
        column('total', 'numeric(12,2)'),
        column('paid', 'numeric(12,2)'),
        column('customer_id', 'uuid'),
        column('meta', 'jsonb'),
        column('token', 'varchar(40)'),
        column('expires_at', 'timestamptz'),
      ],
    },
    {
      key: 'Line',
      table: 'lines',
      columns: [column('id', 'uuid'), column('organization_id', 'uuid'), column('order_id', 'uuid'), column('amount', 'numeric')],
    },
  ],
  connectors: [{ key: 'mail', credentials: [{ key: 'secret', type: 'secret' }] }],
  contributions: {
    actions: [{ key: 'send', target_model: 'Order', requires_state: ['open'], handler: { type: 'webhook', url: '/send' } }],
  },
};

/** The shop's text with values set at pointers, or removed where the value is `undefined`. */
export function shopWith(changes: Readonly<Record<string, unknown>>): string {
  const manifest = structuredClone(SHOP);
  for (const [pointer, value] of Object.entries(changes)) {
    const steps = stepsOf(pointer);
    const last = steps.pop() ?? '';
    const parent = valueAt(manifest, steps) as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = value;
  }
  return JSON.stringify(manifest);
}

const short = ({ rule, severity, path }: Diagnostic): string => `${severity === 'error' ? '' : `${severity} `}${rule} ${path}`;

/** What is found in the broken shop: `RULE path`, with the severity in front when it is no error. Notes on blocks that only hosts act on are left out. */
export function findingsWith(changes: Readonly<Record<string, unknown>>, options: Parameters<typeof check>[1] = {}): string[] {
  return check(shopWith(changes), options)
    .diagnostics.filter((found) => !isHostOnly(found))
    .map(short);
}

/** A case of a rule's spec: what is changed, and everything that is then found. */
export type RuleCase = readonly [name: string, changes: Readonly<Record<string, unknown>>, found: readonly string[]];
