import { titles } from '../fixes/titles';
import { set, type FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

/** v2 wants text in single quotes, functions in lowercase. */
const quoteDefault: FixRule = ({ path, value }) => {
  if (typeof value !== 'string') return [];
  const lower = value.toLowerCase();
  const isFunction = /^(?:now\(\)|gen_random_uuid\(\)|uuid_generate_v4\(\)|current_timestamp|true|false|null)$/.test(lower);
  if (!isFunction && /['";\\]/.test(value)) return [];
  const fixed = isFunction ? lower : `'${value}'`;
  return [{ id: 'write', title: titles.write(fixed), safe: true, changes: set(path, fixed) }];
};

export const rule: Rule<'V2-DEFAULT'> = { id: 'V2-DEFAULT', level: 'error', fix: quoteDefault };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a column default that is no literal; text carries single quotes. A warning in extensions',
  why: 'In v2 the default is copied into DDL as it stands, so text carries its own single quotes.',
  example: {
    before: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [
        { model_key: 'orders', table_name: 'orders', columns: [{ name: 'status', type: 'string', size: 40, default: 'open' }] },
      ],
    },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      model_definitions: [
        { model_key: 'orders', table_name: 'orders', columns: [{ name: 'status', type: 'string', size: 40, default: "'open'" }] },
      ],
    },
  },
};
