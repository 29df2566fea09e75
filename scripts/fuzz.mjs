// `npm run fuzz`: every generated test with new cases, the large ones with all of theirs, and a table of what was run at the
// end. The seed is drawn here and printed; `PLAYGROUND_SEED=… npm run fuzz` runs the same cases again. Specs named on the
// command line are run alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BROWSER_VARIABLE, ensureBrowser } from './browser.mjs';
import { ensure, ROOT } from './ensure.mjs';

process.chdir(ROOT);
const RESULTS = join(ROOT, '.cache', 'results');
const [LOG, UNIT, E2E] = ['fuzz.jsonl', 'fuzz-unit.json', 'fuzz-e2e.json'].map((name) => join(RESULTS, name));
const SEED = process.env.PLAYGROUND_SEED ?? String(Math.floor(Math.random() * 2 ** 31));
const JOURNEYS = ['e2e/hostile-arrivals.spec.ts', 'e2e/editor-hostile.spec.ts'];

/** A spec belongs here when it draws cases or has more of them for this command. */
const isDrawn = (path) => /from '[^']*testing\/(?:property|drawn)'/.test(readFileSync(path, 'utf8'));
const allSpecs = () =>
  ['kernel', 'schemas', 'app', 'workers', 'cli', 'templates', 'scripts']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)))
    .filter((path) => /\.spec\.tsx?$/.test(path) && isDrawn(path));

function run(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, PLAYGROUND_SEED: SEED, PLAYGROUND_FUZZ: '1', ...env },
  });
  return status === 0;
}

const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);

/** One row a test: what it is called, how many cases it drew. */
function unitRows() {
  const drawn = new Map();
  const lines = existsSync(LOG) ? readFileSync(LOG, 'utf8').split('\n').filter(Boolean) : [];
  for (const { spec, test, cases } of lines.map((line) => JSON.parse(line))) {
    const key = `${spec}\n${test.replaceAll(' > ', ' ')}`;
    drawn.set(key, (drawn.get(key) ?? 0) + cases);
  }
  return (readJson(UNIT)?.testResults ?? []).flatMap(({ name, status, assertionResults }) => {
    const spec = relative(ROOT, name);
    if (assertionResults.length === 0) return [{ spec, test: 'the file', cases: 0, verdict: status }];
    const rows = assertionResults.map((test) => ({
      spec,
      test: test.fullName,
      cases: drawn.get(`${name}\n${test.fullName}`) ?? 0,
      verdict: test.status,
    }));
    // A file whose size alone grows draws nothing: all of its tests count.
    return rows.some(({ cases }) => cases > 0) ? rows.filter(({ cases, verdict }) => cases > 0 || verdict === 'failed') : rows;
  });
}

const journeyRows = () =>
  (readJson(E2E)?.suites ?? []).flatMap(({ file, specs }) =>
    specs.map(({ title, ok }) => ({ spec: join('e2e', file), test: title, cases: 0, verdict: ok ? 'passed' : 'failed' })),
  );

ensure();
mkdirSync(RESULTS, { recursive: true });
for (const file of [LOG, UNIT, E2E]) rmSync(file, { force: true });
const named = process.argv.slice(2);
console.log(`seed ${SEED}`);

const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`];
const specs = named.length > 0 ? named : allSpecs();
const passed = [
  run(['node_modules/vitest/vitest.mjs', 'run', ...specs, ...reporters, '--disable-console-intercept'], { PLAYGROUND_FUZZ_LOG: LOG }),
];
if (named.length === 0) {
  const browser = ensureBrowser();
  passed.push(
    run(['scripts/build.mjs']) &&
      run(['node_modules/@playwright/test/cli.js', 'test', ...JOURNEYS], {
        ...(browser && { [BROWSER_VARIABLE]: browser }),
        PLAYWRIGHT_JSON_OUTPUT_FILE: E2E,
      }),
  );
}

const rows = [...unitRows(), ...journeyRows()];
console.log(`\n| suite | cases | seed | verdict |\n| --- | ---: | ---: | --- |`);
for (const { spec, test, cases, verdict } of rows)
  console.log(`| ${spec}: ${test} | ${cases === 0 ? '–' : String(cases)} | ${SEED} | ${verdict} |`);
const failed = rows.filter(({ verdict }) => verdict === 'failed').length;
const isGreen = passed.every(Boolean) && failed === 0;
console.log(
  `\n${rows.length} tests, ${failed} failed${isGreen ? '' : `; PLAYGROUND_SEED=${SEED} npm run fuzz draws the same cases again`}`,
);
process.exit(isGreen ? 0 : 1);
