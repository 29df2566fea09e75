// Type check and lint in one pass: the rules ask the compiler for most of the types that the type check works out, so whoever
// runs one after the other pays twice. One process judges all files: a second one would work most of the types out again, and the
// unit specs, which run beside it, have the other processor.
// `eslint .` and `tsc` alone say the same; this is what `npm test` runs.
import { ESLint } from 'eslint';
import ts from 'typescript';
import { ROOT } from './ensure.mjs';

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
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic(fault) {
        throw new Error(ts.formatDiagnostic(fault, host));
      },
    },
  );
  return ts.createProgram({ rootNames: config.fileNames, options: config.options, configFileParsingDiagnostics: config.errors });
}

process.chdir(ROOT);
const program = openProgram();
const faults = ts.sortAndDeduplicateDiagnostics([
  ...program.getConfigFileParsingDiagnostics(),
  ...program.getOptionsDiagnostics(),
  ...program.getGlobalDiagnostics(),
  ...program.getSyntacticDiagnostics(),
  ...program.getSemanticDiagnostics(),
]);
process.stdout.write(ts.formatDiagnostics(faults, host));
const eslint = new ESLint({
  overrideConfig: [
    {
      files: ['**/*.{ts,tsx}'],
      languageOptions: { parserOptions: { projectService: false, programs: [program] } },
    },
  ],
});
const results = await eslint.lintFiles(['.']);
process.stdout.write(await (await eslint.loadFormatter('stylish')).format(results));
const findings = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
console.log(`${results.length} files: ${faults.length} faults of types, ${findings} findings`);
process.exitCode = faults.length + findings === 0 ? 0 : 1;
