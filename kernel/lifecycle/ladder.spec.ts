import { expect, it } from 'vitest';
import type { UpgradeStep } from '../../schemas';
import { rungsOf } from './ladder';

const steps = (...from: string[]): UpgradeStep[] => from.map((one) => ({ from: one, type: 'wasm', function: 'Up' }));
const climbed = (ladder: UpgradeStep[], installed: string, target: string) => rungsOf(ladder, installed, target).map(({ index }) => index);

it('runs the steps whose range holds the installed version, in manifest order', () => {
  expect(climbed(steps('>=1.0.0 <2.0.0', '<1.5.0', '^3'), '1.2.0', '2.0.0')).toEqual([0, 1]);
});

it('goes on with the step that begins where another one led', () => {
  expect(climbed(steps('1.x', '2.x', '3.x'), '1.4.0', '3.0.0')).toEqual([0, 1]);
  expect(climbed(steps('1.0.0', '1.1.0'), '1.0.0', '1.2.0')).toEqual([0, 1]);
});

it('enters it at the installed version alone', () => {
  expect(climbed(steps('1.x', '2.x'), '2.1.0', '3.0.0')).toEqual([1]);
  expect(climbed(steps('1.5.x'), '1.4.0', '2.0.0')).toEqual([]);
});

it('does not climb beyond the target, nor by what is no range', () => {
  expect(climbed(steps('1.x', '2.x'), '1.0.0', '2.0.0')).toEqual([0]);
  expect(climbed(steps('old', '1.x'), '1.0.0', '2.0.0')).toEqual([1]);
});
