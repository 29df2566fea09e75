import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { bundleError, localizedSentence, printableEntry } from './messages';

describe('sentences about bundles', () => {
  it('are said again in the other language from the error alone', () => {
    const error = bundleError('BUNDLE-PATH-ABSOLUTE', { entry: '/etc/passwd' });
    expect(localizedSentence(error, 'es')).toBe(
      'La entrada /etc/passwd tiene una ruta absoluta; las rutas deben ser relativas al complemento.',
    );
    expect(localizedSentence(error, 'en')).toBe(error.message);
    expect(localizedSentence(new KernelError('OTHER', 'As it is.'), 'es')).toBe('As it is.');
  });

  it('show hostile names without obeying them', () => {
    expect(printableEntry('a\u001b[2Jb\u202etxt.exe')).toBe('a\\u001b[2Jb\\u202etxt.exe');
    expect(printableEntry('x'.repeat(500))).toBe(`${'x'.repeat(119)}…`);
  });

  it('give sizes in the unit of the limit, and in bytes when rounding would hide the difference', () => {
    expect(bundleError('BUNDLE-PACKED-SIZE', { actual: 61_000_000, limit: 50_000_000 }).message).toBe(
      'The bundle is 61 MB; at most 50 MB are accepted.',
    );
    expect(bundleError('BUNDLE-WASM-SIZE', { entry: 'a.wasm', actual: 12 * 1024 * 1024, limit: 10 * 1024 * 1024 }).message).toBe(
      'a.wasm is 12 MiB; a WebAssembly module may have at most 10 MiB.',
    );
  });
});
