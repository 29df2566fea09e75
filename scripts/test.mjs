// `npm test`: installs what is missing, a browser included; type check, lint, format, unit specs, build, end-to-end specs.
// Everything runs even when an earlier part failed; the last line counts what passed and what did not.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BROWSER_VARIABLE, ensureBrowser } from './browser.mjs';
import { ensure, ROOT } from './ensure.mjs';
import { journeyTimes, slowest, unitTimes } from './slowest.mjs';

process.chdir(ROOT);
const RESULTS = join(ROOT, '.cache', 'results');
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

/** Every test that was run, with how long it took. */
const times = [];
const total = { passed: 0, failed: 0, skipped: 0 };
const add = (passed, failed, skipped = 0) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

const sayHow = (name, passed, started) =>
  console.log(`=== ${name}: ${passed ? 'passed' : 'FAILED'} in ${((Date.now() - started) / 1000).toFixed(0)} s`);

/** Runs a script of Node to its end, its output passed through. */
function step(name, args, env = {}) {
  console.log(`\n=== ${name}`);
  const started = Date.now();
  return new Promise((resolve) => {
    spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } }).on('close', (status) => {
      sayHow(name, status === 0, started);
      resolve(status === 0);
    });
  });
}

/** Runs a part that passes or fails as one, beside others; what it prints is shown when it ends. */
function aside(name, args) {
  const started = Date.now();
  const printed = [];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      process.stdout.write(`\n=== ${name}\n${Buffer.concat(printed)}`);
      sayHow(name, status === 0, started);
      if (status === 0) add(1, 0);
      else add(0, 1);
      resolve();
    });
  });
}

/** A runner that counts its own tests; one that reported none has failed as a whole. */
async function counted(name, file, read, args, env) {
  const passed = await step(name, args, env);
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
  add(counts.passed, counts.failed, counts.skipped);
  if ((!passed && counts.failed === 0) || counts.passed + counts.failed === 0) add(0, 1);
}

ensure();
// None of these needs anything of another, and each waits for something now and then: together they keep the processors busy.
// The whole program with everything that the rules ask of it takes more memory than Node allows itself on a small machine.
const beside = [
  aside('build', ['scripts/build.mjs']),
  aside('format', ['node_modules/oxfmt/bin/oxfmt', '--check']),
  aside('type check and lint', ['--max-old-space-size=4096', 'scripts/lint.mjs']),
];

const unitResults = join(RESULTS, 'unit.json');
await counted(
  'unit specs',
  unitResults,
  (report) => {
    times.push(...unitTimes(report, ROOT));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numFailedTestSuites * Number(report.numTotalTests === 0),
      skipped: report.numPendingTests,
    };
  },
  ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitResults}`],
);

await Promise.all(beside);

console.log('\n=== browser');
let browser;
try {
  browser = ensureBrowser();
  console.log(browser ?? 'the test tool’s download');
} catch (error) {
  console.error(error.message);
  add(0, 1);
}
if (browser !== undefined) {
  const e2eResults = join(RESULTS, 'e2e.json');
  await counted(
    'end-to-end specs',
    e2eResults,
    (report) => {
      times.push(...journeyTimes(report));
      return { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky, skipped: report.stats.skipped };
    },
    ['node_modules/@playwright/test/cli.js', 'test'],
    { ...(browser && { [BROWSER_VARIABLE]: browser }), PLAYWRIGHT_JSON_OUTPUT_FILE: e2eResults },
  );
}

console.log(`\n=== slowest tests\n${slowest(times).join('\n')}`);

// The last line is these two counts alone, for whoever reads it by a script.
if (total.skipped > 0) console.log(`\n${total.skipped} skipped, with the reasons above`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
