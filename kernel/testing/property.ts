/**
 * fast-check with the seed of the run: specs import it from here, so that one variable draws all of them anew. Under
 * `npm run fuzz` each property leaves a line with what was drawn, which the summary at its end is made of.
 */
import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import { SEED } from './drawn';

const log = process.env.PLAYGROUND_FUZZ_LOG;

fc.configureGlobal({ seed: SEED });
if (log !== undefined)
  fc.installGlobalPlugin(() => ({
    onAllRunsComplete: ({ numRuns }) => {
      const { currentTestName, testPath } = expect.getState();
      appendFileSync(log, `${JSON.stringify({ spec: testPath, test: currentTestName, cases: numRuns })}\n`);
    },
  }));

export default fc;
