// Type check and lint in one pass: the rules ask the compiler for most of the types that the type check works out, so whoever
// runs one after the other pays twice. The files are dealt to two processes, each with the whole program, which judges its own.
// `eslint .` and `tsc` alone say the same; this is what `npm test` runs.
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { ROOT } from './ensure.mjs';

const SHARDS = 2;
const LINTED = /\.(?:[cm]?js|tsx?)$/;

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

/** The paths that `eslint .` would take, absolute. */
async function filesToLint(eslint, folder = ROOT) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isLeftOut = entry.name === '.git' || (await eslint.isPathIgnored(`${path}/any.js`));
      if (!isLeftOut) found.push(...(await filesToLint(eslint, path)));
    } else if (entry.isFile() && LINTED.test(entry.name) && !(await eslint.isPathIgnored(path))) found.push(path);
  }
  return found;
}

/** Deals paths out, the largest first, each to whoever has least; the same in every process. */
function deal(paths) {
  const hands = Array.from({ length: SHARDS }, () => ({ bytes: 0, paths: new Set() }));
  const sized = paths.map((path) => ({ path, bytes: statSync(path).size }));
  for (const { path, bytes } of sized.sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1))) {
    const hand = hands.reduce((least, one) => (one.bytes < least.bytes ? one : least));
    hand.paths.add(path);
    hand.bytes += bytes;
  }
  return hands.map((hand) => hand.paths);
}

/** Judges one part of the files, and prints what is wrong; the first part takes what belongs to no file as well. */
async function judge(shard) {
  const program = openProgram();
  const eslint = new ESLint({
    overrideConfig: [
      {
        files: ['**/*.{ts,tsx}'],
        languageOptions: { parserOptions: { projectService: false, programs: [program] } },
      },
    ],
  });
  const linted = await filesToLint(eslint);
  const own = deal(linted)[shard];
  const all = new Set(linted);
  const isMine = ({ fileName }) => own.has(fileName) || (shard === 0 && !all.has(fileName));
  const faults = ts.sortAndDeduplicateDiagnostics([
    ...(shard === 0 ? [...program.getConfigFileParsingDiagnostics(), ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()] : []), // prettier-ignore
    ...program
      .getSourceFiles()
      .filter(isMine)
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ]);
  process.stdout.write(ts.formatDiagnostics(faults, host));
  const results = await eslint.lintFiles([...own].map((path) => relative(ROOT, path)));
  process.stdout.write(await (await eslint.loadFormatter('stylish')).format(results));
  const findings = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
  console.log(`${results.length} of ${linted.length} files: ${faults.length} faults of types, ${findings} findings`);
  return faults.length + findings === 0;
}

const inProcess = (shard) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), String(shard)], { stdio: 'inherit' });
    child.on('close', (status) => resolve(status === 0));
  });

process.chdir(ROOT);
const [given] = process.argv.slice(2);
const verdicts = given === undefined ? await Promise.all([...Array(SHARDS).keys()].map(inProcess)) : [await judge(Number(given))];
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
