/** How long a verdict takes, by the size of the manifest. The engine is the one of the language worker. */
import { check } from '../kernel/contract/check';
import { type Figure, percentile, plain, within } from './table';
import { manifestOfSize } from './manifests';

const RUNS = 60;
const WARM_UP = 10;

export function benchContract(): Figure[] {
  return [10, 50, 500].flatMap((kilobytes) => {
    const text = manifestOfSize(kilobytes * 1024);
    const samples: number[] = [];
    for (let run = 0; run < RUNS + WARM_UP; run += 1) {
      // A keystroke changes the text: no run may profit from the one before.
      const edited = text.replace('"description": "', `"description": "${String(run)}`);
      const started = performance.now();
      const { accepted } = check(edited);
      if (!accepted) throw new Error('the manifest of the benchmark is not accepted');
      if (run >= WARM_UP) samples.push(performance.now() - started);
    }
    const what = `verdict on a ${kilobytes} KB manifest`;
    const p95 = percentile(samples, 0.95);
    return [
      plain(`${what}, p50`, `${percentile(samples, 0.5).toFixed(1)} ms`),
      kilobytes === 50 ? within(`${what}, p95`, p95, 50) : plain(`${what}, p95`, `${p95.toFixed(1)} ms`),
    ];
  });
}
