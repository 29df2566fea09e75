import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '.';

const ids = RULES.map(({ id }) => id);

describe('the list of rules', () => {
  it('has every file of the folder, under the name of its rule, once', () => {
    const files = readdirSync('kernel/contract/rules').filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
    expect(ids.map((id) => `${id}.ts`).sort()).toEqual(files.filter((name) => name !== 'index.ts').sort());
  });

  it('names only rules that a spec provokes', () => {
    const specs = ['kernel/contract', 'kernel/authoring']
      .flatMap((room) => readdirSync(room, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.spec.ts'))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
    // Keywords the schemas do not use today.
    const unreachable = ['SCHEMA-OTHER'];
    expect(ids.filter((id) => !unreachable.includes(id) && !new RegExp(`\\b${id}\\b(?!-)`).test(specs))).toEqual([]);
  });
});
