/** A small v2 addon that the converter's specs extend. */
import { convert, type ConvertResult } from './convert';

export const FLAT = { key: 'shop', name: 'Shop', version: '1.0.0', kernel: '>=2.0.0 <4.0.0' };

/** The smallest model definition, which needs nothing added. */
export const ORDERS = {
  model_key: 'Order',
  table_name: 'orders',
  org_scoped: true,
  columns: [
    { name: 'id', type: 'uuid', default: 'gen_random_uuid()' },
    { name: 'organization_id', type: 'uuid', required: true },
    { name: 'status', type: 'text' },
  ],
};

export const convertFlat = (blocks: object): ConvertResult => convert(JSON.stringify({ ...FLAT, ...blocks }));

/** What is noted: `RULE path`, with the severity in front when it is no warning. */
export const notes = ({ diagnostics }: ConvertResult): string[] =>
  diagnostics.map(({ rule, severity, path }) => `${severity === 'warning' ? '' : `${severity} `}${rule} ${path}`);
