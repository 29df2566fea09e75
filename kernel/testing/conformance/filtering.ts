/** Filters: every operator, every way a value can be wrong, and the ways through a relation. */
import { type Case, covering } from './case';
import { list, query } from './requests';
import { customer, filledOrder, idOf, line } from './rows';

/** Column, value, numbers of the customers that are found, by name, and what it stands for. */
const FILTERS: readonly [column: string, value: string, numbers: number[], facts?: string][] = [
  ['name', 'Ann', [1], 'FILTER-PLAIN'],
  ['name', 'eq:Ann', [1], 'FILTER-EQ FILTER-CASE'],
  ['name', 'EQ:ann', [], 'FILTER-EQ'],
  ['name', 'NEQ:Ann', [2, 3, 4], 'FILTER-NEQ'],
  ['name', 'ne:Ann', [2, 3, 4], 'FILTER-NEQ FILTER-CASE'],
  ['name', 'IN:Ann,Bob', [1, 2], 'FILTER-IN'],
  ['name', 'in: Ann , nobody ', [1], 'FILTER-IN FILTER-CASE'],
  ['name', 'NOT_IN:Ann,Bob', [3, 4], 'FILTER-NOT-IN'],
  ['name', 'LIKE:nn', [1], 'FILTER-LIKE'],
  ['name', 'LIKE:ANN', [], 'FILTER-LIKE'],
  ['name', 'LIKE:%', [3], 'FILTER-LIKE'],
  ['name', 'ILIKE:ANN', [1], 'FILTER-ILIKE'],
  ['name', 'contains:ZOE', [3], 'FILTER-CONTAINS'],
  ['name', 'ILIKE:e_d', [4], 'FILTER-ILIKE'],
  ['name', 'Zoë: 50%', [3], 'FILTER-UNKNOWN-OPERATOR'],
  ['name', 'GT:B', [2, 3, 4]],
  ['name', 'LT:B', [1]],
  ['name', 'RANGE:A,C', [1, 2], 'FILTER-RANGE'],
  ['name', 'range:A|C', [1, 2], 'FILTER-RANGE-BAR'],
  ['email', 'NULL', [3], 'FILTER-NULL'],
  ['email', 'null:', [3], 'FILTER-NULL FILTER-CASE'],
  ['email', 'NOT_NULL', [1, 2, 4], 'FILTER-NOT-NULL'],
  ['email', 'NEQ:ann@example.com', [2, 3, 4]],
  ['tier', 'gold', [1, 4]],
  ['tier', 'IN:gold,basic', [1, 2, 3, 4]],
  ['vip', 'true', [1, 4], 'FILTER-PLAIN'],
  ['vip', 'false', [2]],
  ['vip', '1', [1, 4]],
  ['vip', 'maybe', [], 'FILTER-BAD-EQUAL'],
  ['credit', '10.5', [1]],
  ['credit', '10.50', [1]],
  ['credit', 'x', [], 'FILTER-BAD-EQUAL'],
  ['credit', 'GT:0', [1], 'FILTER-GT'],
  ['credit', 'GTE:0', [1, 4], 'FILTER-GTE'],
  ['credit', 'LT:0', [2], 'FILTER-LT'],
  ['credit', 'LTE:0', [2, 4], 'FILTER-LTE'],
  ['credit', 'GT:x', [1, 2, 3, 4], 'FILTER-BAD-NUMBER'],
  ['credit', 'RANGE:0,11', [1, 4], 'FILTER-RANGE'],
  ['credit', 'RANGE:0,', [1, 4], 'FILTER-RANGE-OPEN'],
  ['credit', 'RANGE:,0', [2, 4], 'FILTER-RANGE-OPEN'],
  ['credit', 'RANGE:5', [1, 2, 3, 4], 'FILTER-RANGE-BAD'],
  ['credit', 'range:-3|0', [2, 4], 'FILTER-RANGE-BAR'],
  ['credit', 'IN:10.5,0,x', [1, 4]],
  ['since', '2026-01-31', [1], 'FILTER-PLAIN'],
  ['since', '2026-01-01_2026-01-31', [1], 'FILTER-DATES'],
  ['since', '2025-01-01_2026-12-31', [1, 2, 4]],
  ['since', 'GTE:2026-01-31', [1, 2]],
  ['since', 'RANGE:2026-01-01,2026-02-28', [1, 2]],
  ['since', '2026-13-01', [], 'FILTER-BAD-EQUAL'],
  ['id', idOf('c', 2), [2]],
  ['id', 'not-a-uuid', [], 'FILTER-BAD-EQUAL'],
  ['created_at', '2020-01-01_2020-12-31', []],
  ['created_at', '2020-01-01_2099-12-31', [1, 2, 3, 4], 'FILTER-DATES'],
  // What does not exist or cannot be followed is dropped.
  ['nothing', 'x', [1, 2, 3, 4], 'FILTER-UNKNOWN-COLUMN'],
  ['name"; drop table x; --', 'x', [1, 2, 3, 4], 'FILTER-UNKNOWN-COLUMN'],
  ['tags.name', 'x', [1, 2, 3, 4]],
  ['name', '', [1, 2, 3, 4]],
  ['name', 'x'.repeat(256), [1, 2, 3, 4], 'FILTER-LENGTH'],
  ['orders.status', 'draft', [1, 2], 'FILTER-CHILDREN'],
  ['orders.placed_on', '2026-03-01', [1]],
  ['orders.total', 'GT:0', [1]],
  ['orders.nothing', 'x', [1, 2, 3, 4], 'FILTER-UNKNOWN-COLUMN'],
  ['ShopExtra.colour', 'red', [1, 2, 3, 4]],
];

const filters = FILTERS.flatMap(([column, value, numbers, facts]) => {
  const one = list(
    `/data/customers?${query({ sortBy: 'name', order: 'asc', [`f_${column}`]: value })}`,
    // By their bytes: A B Z d.
    numbers.map((number) => customer(number)),
  );
  return facts === undefined ? [one] : covering(facts, one);
});

const relationFilters: Case[] = [
  ...covering('FILTER-RELATION', list('/data/orders?f_customer.name=Ann&sortBy=folio', [filledOrder(1)])),
  ...covering('FILTER-CHILDREN', list('/data/orders?f_lines.product_id=' + idOf('p', 2), [filledOrder(1)])),
  ...covering('FILTER-SCOPE', list('/data/orders?f_gifts.kind=gift', [])),
  ...covering('FILTER-MANY', list('/data/orders?f_products.title=Pen&sortBy=folio&order=asc', [filledOrder(1)])),
  list('/data/order_lines?f_product.title=ILIKE:in&sortBy=amount', [line(2)]),
  ...covering('ROUTE-RELATED', list(`/data/order_lines?f_order_id=eq:${idOf('o', 1)}&sortBy=amount&order=asc`, [line(1), line(2)])),
  ...covering('LIST-SEARCH-LABELS', list('/data/orders?search=ann', [filledOrder(1)])),
  ...covering('LIST-SEARCH-LABELS', list('/data/order_lines?q=PEN', [line(1)])),
];

export const FILTERING: readonly Case[] = [...filters, ...relationFilters];
