import { removing } from '../fixes/usual';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  withReserved: (): Message => message('`backfill` is reserved for the host.', '`backfill` está reservado para el host.'),
};

export const rule: Rule<'BF-WITH-RESERVED'> = {
  id: 'BF-WITH-RESERVED',
  level: 'error',
  fix: removing(false),
  check: ({ manifest }, report) => {
    (manifest.backfills ?? []).forEach(({ with: constants = {} }, index) => {
      const path = ['backfills', index, 'with'];
      if (Object.hasOwn(constants, 'backfill')) report([...path, 'backfill'], texts.withReserved());
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
