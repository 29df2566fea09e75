/**
 * Loads a module against a host that answers nothing: what review does before anything else. Plain JavaScript, because the command
 * line runs it in a thread of its own, where a start function that never ends can be ended.
 */

/** What a host gives one guest at most: 256 MiB. A module that asks for more is refused before it is compiled. */
export const MAX_MEMORY_PAGES = 4096;

/** Functions of the host that return nothing, or a plain number; every other one returns a packed pair in 64 bits. */
const PLAIN = new Set(['log']);

function stubs(module) {
  // Without prototypes: a module may call an import __proto__, and what it is given there is not to be everybody's.
  const imports = Object.create(null);
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    imports[from] ??= Object.create(null);
    if (kind === 'function') imports[from][name] = from === 'metacore_host' && !PLAIN.has(name) ? () => 0n : () => 0;
    else if (kind === 'memory') imports[from][name] = new WebAssembly.Memory({ initial: 16, maximum: MAX_MEMORY_PAGES });
    else if (kind === 'table') imports[from][name] = new WebAssembly.Table({ initial: 16, element: 'anyfunc' });
    else throw new Error(`the host offers no ${kind} ${from}.${name}`);
  }
  return imports;
}

/** Initial pages of the module's own memory; 0 where it has none. Reads the memory section only. */
function memoryPages(bytes) {
  let at = 8;
  const leb = () => {
    let value = 0;
    for (let shift = 0; shift < 10 && at < bytes.length; shift += 1) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if ((byte & 0x80) === 0) break;
    }
    return value;
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const size = leb();
    const next = at + size;
    if (id === 5 && leb() > 0) {
      leb();
      return leb();
    }
    at = next;
  }
  return 0;
}

/** Compiles and instantiates; runs the start section and nothing else. */
export async function dryInstantiate(bytes) {
  try {
    const pages = memoryPages(bytes);
    if (pages > MAX_MEMORY_PAGES)
      return { ok: false, reason: `it asks for ${pages} pages of memory, ${MAX_MEMORY_PAGES} are given at most` };
    const module = await WebAssembly.compile(bytes);
    await WebAssembly.instantiate(module, stubs(module));
    return { ok: true, reason: '' };
  } catch (error) {
    return { ok: false, reason: (error instanceof Error ? error.message : String(error)).slice(0, 300) };
  }
}
