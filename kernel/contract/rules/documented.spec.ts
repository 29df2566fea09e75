import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Quoted words that look like rule ids: capitals with hyphens, and the few without. */
const RULE_ID =
  /['`]((?:[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)|DEFAULT|SECTION|MULTIPLE|VALIDATION|SEARCHABLE|MORE|requires_state_in_stages|audit_column_type)['`]/g;

/** Rules are reported where a manifest is judged, and where one is converted. */
const files = ['kernel/contract', 'kernel/authoring']
  .flatMap((room) => readdirSync(room, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'documented.spec.ts');
const textOf = (entry: (typeof files)[number]): string => readFileSync(join(entry.parentPath, entry.name), 'utf8');
const isSpec = (entry: (typeof files)[number]): boolean => entry.name.endsWith('.spec.ts');
const sources = files.filter((entry) => !isSpec(entry) && !entry.parentPath.includes('catalog')).map(textOf);
const specs = files.filter(isSpec).map(textOf).join('\n');

/** Ids put together at run time from an event or a command. */
const COMPOSED = ['EDGE-EVT-DUP', 'EDGE-CMD-DUP'];
const reported = [
  ...new Set([...sources.flatMap((text) => [...text.matchAll(RULE_ID)].map((match) => match[1] ?? '')), ...COMPOSED]),
].sort();
const documented = [...readFileSync('docs/contract/README.md', 'utf8').matchAll(/^\| `([^`]+)` /gm)].map((match) => match[1] ?? '').sort();

describe('the table of rules', () => {
  it('has every rule that is reported, once, and no other', () => {
    expect(documented).toEqual(reported);
  });

  it('names only rules that a spec provokes', () => {
    // Keywords the schemas do not use today.
    const unreachable = ['SCHEMA-OTHER'];
    expect(documented.filter((rule) => !unreachable.includes(rule) && !new RegExp(`\\b${rule}\\b(?!-)`).test(specs))).toEqual([]);
  });
});
