/** A request made ready to be planned: what can be refused without the database is refused, and its SQL is read. */
import type { ManifestV3 } from '../../schemas';
import { isReservedKey } from '../contract/reserved-keys';
import { schemaOf } from '../schema/schema-of';
import { cleanValue } from '../values/text';
import { ladderFiles } from './ladder';
import { installError } from './messages';
import { forwardPaths, readSqlFiles, readSqlFilesLeniently, type Refused, type SqlFile } from './migrations';
import type { InstallRequest } from './request';
import type { WayBack } from './way-back';

/** What is done with a bundle. */
export type BundleOperation = 'install' | 'upgrade';
export type OperationName = BundleOperation | 'rollback';

export interface Prepared {
  operation: OperationName;
  request: InstallRequest;
  /** Files of `migrations/` in their order, without those of the ladder; on a way back what takes them back, the last one first. */
  migrations: SqlFile[];
  /** In development, the migration that could not be read, if there is one. */
  unread: (Refused & { path: string }) | null;
  /** Files of the upgrade ladder, as far as the bundle has them. */
  ladder: SqlFile[];
  /** On a way back, what is to be put in place of each organization's installation. */
  back?: readonly WayBack[];
}

/** The texts of an addon as the database can hold them. */
function cleanRequest(request: InstallRequest): InstallRequest {
  const { manifest, locales, settings, backend, templateFiles } = request;
  return {
    ...request,
    manifest: cleanValue(manifest) as ManifestV3,
    locales: cleanValue(locales) as InstallRequest['locales'],
    ...(settings !== undefined && { settings: cleanValue(settings) as Record<string, unknown> }),
    ...(backend !== undefined && { backend: cleanValue(backend) as NonNullable<InstallRequest['backend']> }),
    ...(templateFiles !== undefined && { templateFiles: cleanValue(templateFiles) as Record<string, string> }),
  };
}

/**
 * @throws KernelError `key_reserved`, what `schemaOf` throws, and what `readSqlFiles` throws
 */
export async function prepare(given: InstallRequest, operation: BundleOperation): Promise<Prepared> {
  // NUL and half a surrogate pair have no place in the database; the check tells of both.
  const request = cleanRequest(given);
  const { manifest, organizationIds, sqlFiles = {}, development } = request;
  const { key } = manifest.metadata;
  if (isReservedKey(key)) throw installError('key_reserved', { key });
  for (const organizationId of organizationIds) schemaOf(manifest, organizationId);
  const tables = new Set((manifest.models ?? []).map(({ table }) => table));
  const onLadder = ladderFiles(manifest.lifecycle?.upgrade ?? []);
  const read = (paths: readonly string[]) => readSqlFiles(sqlFiles, paths, key, tables);
  const paths = forwardPaths(Object.keys(sqlFiles)).filter((path) => !onLadder.has(path));
  // An upgrade, and an install of a release, refuse what an author who types is only told of.
  const isLenient = operation === 'install' && development === true;
  const migrations = isLenient ? await readSqlFilesLeniently(sqlFiles, paths, key, tables) : { read: await read(paths), failed: null };
  return {
    operation,
    request,
    migrations: migrations.read,
    unread: migrations.failed,
    ladder: operation === 'upgrade' ? await read([...onLadder].filter((path) => Object.hasOwn(sqlFiles, path))) : [],
  };
}
