/**
 * How much a bundle may weigh. Units are in the names; every limit is checked on bytes really read, never on what a header
 * claims. The same numbers hold for writing, so that nothing is built that could not be opened again.
 */
export interface BundleLimits {
  /** Size of the `.mcbundle` file itself. Checked before the bytes are hashed. */
  maxPackedBytes: number;
  /** Above this the marketplace refuses an upload, though a host would install it: a warning. */
  warnPackedBytes: number;
  /** Sum of the contents of all entries. */
  maxUnpackedBytes: number;
  /** Files and folders together. */
  maxEntries: number;
  /** Files below `frontend/`. */
  maxFrontendFiles: number;
  /** Files `migrations/*.sql`. */
  maxMigrations: number;
  /** Any one entry whose name ends in `.wasm`. */
  maxWasmBytes: number;
  /** One entry's path, in bytes of UTF-8. */
  maxPathBytes: number;
}

const MIB = 1024 * 1024;

export const BUNDLE_LIMITS: Readonly<BundleLimits> = Object.freeze({
  maxPackedBytes: 50_000_000,
  warnPackedBytes: 32 * MIB,
  maxUnpackedBytes: 64 * MIB,
  maxEntries: 4_096,
  maxFrontendFiles: 200,
  maxMigrations: 25,
  maxWasmBytes: 10 * MIB,
  maxPathBytes: 255,
});

/**
 * What headers, padding and the zero blocks at the end may add to the contents: room for `maxEntries` entries with long
 * names. Without it an archive of nothing but padding would never end.
 */
export const MAX_TAR_FRAMING_BYTES = 8 * MIB;

/** Extended headers (pax, GNU long names) carry names and little else; one larger than this is an attack. */
export const MAX_TAR_EXTENSION_BYTES = 64 * 1024;

/** `1536` → `1.5 KiB`; whole numbers stay whole. For sentences shown to people. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < MIB ? [bytes / 1024, 'KiB'] : [bytes / MIB, 'MiB'];
  return `${Number(value.toFixed(1))} ${unit}`;
}
