import { titles } from '../fixes/titles';
import { set, type FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

const setApiVersion: FixRule = () => [
  { id: 'set', title: titles.set('apiVersion', 'asteby.com/v3'), safe: false, changes: set(['apiVersion'], 'asteby.com/v3') },
];

export const rule: Rule<'API-VERSION'> = { id: 'API-VERSION', level: 'warning', fix: setApiVersion };

export const page: RulePage = {
  section: 'text',
  meaning: 'looks like v3 but is read as v2, because of its `apiVersion`',
  why: 'A document is v3 only when its `apiVersion` is exactly `asteby.com/v3`. With any other text it is read as the flat v2, where nearly everything looks wrong.',
  example: {
    before:
      '{\n  "apiVersion": "asteby.com/v2",\n  "kind": "Addon",\n  "metadata": { "key": "notes", "name": "Notes", "version": "1.0.0" },\n  "compatibility": { "requires": [{ "key": "kernel", "version": "^3" }] }\n}',
    after:
      '{\n  "apiVersion": "asteby.com/v3",\n  "kind": "Addon",\n  "metadata": { "key": "notes", "name": "Notes", "version": "1.0.0" },\n  "compatibility": { "requires": [{ "key": "kernel", "version": "^3" }] }\n}',
  },
};
