/** The rows the conformance suite works on, as the wire shows them. */
import { ORGANIZATIONS, USERS } from '../../database/core-rows';

const ADA = USERS[0].id;

/** `idOf('c', 2)` is the second customer's. */
export const idOf = (kind: 'c' | 'p' | 'o' | 'l' | 'f', number: number): string => {
  const digit = { c: 'c', p: 'b', o: 'a', l: 'd', f: 'f' }[kind];
  return `${digit.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
};
export const NO_ID = 'eeeeeeee-0000-4000-8000-000000000000';

export const STAMPS = {
  created_at: '<time>',
  updated_at: '<time>',
  deleted_at: null,
  created_by_id: ADA,
  updated_by_id: ADA,
  deleted_by_id: null,
};
const OWN = { organization_id: ORGANIZATIONS[0].id, ...STAMPS };

type Row = Record<string, unknown>;

/** What is sent for each customer, and what is not sent. */
export const CUSTOMERS = [
  { name: 'Ann', email: 'ann@example.com', tier: 'gold', vip: true, credit: 10.5, since: '2026-01-31' },
  { name: 'Bob', email: 'bob@example.com', tier: 'basic', vip: false, credit: -2, since: '2026-02-01' },
  { name: 'Zoë: 50%', email: null, tier: 'basic', vip: null, credit: null, since: null },
  { name: 'dee_dee', email: 'dee@example.org', tier: 'gold', vip: true, credit: 0, since: '2025-12-31' },
] as const;

export const customer = (number: number, more: Row = {}): Row => ({ id: idOf('c', number), ...CUSTOMERS[number - 1], ...OWN, ...more });

export const product = (number: number, more: Row = {}): Row => ({
  id: idOf('p', number),
  sku: `P${number}`,
  title: number === 1 ? 'Pen' : 'Ink',
  price: number === 1 ? 2.5 : 10,
  active: true,
  tags: null,
  ...OWN,
  ...more,
});

/** Order 1 is Ann's, order 2 is Bob's. */
export const order = (number: number, more: Row = {}): Row => ({
  id: idOf('o', number),
  folio: `F-0000${number}`,
  customer_id: idOf('c', number),
  customer: { value: idOf('c', number), label: CUSTOMERS[number - 1]?.name },
  status: 'draft',
  note: null,
  placed_on: `2026-03-0${number}`,
  shipped_on: null,
  subtotal: 0,
  lines_count: 0,
  tax_rate: 16,
  total: 0,
  version: 1,
  ...OWN,
  ...more,
});

/** The orders once their lines are there. */
export function filledOrder(number: number, more: Row = {}): Row {
  return number === 1 ? order(1, { subtotal: 15, lines_count: 2, total: 17.4, ...more }) : order(number, more);
}

/** Lines of order 1: two pens, one ink. */
export const line = (number: number, more: Row = {}): Row => ({
  id: idOf('l', number),
  order_id: idOf('o', 1),
  order: { value: idOf('o', 1), label: idOf('o', 1) },
  product_id: idOf('p', number),
  product: { value: idOf('p', number), label: number === 1 ? 'Pen' : 'Ink' },
  kind: 'sale',
  quantity: number === 1 ? 2 : 1,
  price: number === 1 ? 2.5 : 10,
  amount: number === 1 ? 5 : 10,
  ...OWN,
  ...more,
});
