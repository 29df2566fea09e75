import { expect, it } from 'vitest';
import { isWidening } from './widening';

it.each([
  ['integer', 'bigint'],
  ['varchar(20)', 'varchar(20)'],
  ['varchar(20)', 'varchar(21)'],
  ['varchar(20)', 'text'],
  ['numeric(10,2)', 'numeric(12,2)'],
  ['numeric(10,2)', 'numeric(12,4)'],
  ['date', 'timestamp'],
  ['date', 'timestamptz'],
  ['timestamp', 'timestamptz'],
])('%s to %s is widening', (from, to) => expect(isWidening(from, to)).toBe(true));

it.each([
  ['bigint', 'integer'],
  ['text', 'varchar(255)'],
  ['varchar(20)', 'varchar(19)'],
  ['numeric(12,2)', 'numeric(10,2)'],
  // Two digits less before the point.
  ['numeric(10,2)', 'numeric(10,4)'],
  ['timestamptz', 'date'],
  ['integer', 'text'],
  ['integer', 'numeric(18,4)'],
  ['text', 'jsonb'],
  ['boolean', 'integer'],
])('%s to %s is none', (from, to) => expect(isWidening(from, to)).toBe(false));
