/** What differs between two bundles: files, the manifest's values, sizes. Plain data. */
import { equalBytes, isRecord } from '../values/encoding';

export interface FileChange {
  path: string;
  change: 'added' | 'removed' | 'changed';
  /** Bytes before and after; null where there is no file. */
  before: number | null;
  after: number | null;
}

export interface ValueChange {
  /** JSON pointer into the manifest. */
  path: string;
  change: 'added' | 'removed' | 'changed';
  /** Values as JSON, cut to `MAX_VALUE_CHARS`; absent where there is none. */
  before?: string;
  after?: string;
}

export interface BundleDiff {
  /** Every file has the same bytes. */
  same: boolean;
  files: FileChange[];
  /** Null when a manifest is no JSON. */
  manifest: ValueChange[] | null;
  /** Sum of the contents, in bytes. */
  unpacked: { before: number; after: number };
}

/** Values of the manifest that are listed; a rewritten one is better read as a whole. */
export const MAX_VALUE_CHANGES = 1_000;
const MAX_VALUE_CHARS = 200;
/** The parser takes 512 levels; deeper documents are compared as a whole at this depth. */
const MAX_DEPTH = 64;

const shortened = (value: unknown): string => {
  const json = JSON.stringify(value);
  return json.length > MAX_VALUE_CHARS ? `${json.slice(0, MAX_VALUE_CHARS - 1)}…` : json;
};

const step = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Entries of a list that have a key are compared by it, so that one inserted in front does not change all that follow. */
function keyedEntries(list: readonly unknown[]): Map<string, { value: unknown; index: number }> | null {
  const entries = new Map<string, { value: unknown; index: number }>();
  for (const [index, value] of list.entries()) {
    const name = isRecord(value) ? (value.key ?? value.name) : undefined;
    if (typeof name !== 'string' || entries.has(name)) return null;
    entries.set(name, { value, index });
  }
  return entries;
}

function compareValues(before: unknown, after: unknown, path: string, depth: number, found: ValueChange[]): void {
  if (found.length >= MAX_VALUE_CHANGES || Object.is(before, after)) return;
  if (before === undefined || after === undefined) {
    const change = before === undefined ? 'added' : 'removed';
    found.push({
      path,
      change,
      ...(before === undefined ? {} : { before: shortened(before) }),
      ...(after === undefined ? {} : { after: shortened(after) }),
    });
    return;
  }
  if (depth < MAX_DEPTH && isRecord(before) && isRecord(after)) {
    const own = (value: Record<string, unknown>, name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined);
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      compareValues(own(before, name), own(after, name), `${path}${step(name)}`, depth + 1, found);
    return;
  }
  if (depth < MAX_DEPTH && Array.isArray(before) && Array.isArray(after)) {
    const [old, now] = [keyedEntries(before), keyedEntries(after)];
    if (old !== null && now !== null) {
      for (const [name, { value, index }] of old)
        compareValues(value, now.get(name)?.value, `${path}/${String(now.get(name)?.index ?? index)}`, depth + 1, found);
      for (const [name, { value, index }] of now)
        if (!old.has(name)) compareValues(undefined, value, `${path}/${String(index)}`, depth + 1, found);
      return;
    }
    for (let index = 0; index < Math.max(before.length, after.length); index += 1)
      compareValues(before[index], after[index], `${path}/${String(index)}`, depth + 1, found);
    return;
  }
  if (JSON.stringify(before) !== JSON.stringify(after))
    found.push({ path, change: 'changed', before: shortened(before), after: shortened(after) });
}

function manifestOf(files: ReadonlyMap<string, Uint8Array>): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(files.get('manifest.json') ?? new Uint8Array())) as unknown;
  } catch {
    return undefined;
  }
}

const bytesOf = (files: ReadonlyMap<string, Uint8Array>): number => [...files.values()].reduce((sum, { length }) => sum + length, 0);

/** Compares the files of two bundles. Neither is judged; a hostile one costs no more than its size. */
export function diffBundles(before: ReadonlyMap<string, Uint8Array>, after: ReadonlyMap<string, Uint8Array>): BundleDiff {
  const files: FileChange[] = [];
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(path), after.get(path)];
    if (old !== undefined && now !== undefined && equalBytes(old, now)) continue;
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    files.push({ path, change, before: old?.length ?? null, after: now?.length ?? null });
  }
  const [old, now] = [manifestOf(before), manifestOf(after)];
  const values: ValueChange[] = [];
  if (old !== undefined && now !== undefined) compareValues(old, now, '', 0, values);
  return {
    same: files.length === 0,
    files,
    manifest: old === undefined || now === undefined ? null : values,
    unpacked: { before: bytesOf(before), after: bytesOf(after) },
  };
}
