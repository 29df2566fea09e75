// Type check and lint over one program: the rules ask the compiler for most of the types that the type check works out, so
// whoever runs one after the other pays twice. `eslint .` and `tsc` alone say the same; this is what `npm test` runs.
import { ESLint } from 'eslint';
import ts from 'typescript';
import { ROOT } from './ensure.mjs';

process.chdir(ROOT);

const host = {
  getCanonicalFileName: (path) => path,
  getCurrentDirectory: () => ROOT,
  getNewLine: () => '\n',
};

/** The program of `tsconfig.json`. Nothing is written: what was checked last time is not asked for either. */
function openProgram() {
  const config = ts.getParsedCommandLineOfConfigFile(
    'tsconfig.json',
    { incremental: false, tsBuildInfoFile: undefined },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fault) => { throw new Error(ts.formatDiagnostic(fault, host)); } }, // prettier-ignore
  );
  return ts.createProgram({ rootNames: config.fileNames, options: config.options, configFileParsingDiagnostics: config.errors });
}

const seconds = (started) => `${((performance.now() - started) / 1000).toFixed(0)} s`;

const started = performance.now();
const program = openProgram();
const faults = ts.getPreEmitDiagnostics(program);
process.stdout.write(ts.formatDiagnostics(faults, host));
console.log(`types: ${faults.length} faults in ${seconds(started)}`);

const lintStarted = performance.now();
const eslint = new ESLint({
  overrideConfig: [
    {
      files: ['**/*.{ts,tsx}'],
      languageOptions: { parserOptions: { projectService: false, programs: [program] } },
    },
  ],
});
const results = await eslint.lintFiles(['.']);
const findings = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
process.stdout.write(await (await eslint.loadFormatter('stylish')).format(results));
console.log(`lint: ${results.length} files, ${findings} findings in ${seconds(lintStarted)}`);
process.exitCode = faults.length + findings === 0 ? 0 : 1;
