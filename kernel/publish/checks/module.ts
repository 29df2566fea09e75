/** The backend's module beyond what the contract's gates look at: size, entry points, density of exports, and whether it loads at all. */
import { BUNDLE_LIMITS } from '../../bundle/limits';
import { BACKEND_FILE } from '../../contract/wasm/abi';
import { namedFunctions } from '../../contract/wasm/named-functions';
import { readWasmModule } from '../../contract/wasm/module';
import { WasmFormatError } from '../../contract/wasm/reader';
import type { PublishCheck, PublishContext } from '../context';
import { publishMessages } from '../messages';

/** Loads a module against a host that answers nothing, within a time of its own choosing. */
export type DryRun = (module: Uint8Array) => Promise<{ ok: boolean; reason: string }>;

/** Above this many, and above twenty times what is named, exports look like a library and not like an addon. */
const MANY_EXPORTS = 200;
const ALWAYS_THERE = new Set(['alloc', 'free', 'malloc', 'calloc', 'realloc', '_start', '_initialize', 'handle_request']);
const ENTRY_POINTS = ['_start', 'handle_request'];

function moduleOf({ files }: PublishContext): { bytes: Uint8Array; functions: ReadonlySet<string> } | null {
  const bytes = files.get(BACKEND_FILE);
  if (bytes === undefined) return null;
  try {
    return { bytes, functions: readWasmModule(bytes).functions };
  } catch (error) {
    // What is no module is the contract's finding (GATE-WASM).
    if (error instanceof WasmFormatError) return null;
    throw error;
  }
}

/** Rules `PUB-WASM-SIZE`, `PUB-WASM-ENTRY`, `PUB-WASM-EXPORTS`, `PUB-WASM-LOAD`. */
export function backendScan(dryRun: DryRun | undefined): PublishCheck {
  return async (context) => {
    const { files, document, find } = context;
    const size = files.get(BACKEND_FILE)?.length ?? 0;
    const place = { file: BACKEND_FILE };
    if (size > BUNDLE_LIMITS.maxWasmBytes)
      find('PUB-WASM-SIZE', 'reject', publishMessages.moduleLarge((size / 1024 / 1024).toFixed(1)), place);
    const module = moduleOf(context);
    if (module === null) return;
    const named = namedFunctions(document);
    const own = [...module.functions].filter((name) => !ALWAYS_THERE.has(name));
    if (!ENTRY_POINTS.some((name) => module.functions.has(name)) && ![...named].some((name) => module.functions.has(name)))
      find('PUB-WASM-ENTRY', 'reject', publishMessages.moduleNoEntry(), place);
    if (own.length > MANY_EXPORTS && own.length > 20 * named.size)
      find('PUB-WASM-EXPORTS', 'advice', publishMessages.moduleDensity(own.length), place);
    if (dryRun === undefined) return;
    const { ok, reason } = await dryRun(module.bytes);
    if (!ok) find('PUB-WASM-LOAD', 'reject', publishMessages.moduleInvalid(reason), place);
  };
}
