/** `serve`: the kernel with some addons over HTTP, until it is stopped. */
import { existsSync, readFileSync } from 'node:fs';
import { readBundle } from '../../kernel/bundle/read';
import { sha256Hex } from '../../kernel/bundle/digest';
import { check } from '../../kernel/contract/check';
import { ORGANIZATIONS } from '../../kernel/database/core-data';
import { openPGlite } from '../../kernel/database/pglite';
import { messageOf } from '../../kernel/errors';
import { flattenLocales } from '../../kernel/installer/locales';
import { createKernel, type Kernel } from '../../kernel/kernel';
import type { Command } from '../command';
import { failure, UsageError } from '../errors';
import { kindOf, readAddonFolder, readPacked, readText } from '../files';
import { EXIT, type Context } from '../io';
import { judge } from '../judge';
import { say } from '../messages';
import { textReport } from '../report';
import { startServer } from '../serve/server';

const DEFAULT_PORT = 8787;
const MAX_PORT = 65_535;
const SEED_IMAGE = new URL('../../public/seed/pgdata.bin', import.meta.url);

interface Addon {
  manifestText: string;
  files: ReadonlyMap<string, Uint8Array>;
}

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

async function readAddon(context: Context, path: string): Promise<Addon> {
  if ((await kindOf(context, path)) === 'folder') {
    const files = await readAddonFolder(context, path);
    return { manifestText: textOf(files.get('manifest.json')), files };
  }
  if (/\.json$/i.test(path)) return { manifestText: await readText(context, path), files: new Map() };
  const { files, manifestText } = await readBundle(await readPacked(context, path), { locale: context.locale });
  return { manifestText, files };
}

/** Installs an addon for every organization, so that one can look at it as each. @throws KernelError when it is not accepted */
async function installAddon(context: Context, kernel: Kernel, path: string): Promise<string> {
  const report = await judge(context, path, true);
  const { manifestText, files } = report.accepted
    ? await readAddon(context, path)
    : { manifestText: '', files: new Map<string, Uint8Array>() };
  const { manifest } = check(manifestText, { strict: false });
  if (!report.accepted || !manifest) {
    context.io.err(textReport(context, report));
    throw failure(context.locale, 'SERVE-REJECTED', 'serveRejected', { file: path });
  }
  const localeFiles = Object.fromEntries((manifest.i18n?.bundles ?? []).map((bundle) => [bundle.path, textOf(files.get(bundle.path))]));
  const named = (manifest.extension_points?.events ?? []).flatMap(({ payload_schema: path }) => (path === undefined ? [] : [path]));
  const schemaFiles = Object.fromEntries(named.filter((path) => files.has(path)).map((path) => [path, textOf(files.get(path))]));
  for (const { id } of ORGANIZATIONS) {
    await kernel.install({
      manifest,
      manifestHash: `sha256:${await sha256Hex(new TextEncoder().encode(manifestText))}`,
      organizationId: id,
      locales: flattenLocales(manifest, localeFiles),
      schemaFiles,
    });
  }
  return manifest.metadata.key;
}

function portOf(text: string | undefined, context: Context): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : MAX_PORT + 1;
  if (port > MAX_PORT) throw new UsageError(context.locale, 'badPort', { name: text });
  return port;
}

/** Resolves when the person stops the program. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** `serve [--addon] PATH… [--port N]` */
export const serveCommand: Command = {
  name: 'serve',
  options: { addon: { type: 'text' }, port: { type: 'text' } },
  async run(args, context) {
    const port = portOf(args.text('port'), context);
    const paths = [...args.texts('addon'), ...args.positionals];
    // A mistyped path is said before the database is opened, which takes seconds.
    for (const path of paths) await kindOf(context, path);
    const seedImage = existsSync(SEED_IMAGE) ? { seedImage: new Blob([readFileSync(SEED_IMAGE)]) } : {};
    const database = await openPGlite(seedImage);
    try {
      const kernel = await createKernel({ database, reportError: (error) => context.io.err(`${messageOf(error)}\n`) });
      const keys: string[] = [];
      for (const path of paths) keys.push(await installAddon(context, kernel, path));
      const server = await startServer(kernel, port).catch((error: unknown) => {
        throw failure(context.locale, 'SERVE-PORT', 'portTaken', { name: port, reason: messageOf(error) }, error);
      });
      const url = `http://127.0.0.1:${server.port}/api`;
      const list = keys.length === 0 ? say(context.locale, 'none') : keys.join(', ');
      context.io.out(
        context.json
          ? `${JSON.stringify({ url, port: server.port, addons: keys })}\n`
          : `${say(context.locale, 'serving', { url, list })}\n`,
      );
      await (context.io.stopped?.() ?? interrupted());
      await server.close();
    } finally {
      await database.close();
    }
    return EXIT.ok;
  },
};
