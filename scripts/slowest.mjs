// The slowest tests of a run, read from the reports of both runners: what grows is seen while it is small.
import { relative } from 'node:path';

/** @returns {{ ms: number, spec: string, test: string }[]} The tests of a report of `vitest --reporter=json`. */
export const unitTimes = (report, root) =>
  report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({ ms: duration ?? 0, spec: relative(root, name), test: fullName })),
  );

/** As `unitTimes`, of a report of `playwright test --reporter=json`. */
export function journeyTimes({ suites = [] }, file = undefined, titles = []) {
  return suites.flatMap((suite) => {
    const spec = file ?? `e2e/${suite.file}`;
    // The outermost suite is the file itself.
    const inside = file === undefined ? titles : [...titles, suite.title];
    const own = (suite.specs ?? []).map(({ title, tests }) => ({
      ms: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0),
      spec,
      test: [...inside, title].join(' '),
    }));
    return [...own, ...journeyTimes(suite, spec, inside)];
  });
}

/** A line each for the `count` slowest, the slowest first. */
export const slowest = (times, count = 20) =>
  times
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, count)
    .map(({ ms, spec, test }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${spec}: ${test}`);
