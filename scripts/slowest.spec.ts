import { describe, expect, it } from 'vitest';
import { journeyTimes, slowest, unitTimes } from './slowest.mjs';

describe('the slowest tests of a run', () => {
  it('are read from the reports of both runners, and printed with the slowest first', () => {
    const unit = unitTimes(
      {
        testResults: [
          {
            name: '/there/kernel/a.spec.ts',
            assertionResults: [
              { fullName: 'a row is written', duration: 1250 },
              { fullName: 'a row that was skipped', duration: null },
            ],
          },
        ],
      },
      '/there',
    );
    const journeys = journeyTimes({
      suites: [
        {
          title: 'editor.spec.ts',
          file: 'editor.spec.ts',
          specs: [{ title: 'opens', tests: [{ results: [{ duration: 900 }, { duration: 100 }] }] }],
          suites: [
            { title: 'a field', file: 'editor.spec.ts', specs: [{ title: 'is typed', tests: [{ results: [{ duration: 61_000 }] }] }] },
          ],
        },
      ],
    });
    expect(slowest([...unit, ...journeys], 3)).toEqual([
      '   61.0 s  e2e/editor.spec.ts: a field is typed',
      '    1.3 s  kernel/a.spec.ts: a row is written',
      '    1.0 s  e2e/editor.spec.ts: opens',
    ]);
  });
});
