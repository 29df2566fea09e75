/** Reading and writing of a command's files, bounded, with sentences instead of system errors. */
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { BUNDLE_LIMITS, formatBytes } from '../kernel/bundle/limits';
import { failure, UsageError } from './errors';
import type { Context } from './io';

/** A folder with more than this is not an addon; most are a few dozen files. */
const MAX_FOLDER_FILES = 2 * BUNDLE_LIMITS.maxEntries;
const MAX_FOLDER_DEPTH = 32;
const MAX_TEXT_BYTES = 16 * 1024 * 1024;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EIO';
}

export function absolute(context: Context, file: string): string {
  return resolve(context.io.cwd, file);
}

/** @throws UsageError when there is nothing of that name */
export async function kindOf(context: Context, file: string): Promise<'file' | 'folder'> {
  try {
    const stats = await stat(absolute(context, file));
    if (stats.isDirectory()) return 'folder';
    if (stats.isFile()) return 'file';
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') throw new UsageError(context.locale, 'fileNotFound', { file });
    throw failure(context.locale, 'FILE-UNREADABLE', 'fileUnreadable', { file, reason: codeOf(error) }, error);
  }
  throw new UsageError(context.locale, 'expectedFile', { file });
}

/** @throws UsageError (no such file), KernelError `FILE-TOO-LARGE`, `FILE-UNREADABLE` */
export async function readBytes(context: Context, file: string, maxBytes: number): Promise<Uint8Array> {
  if ((await kindOf(context, file)) === 'folder') throw new UsageError(context.locale, 'expectedFile', { file });
  try {
    const { size } = await stat(absolute(context, file));
    if (size > maxBytes) throw failure(context.locale, 'FILE-TOO-LARGE', 'fileTooLarge', { file, limit: formatBytes(maxBytes) });
    return new Uint8Array(await readFile(absolute(context, file)));
  } catch (error) {
    if (codeOf(error) === 'FILE-TOO-LARGE') throw error;
    throw failure(context.locale, 'FILE-UNREADABLE', 'fileUnreadable', { file, reason: codeOf(error) }, error);
  }
}

/** @throws as `readBytes`, and KernelError `FILE-ENCODING` */
export async function readText(context: Context, file: string, maxBytes = MAX_TEXT_BYTES): Promise<string> {
  const bytes = await readBytes(context, file, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw failure(context.locale, 'FILE-ENCODING', 'notUtf8', { file }, error);
  }
}

/** A bundle. Room beyond the limit, so that the bundle's own sentence tells about it; beyond that it is not even read. */
export function readPacked(context: Context, file: string): Promise<Uint8Array> {
  return readBytes(context, file, 4 * BUNDLE_LIMITS.maxPackedBytes);
}

/**
 * The files of an addon's folder by their path in it. Hidden files, `node_modules` and everything that is no regular file
 * (links too: they could lead anywhere) are passed over.
 */
export async function readAddonFolder(context: Context, folder: string): Promise<Map<string, Uint8Array>> {
  if ((await kindOf(context, folder)) !== 'folder') throw new UsageError(context.locale, 'expectedFolder', { file: folder });
  const { locale } = context;
  const root = absolute(context, folder);
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  const walk = async (path: string, depth: number): Promise<void> => {
    const tooLarge = () => failure(locale, 'FOLDER-TOO-LARGE', 'folderTooLarge', { file: folder, limit: MAX_FOLDER_FILES });
    if (depth > MAX_FOLDER_DEPTH) throw tooLarge();
    for (const name of (await readdir(join(root, path))).sort()) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const inside = path === '' ? name : `${path}/${name}`;
      const stats = await lstat(join(root, inside));
      if (stats.isDirectory()) await walk(inside, depth + 1);
      if (!stats.isFile() || /\.(mcbundle|tar\.gz|tgz|sig)$/i.test(name)) continue;
      bytes += stats.size;
      if (files.size >= MAX_FOLDER_FILES) throw tooLarge();
      // Room beyond the limit, so that the bundle's own sentence names the file that is too much.
      const limit = 2 * BUNDLE_LIMITS.maxUnpackedBytes;
      if (bytes > limit) throw failure(locale, 'FOLDER-TOO-HEAVY', 'folderTooHeavy', { file: folder, limit: formatBytes(limit) });
      files.set(inside, new Uint8Array(await readFile(join(root, inside))));
    }
  };
  try {
    await walk('', 0);
  } catch (error) {
    if (codeOf(error).startsWith('FOLDER-')) throw error;
    throw failure(locale, 'FILE-UNREADABLE', 'fileUnreadable', { file: folder, reason: codeOf(error) }, error);
  }
  return files;
}

export interface WriteOptions {
  /** Refuse a file that is there already. Always set for keys: a lost key cannot be made again. */
  keepExisting?: boolean;
  /** Permission bits; default by the person's umask. */
  mode?: number;
}

/** Writes a file and the folders above it. @throws KernelError `FILE-EXISTS`, `FILE-UNWRITABLE` */
export async function writeOutput(context: Context, file: string, content: string | Uint8Array, options: WriteOptions = {}): Promise<void> {
  const path = absolute(context, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    const flags = constants.O_WRONLY | constants.O_CREAT | (options.keepExisting ? constants.O_EXCL : constants.O_TRUNC);
    const handle = await open(path, flags, options.mode ?? 0o666);
    try {
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && options.keepExisting) throw failure(context.locale, 'FILE-EXISTS', 'exists', { file }, error);
    throw failure(context.locale, 'FILE-UNWRITABLE', 'fileUnwritable', { file, reason: codeOf(error) }, error);
  }
}

/** Whether something of that name is there. */
export async function isThere(context: Context, file: string): Promise<boolean> {
  try {
    await lstat(absolute(context, file));
    return true;
  } catch {
    return false;
  }
}

/** Whether a folder may be filled: absent, or empty. */
export async function isFreeFolder(context: Context, folder: string): Promise<boolean> {
  try {
    return (await readdir(absolute(context, folder))).length === 0;
  } catch (error) {
    return codeOf(error) === 'ENOENT';
  }
}
