/** Key and signature files on the command line, in whatever form they were written. */
import { importEncryptedKey } from '../kernel/bundle/encrypted-keys';
import { importPrivateKey, importPublicKey, type PublicKey, type SeedPrivateKey } from '../kernel/bundle/keys';
import { keyText, signatureText } from '../kernel/bundle/side-files';
import { KernelError } from '../kernel/errors';
import { failure } from './errors';
import { readBytes } from './files';
import type { Context } from './io';

/** Holds the passphrase: an argument would stand in the list of processes. */
const PASSPHRASE_VARIABLE = 'METACORE_KEY_PASSPHRASE';
const MAX_SIDE_FILE_BYTES = 64 * 1024;

/** @throws as `readBytes`, `importPrivateKey` and `importEncryptedKey` */
export async function readPrivateKey(context: Context, file: string): Promise<SeedPrivateKey> {
  const text = keyText(await readBytes(context, file, MAX_SIDE_FILE_BYTES));
  try {
    return await importPrivateKey(text);
  } catch (error) {
    if (!(error instanceof KernelError) || error.code !== 'KEY-ENCRYPTED') throw error;
    const passphrase = context.io.env[PASSPHRASE_VARIABLE] ?? '';
    if (passphrase === '')
      throw failure(context.locale, 'KEY-PASSPHRASE-MISSING', 'passphraseMissing', { name: PASSPHRASE_VARIABLE }, error);
    return importEncryptedKey(text, passphrase);
  }
}

/** @throws as `readBytes` and `importPublicKey` */
export async function readPublicKey(context: Context, file: string): Promise<PublicKey> {
  return importPublicKey(keyText(await readBytes(context, file, MAX_SIDE_FILE_BYTES)));
}

/** The text of a signature file, for `parseSignature`. @throws as `readBytes` */
export async function readSignature(context: Context, file: string): Promise<string> {
  return signatureText(await readBytes(context, file, MAX_SIDE_FILE_BYTES));
}
