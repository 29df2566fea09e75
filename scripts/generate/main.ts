/**
 * Generates what is built from sources but not committed. Each step names its inputs; it runs when the hash of their
 * bytes differs from the one recorded at its last run, so that a second `npm start` costs nothing.
 */
import { createHash } from 'node:crypto';
import { existsSync, filesUnder, mkdirSync, readFileSync, writeFileSync } from './fs';

interface Step {
  name: string;
  /** Files and folders, relative to the project's root. */
  inputs: readonly string[];
  outputs: readonly string[];
  /** Loads what it needs only when it runs: most often nothing is stale, and every npm script passes through here. */
  run: () => Promise<void>;
}

const STEPS: readonly Step[] = [
  {
    name: 'schemas',
    inputs: ['schemas', 'scripts/generate/schemas.ts', 'package-lock.json'],
    outputs: ['generated/schemas'],
    run: async () => (await import('./schemas')).generateSchemas(),
  },
  {
    name: 'templates',
    inputs: ['templates', 'scripts/generate/templates.ts'],
    outputs: ['generated/templates.ts'],
    run: async () => (await import('./templates')).generateTemplates(),
  },
  {
    name: 'seed image',
    inputs: [
      'kernel/database',
      'kernel/bookkeeping.ts',
      ...['actions', 'approvals', 'dynamic', 'events', 'installed', 'journal', 'seed', 'webhooks'].map(
        (room) => `kernel/${room}/tables.ts`,
      ),
      'scripts/generate/seed-image.ts',
      'package-lock.json',
    ],
    outputs: ['public/seed/pgdata.bin'],
    run: async () => (await import('./seed-image')).generateSeedImage(),
  },
  {
    name: 'icons',
    inputs: ['scripts/generate/icons.ts', 'package-lock.json'],
    outputs: ['public/icons.json'],
    run: async () => (await import('./icons')).generateIcons(),
  },
];

const STAMPS = '.cache/generate';

function hashOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesUnder(input)) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

async function main(force: boolean): Promise<void> {
  mkdirSync(STAMPS, { recursive: true });
  for (const step of STEPS) {
    const stamp = `${STAMPS}/${step.name.replaceAll(' ', '-')}`;
    const hash = hashOf(step.inputs);
    const current = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && step.outputs.every((output) => existsSync(output));
    if (current && !force) continue;
    const started = performance.now();
    await step.run();
    writeFileSync(stamp, hash);
    process.stderr.write(`generated ${step.name} in ${Math.round(performance.now() - started)} ms\n`);
  }
}

await main(process.argv.includes('--force'));
