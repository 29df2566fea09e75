export interface Timed {
  ms: number;
  /** Path of the spec, relative to the project's root. */
  spec: string;
  test: string;
}

interface UnitReport {
  testResults: { name: string; assertionResults: { fullName: string; duration?: number | null }[] }[];
}

interface Suite {
  title: string;
  file: string;
  specs?: { title: string; tests: { results: { duration: number }[] }[] }[];
  suites?: Suite[];
}

export function unitTimes(report: UnitReport, root: string): Timed[];
export function journeyTimes(report: { suites?: Suite[] }): Timed[];
export function slowest(times: readonly Timed[], count?: number): string[];
