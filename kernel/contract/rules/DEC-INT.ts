import { titles } from '../fixes/titles';
import { set, type FixRule } from '../fix';
import type { Rule, RulePage } from '../rule';

/** Whole numbers written with a point or an exponent. */
const plainInteger: FixRule = ({ path, value }) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return [];
  return [{ id: 'write', title: titles.write(value), safe: true, changes: set(path, value) }];
};

export const rule: Rule<'DEC-INT'> = { id: 'DEC-INT', level: 'error', fix: plainInteger };

export const page: RulePage = {
  section: 'shape',
  meaning: 'a whole number written as `1.0` or `1e2`, or beyond 64 bits',
  why: '`1.0` satisfies a JSON schema as an integer, but the host decodes the text into a whole number and refuses it.',
  example: {
    before:
      '{\n  "apiVersion": "asteby.com/v3",\n  "kind": "Addon",\n  "metadata": { "key": "notes", "name": "Notes", "version": "1.0.0" },\n  "compatibility": { "requires": [{ "key": "kernel", "version": "^3" }] },\n  "contributions": { "routes": [{ "domain": "mail", "handler": "smtp", "priority": 1.0 }] }\n}',
    after:
      '{\n  "apiVersion": "asteby.com/v3",\n  "kind": "Addon",\n  "metadata": { "key": "notes", "name": "Notes", "version": "1.0.0" },\n  "compatibility": { "requires": [{ "key": "kernel", "version": "^3" }] },\n  "contributions": { "routes": [{ "domain": "mail", "handler": "smtp", "priority": 1 }] }\n}',
  },
};
