/** The functions of a module that its manifest names: those a host may call. */
import { isRecord } from '../../values/encoding';

/** Every name that the manifest gives to a function, whatever the block: `"function": "…"`, `"wasm:…"`, `exports: […]`. */
export function namedFunctions(document: unknown): Set<string> {
  const names = new Set<string>();
  const stack: unknown[] = [document];
  for (let seen = 0; stack.length > 0 && seen < 400_000; seen += 1) {
    const value = stack.pop();
    if (typeof value === 'string') {
      if (value.startsWith('wasm:')) names.add(value.slice('wasm:'.length));
    } else if (typeof value === 'object' && value !== null) {
      for (const [member, inner] of Object.entries(value)) {
        if (member === 'function' && typeof inner === 'string') names.add(inner);
        stack.push(inner);
      }
    }
  }
  if (!isRecord(document)) return names;
  const { lifecycle, backend } = document;
  if (isRecord(lifecycle)) for (const name of Object.values(lifecycle)) if (typeof name === 'string') names.add(name);
  if (isRecord(backend) && Array.isArray(backend.exports))
    for (const name of backend.exports) if (typeof name === 'string') names.add(name);
  return names;
}
