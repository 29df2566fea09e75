/** The gates that read files, for the flat v2 shape: migrations, and the module that its `backend` names. */
import type { ManifestV2 } from '../../../schemas';
import { gateMessages } from '../messages/gates';
import type { Step } from '../pointer';
import { isBlank } from '../read/context';
import { type Call, checkModule } from './backend';
import type { FileContext } from './context';
import { leftOvers } from './left-overs';
import { migrations } from './migrations';

/** Functions that hosts dispatch to, where the document names them. */
function calls({ backend, actions, extensions, lifecycle_hooks }: ManifestV2): Call[] {
  const found: Call[] = [];
  const add = (name: string | null | undefined, path: readonly Step[]): void => {
    if (typeof name === 'string' && !isBlank(name)) found.push({ name, path });
  };
  (backend?.exports ?? []).forEach((name, index) => add(name, ['backend', 'exports', index]));
  for (const key of Object.keys(backend?.hooks ?? {})) add(key.split('::')[1], ['backend', 'hooks', key]);
  const trigger = (list: NonNullable<ManifestV2['actions']>[string], path: readonly Step[]): void =>
    (list ?? []).forEach((action, index) => {
      if (action.trigger?.type === 'wasm') add(action.trigger.export, [...path, index, 'trigger', 'export']);
    });
  for (const [model, list] of Object.entries(actions ?? {})) trigger(list, ['actions', model]);
  (extensions ?? []).forEach((extension, index) => trigger(extension.actions ?? [], ['extensions', index, 'actions']));
  for (const [key, hooks] of Object.entries(lifecycle_hooks ?? {})) {
    (hooks ?? []).forEach(({ target }, index) => {
      if (target.type === 'wasm' || target.type === 'wasm_call')
        add(target.function, ['lifecycle_hooks', key, index, 'target', 'function']);
    });
  }
  // A function that is listed and called is told about once.
  return [...new Map(found.map((call) => [call.name, call])).values()];
}

export function checkV2Files(manifest: ManifestV2, context: FileContext): void {
  migrations(context);
  leftOvers(context);
  const { backend } = manifest;
  if (backend?.runtime !== 'wasm') return;
  const file = (backend.entry ?? '').replace(/^\.?\//, '');
  const content = context.files.get(file);
  if (content === undefined) {
    context.strictError('GATE-FILE', ['backend', 'entry'], gateMessages.fileMissing(backend.entry ?? '', 'entry'));
    return;
  }
  const kinds = new Set((manifest.capabilities ?? []).flatMap(({ kind }) => (typeof kind === 'string' ? [kind] : [])));
  checkModule(context, file, content, { declared: calls(manifest), later: [], kinds });
}
