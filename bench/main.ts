/** `npm run bench`: measures, prints the table, writes it to bench/results.md. `-- --large` adds what takes minutes. Budgets fail nobody. */
import { writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { benchBare } from './bare.bench';
import { benchContract } from './contract.bench';
import { benchCrud } from './crud.bench';
import { benchInstall } from './install.bench';
import { benchPage } from './page.bench';
import { benchPublish } from './publish.bench';
import { markdown } from './table';

const figures = [
  ...benchContract(),
  ...(await benchPublish()),
  ...(await benchCrud(process.argv.includes('--large'))),
  ...(await benchBare()),
  ...(await benchInstall()),
  ...(await benchPage()),
];
const table = markdown(figures);
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, Linux ${release().split('-')[0] ?? ''}, Node ${process.versions.node}`;
writeFileSync(
  'bench/results.md',
  `# Benchmark\n\nMeasured by \`npm run bench\` on ${machine}, ${new Date().toISOString().slice(0, 10)}. Budgets are those of the design.\n\n${table}`,
);
console.log(`\n${table}`);
process.exit(0);
