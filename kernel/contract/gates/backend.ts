/** The backend's module: what it exports against what the manifest calls, what it imports against what it may. */
import { gateMessages } from '../messages/gates';
import type { Step } from '../pointer';
import { near } from '../suggest';
import { BACKEND_FILE } from '../wasm/abi';
import { HOST_FUNCTIONS, isOffered, SCANNED_FUNCTIONS } from '../wasm/import-policy';
import { readWasmModule, type WasmModule } from '../wasm/module';
import { WasmFormatError } from '../wasm/reader';
import { isBlank } from '../read/context';
import type { FileContext, Gate, GateContext } from './context';

const AT_START = { offset: 0, length: 0 };

export interface Call {
  name: string;
  path: readonly Step[];
}

/** Functions that the command line of the platform collects and looks up. */
function declaredCalls({ manifest }: GateContext): Call[] {
  const calls: Call[] = [];
  const add = (name: string | undefined, path: readonly Step[]): void => {
    if (!isBlank(name)) calls.push({ name: name ?? '', path });
  };
  for (const block of ['actions', 'tools', 'subscriptions'] as const) {
    (manifest.contributions?.[block] ?? []).forEach(({ handler }, index) => {
      if (handler?.type === 'wasm') add(handler.function, ['contributions', block, index, 'handler', 'function']);
    });
  }
  for (const moment of ['install', 'uninstall', 'enable', 'disable'] as const) {
    const name = manifest.lifecycle?.[moment];
    // An address is called, not looked up.
    if (name !== undefined && !/^https?:\/\//.test(name)) add(name, ['lifecycle', moment]);
  }
  (manifest.lifecycle?.upgrade ?? []).forEach((step, index) => {
    if (step.type === 'wasm') add(step.function, ['lifecycle', 'upgrade', index, 'function']);
  });
  return calls;
}

/** Functions that are called at run time, but that nobody looks up before. */
function laterCalls({ manifest }: GateContext): Call[] {
  const calls: Call[] = [];
  const target = (text: string | undefined, path: readonly Step[]): void => {
    if (text?.startsWith('wasm:') === true) calls.push({ name: text.slice('wasm:'.length), path });
  };
  for (const block of ['schedules', 'webhooks', 'backfills'] as const)
    (manifest[block] ?? []).forEach((entry, index) => target(entry.do, [block, index, 'do']));
  (manifest.edge_devices ?? []).forEach(({ events }, index) =>
    (events ?? []).forEach((event, at) => target(event.do, ['edge_devices', index, 'events', at, 'do'])),
  );
  (manifest.models ?? []).forEach(({ formulas, on_transition }, index) => {
    (formulas ?? []).forEach(({ handler }, at) => target(handler, ['models', index, 'formulas', at, 'handler']));
    (on_transition ?? []).forEach((hook, at) => target(hook.do, ['models', index, 'on_transition', at, 'do']));
  });
  (manifest.connectors ?? []).forEach(({ test_export: name }, index) => {
    if (!isBlank(name)) calls.push({ name: name ?? '', path: ['connectors', index, 'test_export'] });
  });
  (manifest.provides_capabilities ?? []).forEach(({ handler }, index) => {
    if (handler.type === 'wasm' && !isBlank(handler.function))
      calls.push({ name: handler.function ?? '', path: ['provides_capabilities', index, 'handler', 'function'] });
  });
  return calls;
}

export const backendModule: Gate = (context) => {
  const { files, strictError } = context;
  const declared = declaredCalls(context);
  const content = files.get(BACKEND_FILE);
  if (content === undefined) {
    const [first] = declared;
    if (first !== undefined) strictError('GATE-NO-WASM', first.path, gateMessages.noModule([...new Set(declared.map(({ name }) => name))]));
    return;
  }
  checkModule(context, BACKEND_FILE, content, {
    declared,
    later: laterCalls(context),
    kinds: new Set((context.manifest.capabilities ?? []).map(({ kind }) => kind)),
  });
};

/** A module against what calls it (`declared`: what the publish check looks up, `later`: what only we do) and the kinds of capability it has. */
export function checkModule(
  context: FileContext,
  file: string,
  content: string | Uint8Array,
  { declared, later, kinds }: { declared: readonly Call[]; later: readonly Call[]; kinds: ReadonlySet<string> },
): void {
  const { inFile, strictError, warning } = context;
  const module = moduleOf(content);
  if (module === null) {
    inFile('strict', 'GATE-WASM', file, AT_START, gateMessages.badModule(file));
    return;
  }
  const { functions, hasMemory } = module;
  for (const { name, path } of declared)
    if (!functions.has(name)) strictError('GATE-EXPORT', path, near(gateMessages.notExported(file, name), name, functions));
  for (const { name, path } of later)
    if (!functions.has(name)) warning('GATE-EXPORT', path, near(gateMessages.notExportedLater(file, name), name, functions));
  if (!hasMemory) inFile('strict', 'GATE-ABI', file, AT_START, gateMessages.noAbi(file, 'memory'));
  if (!functions.has('alloc')) inFile('strict', 'GATE-ABI', file, AT_START, gateMessages.noAbi(file, 'alloc'));
  checkImports(context, file, module, kinds);
}

function moduleOf(content: string | Uint8Array): WasmModule | null {
  if (typeof content === 'string') return null;
  try {
    return readWasmModule(content);
  } catch (error) {
    if (error instanceof WasmFormatError) return null;
    throw error;
  }
}

function checkImports({ inFile }: FileContext, file: string, { imports }: WasmModule, kinds: ReadonlySet<string>): void {
  for (const { module, name, kind } of imports) {
    // Hosts look at functions only.
    if (kind !== 'function') continue;
    if (!isOffered(module, name)) {
      inFile('strict', 'GATE-IMPORT', file, AT_START, gateMessages.importUnknown(file, module, name));
      continue;
    }
    const needed = module === 'metacore_host' ? (HOST_FUNCTIONS.get(name) ?? []) : [];
    if (needed.length === 0 || needed.some((wanted) => kinds.has(wanted))) continue;
    const level = SCANNED_FUNCTIONS.has(name) ? 'strict' : 'warning';
    inFile(level, 'GATE-GRANT', file, AT_START, gateMessages.importWithoutGrant(file, name, needed));
  }
}
