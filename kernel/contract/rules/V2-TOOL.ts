import { dropping } from '../fixes/dropping';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'V2-TOOL'> = { id: 'V2-TOOL', level: 'warning', fix: dropping() };

export const page: RulePage = {
  section: 'flat v2',
  meaning: 'a pattern of a tool that does not compile, or a negative time',
  why: 'The tool is called, and every call fails.',
  example: {
    before: { key: 'shop', name: 'Shop', version: '1.0.0', tools: [{ id: 'find', input_schema: [{ name: 'sku', validation: '[' }] }] },
    after: {
      key: 'shop',
      name: 'Shop',
      version: '1.0.0',
      tools: [{ id: 'find', input_schema: [{ name: 'sku', validation: '^[A-Z]+$' }] }],
    },
  },
};
