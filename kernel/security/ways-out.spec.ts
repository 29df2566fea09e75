import { describe, expect, it } from 'vitest';
import type { InstalledAddon } from '../installed/registry';
import type { Enforcement } from '../operation/services';
import type { Decision, Recorder } from '../trace/trace';
import { refuseUncovered } from './ways-out';

describe('a webhook that no capability covers', () => {
  const addon = {
    key: 'till',
    manifest: { capabilities: [{ kind: 'http:fetch', target: 'till.example.com' }] },
  } as unknown as InstalledAddon;
  const attempt = (enforcement: Enforcement, url: string) => {
    const decisions: Decision[] = [];
    const errors: unknown[] = [];
    const trace: Recorder = { statement: () => undefined, decide: (decision) => decisions.push(decision) };
    const run = () => refuseUncovered({ enforcement, reportError: (error) => errors.push(error) }, trace, addon, url);
    return { run, decisions, errors };
  };
  const decision = { kind: 'capability', capability: 'http:fetch', askedByHosts: false };
  const message =
    '"till" declares no capability http:fetch for "bank.example.com", where its webhook goes (today\'s Go kernel asks for none)';

  it('is refused, and the decision says that hosts do not ask', () => {
    const { run, decisions, errors } = attempt('enforce', 'https://bank.example.com/pay');
    expect(run).toThrow(message);
    expect(decisions).toEqual([{ ...decision, target: 'bank.example.com', allowed: false, place: null }]);
    expect(errors).toEqual([]);
  });

  it('goes out in shadow, and is reported', () => {
    const { run, decisions, errors } = attempt('shadow', 'https://bank.example.com/pay');
    run();
    expect(decisions).toMatchObject([{ target: 'bank.example.com', allowed: false }]);
    expect(errors).toMatchObject([{ code: 'capability_missing', message }]);
  });

  it('is one of its own: what is covered or stays at home is neither refused nor reported', () => {
    const covered = attempt('enforce', 'https://till.example.com/x');
    covered.run();
    expect(covered.decisions).toEqual([
      { ...decision, target: 'till.example.com', allowed: true, place: { addon: 'till', pointer: '/capabilities/0' } },
    ]);
    const relative = attempt('enforce', '/hooks/x');
    relative.run();
    expect([relative.decisions, relative.errors, covered.errors]).toEqual([[], [], []]);
  });
});
