import { describe, expect, it } from 'vitest';
import type { InstalledAddon } from '../installed/registry';
import type { Enforcement } from '../operation/services';
import type { Decision, Recorder } from '../trace/trace';
import { createTestClock } from '../testing/guest';
import { createPorts } from '../port';
import { createLedger, LEDGER } from './ledger';
import { askWayOut } from './ways-out';

describe('a webhook that no capability covers', () => {
  const addon = {
    key: 'till',
    organizationId: 'o1',
    manifest: { capabilities: [{ kind: 'http:fetch', target: 'till.example.com' }] },
  } as unknown as InstalledAddon;
  const attempt = (enforcement: Enforcement, url: string) => {
    const decisions: Decision[] = [];
    const errors: unknown[] = [];
    const trace: Recorder = { statement: () => undefined, body: () => undefined, decide: (decision) => decisions.push(decision) };
    const ports = createPorts();
    const ledger = createLedger(createTestClock());
    ports.plug(LEDGER, ledger);
    const reportError = (error: unknown) => errors.push(error);
    const run = () => askWayOut({ enforcement, reportError, ports }, trace, addon, url, { kind: 'webhook', name: 'Order::pay' });
    return { run, decisions, errors, ledger };
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
    expect(run()).toBe('shadow');
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

  it('stands in the ledger with the line that covers it, or the one that would', () => {
    const told = (enforcement: Enforcement, url: string) => {
      const { run, ledger } = attempt(enforcement, url);
      try {
        run();
      } catch {
        // Refused, as the ledger says.
      }
      return ledger.of('o1');
    };
    const line = { addon: 'till', caller: 'webhook Order::pay', capability: 'http:fetch', askedByHosts: false };
    const bank = { kind: 'http:fetch', target: 'bank.example.com' };
    expect([
      ...told('enforce', 'https://till.example.com/x'),
      ...told('enforce', 'https://bank.example.com/x'),
      ...told('shadow', 'https://bank.example.com/x'),
      ...told('enforce', 'http://10.0.0.1/x'),
    ]).toMatchObject([
      { ...line, covered: true, allowed: true, pointer: '/capabilities/0', wanted: null },
      { ...line, covered: false, allowed: false, pointer: null, wanted: bank, mode: 'enforce' },
      { ...line, covered: false, allowed: true, pointer: null, wanted: bank, mode: 'shadow' },
      { ...line, covered: false, allowed: false, target: '10.0.0.1', wanted: null },
    ]);
  });
});
