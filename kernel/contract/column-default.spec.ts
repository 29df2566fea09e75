import { describe, expect, it } from 'vitest';
import { columnDefault } from './column-default';

describe('columnDefault', () => {
  it.each([
    [undefined, { kind: 'none' }],
    [null, { kind: 'none' }],
    ['', { kind: 'none' }],
    [0, { kind: 'literal', sql: '0' }],
    [-1.5, { kind: 'literal', sql: '-1.5' }],
    [false, { kind: 'literal', sql: 'false' }],
    ['42', { kind: 'literal', sql: '42' }],
    ["'open'", { kind: 'literal', sql: "'open'" }],
    ['now()', { kind: 'literal', sql: 'now()' }],
    ['gen_random_uuid()', { kind: 'literal', sql: 'gen_random_uuid()' }],
    ['current_timestamp', { kind: 'literal', sql: 'current_timestamp' }],
    ['open', { kind: 'text', text: 'open' }],
    ['NOW()', { kind: 'text', text: 'NOW()' }],
    ['{}', { kind: 'text', text: '{}' }],
    ['{"a":1}', { kind: 'refused', reason: 'characters' }],
    ["'); drop table x; --", { kind: 'refused', reason: 'characters' }],
    ["it's", { kind: 'refused', reason: 'characters' }],
    ['a\\b', { kind: 'refused', reason: 'characters' }],
    [{}, { kind: 'refused', reason: 'shape' }],
    [[1], { kind: 'refused', reason: 'shape' }],
  ])('%j', (value, expected) => {
    expect(columnDefault(value)).toEqual(expected);
  });
});
