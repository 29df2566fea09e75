import { describe, expect, it } from 'vitest';
import { lucideNames } from '../../../scripts/vite/runtime-icons';
import { pascalName, readNames } from './names';
import { FRAME_ICONS } from './subset';

describe('icon names', () => {
  const names = readNames(lucideNames());

  it('knows canonical names and aliases, and nothing else', () => {
    expect(names.get('CircleCheck')).toBe('CircleCheck');
    expect(names.get('CheckCircle2')).toBe('CircleCheck');
    expect(names.has('Unicorn')).toBe(false);
    expect(names.has('LucideCheck')).toBe(false);
    expect(names.has('toString')).toBe(false);
  });

  it('has every icon of the subset under a name lucide knows', () => {
    expect(FRAME_ICONS.filter((name) => !names.has(name))).toEqual([]);
  });

  it.each([
    ['credit-card', 'CreditCard'],
    ['credit_card', 'CreditCard'],
    ['creditCard', 'CreditCard'],
    ['CreditCard', 'CreditCard'],
    ['trash-2', 'Trash2'],
  ])('%s is %s', (name, expected) => {
    expect(pascalName(name)).toBe(expected);
  });
});
