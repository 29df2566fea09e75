/**
 * What the browser's storage gives back is looked at before it is believed: a browser that was killed while it wrote, a cleaner
 * that went over its files, or another version of the page may have left anything there. One damaged record is set aside;
 * the others are as good as ever.
 */
import { PROVENANCE_KINDS, type Provenance } from '../kernel/project/provenance';
import { PLAYGROUND_FILE, playgroundText } from '../kernel/contract/playground-members';
import type { Rename } from '../kernel/lifecycle/renames';
import type { RowState } from '../kernel/journal/entry';
import type { StoredKey, StoredMeta, StoredProject, TrustedKey } from './project-store';

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const areTexts = (record: Fields, ...names: string[]): boolean => names.every((name) => typeof record[name] === 'string');
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function isFiles(value: unknown): value is StoredProject['files'] {
  return isRecord(value) && Object.values(value).every((content) => typeof content === 'string' || content instanceof Uint8Array);
}

function isRename(value: unknown): value is Rename {
  if (!isRecord(value) || !areTexts(value, 'from', 'to')) return false;
  return value.kind === 'table' || value.kind === 'model' || (value.kind === 'column' && typeof value.table === 'string');
}

function isProvenance(value: unknown): value is Provenance {
  if (!isRecord(value) || !areTexts(value, 'title', 'app')) return false;
  const { kind, at, isFork } = value;
  const isText = (name: string): boolean => value[name] === undefined || typeof value[name] === 'string';
  return (
    ['place', 'digest', 'signer'].every(isText) &&
    (kind === undefined || PROVENANCE_KINDS.some((known) => known === kind)) &&
    (at === undefined || isNumber(at)) &&
    (isFork === undefined || typeof isFork === 'boolean')
  );
}

/** What versions that knew no playground.json kept of a conversion, as that file says it. */
function withSettings(files: StoredProject['files'], settings: unknown): StoredProject['files'] {
  if (!isRecord(settings)) return files;
  const { backend, runInTx } = settings;
  const actions = listOf(runInTx, (name): name is string => typeof name === 'string');
  const members = { ...(isRecord(backend) && { backend }), ...(actions.length > 0 && { run_in_tx: actions }) };
  const own = files[PLAYGROUND_FILE];
  if (Object.keys(members).length === 0 || own !== undefined) return files;
  return { ...files, [PLAYGROUND_FILE]: playgroundText(members) };
}

const listOf = <T>(value: unknown, is: (entry: unknown) => entry is T): T[] => (Array.isArray(value) ? value.filter(is) : []);

/**
 * A project as it was stored; null where its files cannot be told. What is only remembered beside them (renames,
 * provenance) is left out where it is damaged: the project is whole without it.
 */
export function readProject(value: unknown): StoredProject | null {
  if (!isRecord(value) || typeof value.id !== 'string' || !isFiles(value.files)) return null;
  const { id, name, files, lastGoodManifest, renames, settings, provenance, sampleRowsDue, updatedAt } = value;
  return {
    id,
    name: typeof name === 'string' && name !== '' ? name : id,
    files: withSettings(files, settings),
    lastGoodManifest: typeof lastGoodManifest === 'string' ? lastGoodManifest : null,
    ...(renames !== undefined && { renames: listOf(renames, isRename) }),
    ...(provenance !== undefined && { provenance: listOf(provenance, isProvenance) }),
    ...(sampleRowsDue === true && { sampleRowsDue }),
    updatedAt: isNumber(updatedAt) ? updatedAt : 0,
  };
}

/** What is known of a project without its files; null where it is none, or a record that could not be put apart from them. */
export function readMeta(value: unknown): StoredMeta | null {
  if (!isRecord(value) || Object.hasOwn(value, 'files')) return null;
  const meta: (StoredMeta & { files?: StoredProject['files'] }) | null = readProject({ ...value, files: {} });
  delete meta?.files;
  return meta;
}

/** What a damaged record calls itself; its id where it does not say. */
export const nameOfRecord = (value: unknown, id: string): string =>
  isRecord(value) && typeof value.name === 'string' && value.name !== '' ? value.name : id;

const isPublicKey = (value: unknown): boolean =>
  isRecord(value) &&
  value.algorithm === 'Ed25519' &&
  value.raw instanceof Uint8Array &&
  value.raw.length === 32 &&
  typeof value.fingerprint === 'string';

/** Whether a stored key can be used; one that cannot is named to its owner. */
export function isStoredKey(value: unknown): value is StoredKey {
  if (!isRecord(value) || typeof value.name !== 'string' || !isNumber(value.createdAt) || !isRecord(value.key)) return false;
  const { kind, seed, handle, publicKey } = value.key;
  const isWhole = kind === 'seed' ? seed instanceof Uint8Array && seed.length === 32 : kind === 'handle' && handle instanceof CryptoKey;
  return isWhole && isPublicKey(publicKey);
}

/** Whether a key that somebody trusts is one. A damaged one is trusted no more: its owner is asked again. */
export const isTrustedKey = (value: unknown): value is TrustedKey =>
  isRecord(value) && typeof value.name === 'string' && isNumber(value.trustedAt) && isPublicKey(value);

/** Whether a kept row can be brought back. */
export const isRowState = (value: unknown): value is RowState =>
  isRecord(value) && value.op === 'upsert' && areTexts(value, 'schema', 'table', 'id', 'row');
