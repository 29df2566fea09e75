import { isRecord } from './values/encoding';

/**
 * One text for every JSON value that is the same but for the order of its members: they are sorted, at every depth.
 * @throws RangeError for what is nested deeper than the stack reaches
 */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
