/** Every rule that has a fix cures the example of its page by each of its offers, and no offer brings an error that was not there. */
import { describe, expect, it } from 'vitest';
import { check } from '../../contract/check';
import type { Rule, RulePage } from '../../contract/rule';
import { RULES, type RuleId } from '../../contract/rules';
import { shopWith } from '../../contract/testing';
import { applyEdits, FIXABLE_RULES, fixAll, fixesFor } from './fixes';

/** Rules whose cure is a decision, a file or a text that nobody can guess. */
const WITHOUT: readonly RuleId[] = ['HCAP-KEY', 'PCAP-OP', 'GATE-URL', 'V2-BINARY', 'HOST-ONLY', 'TOOL-INPUTS'];

async function exampleOf(id: RuleId): Promise<string | null> {
  const { page } = (await import(`../../contract/rules/${id}.ts`)) as { page: RulePage };
  const { example } = page;
  if (example === null) return null;
  if ('at' in example) return shopWith({ ...example.given, [example.at]: example.before });
  if (example.file !== undefined && example.file !== 'manifest.json') return null;
  return typeof example.before === 'string' ? example.before : JSON.stringify(example.before, null, 2);
}

const rules = await Promise.all((RULES as readonly Rule<RuleId>[]).map(async ({ id }) => ({ id, text: await exampleOf(id) })));
const shown = rules.flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]));
const offersOf = (id: RuleId, text: string) => {
  const diagnostic = check(text).diagnostics.find(({ rule }) => rule === id);
  return diagnostic === undefined ? [] : fixesFor(text, diagnostic);
};
const errors = (text: string): string[] => check(text).diagnostics.flatMap(({ rule, severity }) => (severity === 'error' ? [rule] : []));

describe('the rules', () => {
  it('have a fix, but for those whose cure nobody can guess', () => {
    const without = shown.filter(({ id, text }) => offersOf(id, text).length === 0).map(({ id }) => id);
    expect(without).toEqual(WITHOUT);
    expect(FIXABLE_RULES.length).toBeGreaterThan(230);
  });

  it.each(shown.filter(({ id }) => !WITHOUT.includes(id)))('$id: each offer takes the finding away and brings no error', ({ id, text }) => {
    const before = errors(text);
    const count = check(text).diagnostics.filter(({ rule }) => rule === id).length;
    for (const { title, edits } of offersOf(id, text)) {
      const mended = applyEdits(text, edits);
      const after = check(mended).diagnostics;
      expect({ title, count: after.filter(({ rule }) => rule === id).length }).not.toEqual({ title, count });
      // Where no text was in the way, what is left was there before.
      if (!id.startsWith('JSON-') && !id.startsWith('SCHEMA-')) expect(before).toEqual(expect.arrayContaining(errors(mended)));
      expect(title.en).not.toBe('');
      expect(title.es).not.toBe(title.en);
    }
  });
});

describe('fix all', () => {
  it.each(shown)('$id: leaves no safe fix behind and brings no error', ({ id, text }) => {
    const { text: mended, applied } = fixAll(text, check(text).diagnostics);
    if (applied === 0) expect(mended).toBe(text);
    const left = check(mended).diagnostics.flatMap((found) => fixesFor(mended, found).filter(({ safe }) => safe));
    expect(left.map(({ title }) => title.en)).toEqual([]);
    if (!id.startsWith('JSON-') && !id.startsWith('SCHEMA-')) expect(errors(text)).toEqual(expect.arrayContaining(errors(mended)));
  });
});
