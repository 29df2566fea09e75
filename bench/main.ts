/**
 * `npm run bench`: measures, prints the table, writes it to bench/results.md. `-- --large` adds what takes minutes, `-- --only=bare,page`
 * measures these alone and prints them. Budgets fail nobody.
 */
import { writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { benchBare } from './bare.bench';
import { benchContract } from './contract.bench';
import { benchCrud } from './crud.bench';
import { benchInstall } from './install.bench';
import { benchPage } from './page.bench';
import { benchPublish } from './publish.bench';
import { type Figure, markdown } from './table';
import { benchTools } from './tools.bench';

const BENCHES: Readonly<Record<string, () => Promise<Figure[]> | Figure[]>> = {
  contract: benchContract,
  publish: benchPublish,
  crud: () => benchCrud(process.argv.includes('--large')),
  bare: benchBare,
  install: benchInstall,
  tools: benchTools,
  page: benchPage,
};

const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(BENCHES)) if (only?.includes(name) ?? true) figures.push(...(await bench()));
const table = markdown(figures);
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Linux ${release().split('-')[0] ?? ''}, Node ${process.versions.node}`;
// What was measured in different runs does not stand in one table.
if (only === undefined)
  writeFileSync(
    'bench/results.md',
    `# Benchmark\n\nMeasured by \`npm run bench\` on ${machine}, ${new Date().toISOString().slice(0, 10)}. Budgets are those of the design.\n\n${table}`,
  );
console.log(`\n${table}`);
process.exit(0);
