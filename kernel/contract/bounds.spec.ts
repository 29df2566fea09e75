/** What is read and told of a manifest has bounds; each is tried from both sides. */
import { expect, it } from 'vitest';
import { check } from './check';
import { MAX_FINDINGS } from './finding';
import { hostText, MAX_TEXT_BYTES } from './gates/host-text';
import { MAX_VALUES } from './parse';
import { MAX_DIAGNOSTICS } from './place';
import { MAX_SQL_LENGTH, readSqlWith } from './sql/libpg';

it('a manifest may have so many values', () => {
  // The list is a value as well.
  const rules = (values: number) => check(`[${'0,'.repeat(values - 2)}0]`).diagnostics.map(({ rule }) => rule);
  expect([rules(MAX_VALUES), rules(MAX_VALUES + 1)]).toEqual([['SCHEMA-TYPE'], ['JSON-SIZE']]);
});

/** A manifest with so many findings, each a number where a model should stand. */
function wrong(findings: number): string {
  const text = (models: number) => `{"apiVersion":"asteby.com/v3","kind":"Addon","models":[${Array(models).fill('0').join()}]}`;
  const others = check(text(10)).diagnostics.length - 10;
  return text(findings - others);
}

it('so many findings are shown, and the rest is counted', () => {
  const shown = (findings: number) => check(wrong(findings)).diagnostics;
  expect(shown(MAX_DIAGNOSTICS).map(({ rule }) => rule)).not.toContain('MORE');
  expect(shown(MAX_DIAGNOSTICS)).toHaveLength(MAX_DIAGNOSTICS);
  expect(shown(MAX_DIAGNOSTICS + 1)).toHaveLength(MAX_DIAGNOSTICS + 1);
  expect(shown(MAX_DIAGNOSTICS + 1).at(-1)).toMatchObject({ rule: 'MORE', message: '1 more not shown.' });
});

it('the rest is counted up to so many', () => {
  const told = (findings: number) => check(wrong(findings)).diagnostics.at(-1)?.message;
  expect([told(MAX_FINDINGS - 1), told(MAX_FINDINGS), told(MAX_FINDINGS + 1)]).toEqual([
    '1499 more not shown.',
    'At least 1500 more not shown.',
    'At least 1500 more not shown.',
  ]);
});

it('a text file is judged up to a length', () => {
  const fault = (bytes: number) => hostText(new Uint8Array(bytes).fill(32)).fault;
  expect([fault(MAX_TEXT_BYTES), fault(MAX_TEXT_BYTES + 1)]).toEqual([null, 'too_long']);
});

it('SQL is parsed up to a length', () => {
  const parse = readSqlWith(
    () => ({}),
    () => ({}),
  );
  expect([parse(' '.repeat(MAX_SQL_LENGTH)).ok, parse(' '.repeat(MAX_SQL_LENGTH + 1)).ok]).toEqual([true, false]);
});
