import { type FixRule, remove, set } from '../fix';
import { titles } from '../fixes/titles';
import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  enablesNeedsOptional: (): Message =>
    message(
      '`enables` is only for optional dependencies.',
      '`enables` es solo para dependencias opcionales.',
      'Set `optional` to true, or remove `enables`.',
      'Ponga `optional` en true o quite `enables`.',
    ),
};

const makeOptional: FixRule = ({ path }) => [
  { id: 'set', title: titles.set('optional', true), safe: false, changes: set([...path.slice(0, -1), 'optional'], true) },
  { id: 'remove', title: titles.remove('enables'), safe: false, changes: remove(path) },
];

export const rule: Rule<'ENA-OPTIONAL'> = {
  id: 'ENA-OPTIONAL',
  level: 'error',
  fix: makeOptional,
  check: ({ manifest }, report) => {
    manifest.compatibility.requires.forEach(({ optional, enables = [] }, index) => {
      const path = ['compatibility', 'requires', index, 'enables'];
      if (enables.length > 0 && optional !== true) report(path, texts.enablesNeedsOptional());
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: '`enables` on a requirement that is not optional',
  why: 'What a required addon enables is always there; only the absence of an optional one switches features off.',
  example: {
    at: '/compatibility/requires',
    before: [
      { key: 'kernel', version: '^3' },
      { key: 'crm', version: '*', enables: ['nav:leads'] },
    ],
  },
};
