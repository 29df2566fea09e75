import { expect, it } from 'vitest';
import { readAudit, withAudit } from './audit';
import type { PreflightReport } from './finding';

const ENTRY = { rule: 'color-contrast', help: 'Elements must meet contrast', count: 2, where: 'span.badge' };

it.each<[name: string, value: unknown]>([
  ['no list', {}],
  ['a list of texts', ['x']],
  ['a rule with a script', [{ ...ENTRY, rule: '<script>' }]],
  ['a help that is too long', [{ ...ENTRY, help: 'x'.repeat(201) }]],
  ['a place that is no text', [{ ...ENTRY, where: 1 }]],
  ['half an element', [{ ...ENTRY, count: 0.5 }]],
  ['no element', [{ ...ENTRY, count: 0 }]],
  ['101 entries', Array.from({ length: 101 }, () => ENTRY)],
])('%s is no audit', (_name, value) => expect(readAudit(value)).toBeNull());

it('an entry may say as much as it may', () => expect(readAudit([{ ...ENTRY, help: 'x'.repeat(200) }])).toHaveLength(1));

it('keeps what an entry is made of and nothing else', () => {
  expect(readAudit([{ ...ENTRY, more: 'x' }])).toEqual([ENTRY]);
  expect(readAudit([])).toEqual([]);
});

it('is advice in the report, once', () => {
  const report: PreflightReport = {
    ...{ key: 'x', version: '1.0.0', packedBytes: 1, digest: null, passes: true },
    counts: { reject: 0, review: 0, advice: 1 },
    findings: [{ rule: 'PUB-TEXT', level: 'advice', file: '', path: '', message: 'm', cure: 'c' }],
  };
  const audited = withAudit(withAudit(report, [ENTRY, ENTRY], 'es'), [ENTRY], 'en');
  expect(audited.counts).toEqual({ reject: 0, review: 0, advice: 2 });
  expect(audited.findings[1]).toEqual({
    rule: 'PUB-AXE',
    level: 'advice',
    file: '',
    path: '',
    message: 'On the screen that is open, axe finds 2 elements that break color-contrast (Elements must meet contrast), first: span.badge',
    cure: 'Mend what the addon brings to it: labels, names, colours of options and stages. What none of them touches is drawn by the platform’s runtime, in every addon alike.',
  });
});
