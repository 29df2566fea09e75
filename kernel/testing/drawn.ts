/**
 * What every generated test is drawn from. `npm test` draws the same cases each time; `npm run fuzz` draws new and more of
 * them. `PLAYGROUND_SEED=…` sets the seed of all of them, with either command.
 */
const USUAL_SEED = 20_260_217;

/** Whether the run is `npm run fuzz`. */
export const isFuzz = process.env.PLAYGROUND_FUZZ === '1';

/** The one seed of the run. */
export const SEED = Number(process.env.PLAYGROUND_SEED ?? USUAL_SEED);
if (!Number.isInteger(SEED)) throw new Error('PLAYGROUND_SEED must be a whole number');

/** How many cases: `usual` of them in `npm test`, `fuzz` of them in `npm run fuzz`. */
export const cases = (usual: number, fuzz: number): number => (isFuzz ? fuzz : usual);
