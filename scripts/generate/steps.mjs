/**
 * What is generated from sources but not committed, and whether it is stale. Each step names its inputs; it runs when the
 * hash of their bytes differs from the one recorded at its last run. Plain Node: every npm script asks this, so it loads
 * nothing that has to be compiled first. `main.ts` runs the steps.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';

const STAMPS = '.cache/generate';

/** Inputs are files and folders, relative to the project's root. */
const STEPS = [
  {
    name: 'schemas',
    inputs: ['schemas', 'scripts/generate/schemas.ts', 'package-lock.json'],
    outputs: ['generated/schemas'],
  },
  {
    name: 'templates',
    inputs: ['templates', 'scripts/generate/templates.ts'],
    outputs: ['generated/templates.ts', 'generated/template-cards.ts'],
  },
  {
    name: 'seed image',
    inputs: [
      'kernel/database',
      'kernel/bookkeeping.ts',
      ...['actions', 'approvals', 'dynamic', 'events', 'installed', 'journal', 'lifecycle', 'outbound', 'seed', 'settings', 'webhooks'].map(
        (room) => `kernel/${room}/tables.ts`,
      ),
      'scripts/generate/seed-image.ts',
      'package-lock.json',
    ],
    outputs: ['public/seed/pgdata.bin'],
  },
  {
    name: 'icons',
    inputs: ['scripts/generate/icons.ts', 'scripts/vite/runtime-icons.ts', 'package-lock.json'],
    outputs: ['public/icons.json', 'generated/icon-names.ts'],
  },
];

/** The files at a path: itself, or every file below a folder (specs excepted: they do not change what is generated), sorted. */
export function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.spec.'))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}

/** The hash of files' paths and bytes, in the order given. */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

const stampOf = (name) => `${STAMPS}/${name.replaceAll(' ', '-')}`;

/** The steps that have to run, in their order, each with the hash to record once it has; all of them with `force`. */
export function staleSteps(force) {
  return STEPS.map(({ name, inputs, outputs }) => ({ name, outputs, hash: hashOf(inputs.flatMap(filesUnder)) })).filter(
    ({ name, outputs, hash }) =>
      force || !outputs.every((output) => existsSync(output)) || !existsSync(stampOf(name)) || readFileSync(stampOf(name), 'utf8') !== hash,
  );
}

/** Notes that a step has run on the inputs that had this hash. */
export function record({ name, hash }) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stampOf(name), hash);
}
