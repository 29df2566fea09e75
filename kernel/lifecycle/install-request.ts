/** What an install is asked for, made of a manifest and the files beside it. */
import type { ManifestV3 } from '../../schemas';
import { sha256Hex } from '../bundle/digest';
import { ORGANIZATIONS } from '../database/core-rows';
import { ladderFiles } from './ladder';
import { flattenLocales } from './locales';
import { forwardPaths, stepBackPaths } from './migrations';
import type { InstallRequest } from './request';

/** The text of one of the addon's files; undefined where it has none of that path. */
export type TextOf = (path: string) => string | undefined;

function texts(paths: readonly string[], textOf: TextOf): Record<string, string> {
  return Object.fromEntries(
    paths.flatMap((path) => {
      const text = textOf(path);
      return text === undefined ? [] : [[path, text]];
    }),
  );
}

/**
 * An install for every organization of the host, with those of the addon's files that its manifest names, and its migrations among
 * `paths`.
 */
export async function buildInstallRequest(
  manifest: ManifestV3,
  manifestText: string,
  textOf: TextOf,
  paths: readonly string[] = [],
): Promise<InstallRequest> {
  const { i18n, extension_points: points, contributions, lifecycle } = manifest;
  const localePaths = (i18n?.bundles ?? []).map(({ path }) => path);
  const schemaPaths = (points?.events ?? []).flatMap(({ payload_schema: path }) => (path === undefined ? [] : [path]));
  const templatePaths = (contributions?.documents ?? []).map(({ template }) => template);
  return {
    manifest,
    manifestHash: `sha256:${await sha256Hex(new TextEncoder().encode(manifestText))}`,
    organizationIds: ORGANIZATIONS.map(({ id }) => id),
    locales: flattenLocales(manifest, texts(localePaths, textOf)),
    schemaFiles: texts(schemaPaths, textOf),
    templateFiles: texts(templatePaths, textOf),
    ...(paths.length > 0 && {
      sqlFiles: texts([...forwardPaths(paths), ...stepBackPaths(paths), ...ladderFiles(lifecycle?.upgrade ?? [])], textOf),
    }),
  };
}
