/**
 * Files that lie beside a bundle or in an author's folder (keys, signatures, checksums) as text, in whatever form the tool that
 * wrote them uses: with a byte order mark, as UTF-16 (what PowerShell's `>` writes), or as bare bytes. Texts that hosts read as
 * they are (manifests, migrations, languages) do not come this way: see `kernel/values/text.ts`.
 */
import { derBlock } from './key-forms';
import { toBase64 } from '../values/encoding';

const SIGNATURE_BYTES = 64;

function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return undefined;
}

/** The text without a byte order mark. What is no text becomes one that nothing reads. */
export function sideText(bytes: Uint8Array): string {
  return utf16Of(bytes) ?? new TextDecoder().decode(bytes);
}

/** The text of a signature file; one of 64 bare bytes, as `openssl pkeyutl` writes it, as base64. */
export function signatureText(bytes: Uint8Array): string {
  return bytes.length === SIGNATURE_BYTES ? toBase64(bytes) : sideText(bytes);
}

/** The text of a key file; one in DER as the PEM block that holds it. */
export function keyText(bytes: Uint8Array): string {
  return derBlock(bytes) ?? sideText(bytes);
}
