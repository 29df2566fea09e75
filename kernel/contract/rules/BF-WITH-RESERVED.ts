import { blockMessages } from '../messages/blocks';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'BF-WITH-RESERVED'> = {
  id: 'BF-WITH-RESERVED',
  level: 'error',
  check: ({ manifest }, report) => {
    (manifest.backfills ?? []).forEach(({ with: constants = {} }, index) => {
      const path = ['backfills', index, 'with'];
      if (Object.hasOwn(constants, 'backfill')) report([...path, 'backfill'], blockMessages.withReserved());
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'a constant named `backfill`',
  why: 'The host writes this field itself.',
  example: {
    at: '/backfills',
    before: [{ key: 'fill', source: { table: 'orders', distinct: 'id' }, do: 'wasm:Fill', with: { backfill: true } }],
  },
};
