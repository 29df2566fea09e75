import { describe, expect, it } from 'vitest';
import type { Setting } from '../../schemas';
import { effectiveSettings, mergeSettings } from './merge';

const DECLARED: Setting[] = [
  { key: 'region', type: 'string', default: 'eu' },
  { key: 'rate', type: 'number', default: 0 },
  { key: 'terminal', type: 'string', scope: 'branch', default: 'T0' },
  { key: 'token', type: 'secret' },
];

describe('an upgrade', () => {
  it('keeps what was there, adds new defaults, and keeps what left the manifest', () => {
    expect(mergeSettings(DECLARED, { region: 'us', gone: 1 })).toEqual({ region: 'us', rate: 0, terminal: 'T0', gone: 1 });
    expect(mergeSettings(DECLARED)).toEqual({ region: 'eu', rate: 0, terminal: 'T0' });
    expect(mergeSettings(undefined, { gone: false })).toEqual({ gone: false });
  });
});

describe('the value that counts', () => {
  const installation = mergeSettings(DECLARED);
  const org = (key: string, value: unknown) => ({ key, branchId: null, value });
  const branch = (key: string, value: unknown, branchId = 'b1') => ({ key, branchId, value });

  it("is the branch's, else the organization's, else the default", () => {
    const stored = [branch('terminal', 'T1'), org('terminal', 'T2'), org('region', 'mx')];
    expect(effectiveSettings(DECLARED, installation, stored, 'b1')).toEqual({ region: 'mx', rate: 0, terminal: 'T1' });
    expect(effectiveSettings(DECLARED, installation, stored, 'b2')).toMatchObject({ terminal: 'T2' });
    expect(effectiveSettings(DECLARED, installation, stored, null)).toMatchObject({ terminal: 'T2' });
    expect(effectiveSettings(DECLARED, installation, [], 'b1')).toMatchObject({ terminal: 'T0' });
  });

  it("is never a branch's where the setting is the organization's, and no null hides one", () => {
    const stored = [branch('region', 'br'), branch('terminal', null), org('terminal', 'T2'), org('rate', null)];
    expect(effectiveSettings(DECLARED, installation, stored, 'b1')).toEqual({ region: 'eu', rate: 0, terminal: 'T2' });
  });
});
