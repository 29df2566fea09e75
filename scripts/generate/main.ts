/** Generates what is stale (steps.mjs says what that is), or everything with `--force`. */
import { record, staleSteps } from './steps.mjs';

/** Each loads what it needs only when it runs. */
const RUNS: Readonly<Record<string, () => Promise<void>>> = {
  schemas: async () => (await import('./schemas')).generateSchemas(),
  templates: async () => (await import('./templates')).generateTemplates(),
  'seed image': async () => (await import('./seed-image')).generateSeedImage(),
  icons: async () => (await import('./icons')).generateIcons(),
};

for (const step of staleSteps(process.argv.includes('--force'))) {
  const started = performance.now();
  const run = RUNS[step.name];
  if (!run) throw new Error(`nothing generates ${step.name}`);
  await run();
  record(step);
  process.stderr.write(`generated ${step.name} in ${Math.round(performance.now() - started)} ms\n`);
}
