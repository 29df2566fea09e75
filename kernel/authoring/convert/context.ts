/** What the converter's blocks share: the v2 document, the names it renames, what it reports, and where things came from. */
import type { ManifestV2 } from '../../../schemas';
import type { Findings } from '../../contract/finding';
import { pointerOf, type Step } from '../../contract/pointer';
import type { Message } from '../../contract/text';
import { renameModels } from '../../contract/v2/names';

/** Rules of the converter, see docs/contract. */
export type ConvertRule = 'CONV-V3' | 'CONV-UNKNOWN' | 'CONV-DROP' | 'CONV-GUESS' | 'CONV-ADD' | 'CONV-RENAME' | 'CONV-RANGE';

/** Changes that keep the meaning are notes; whatever is lost or guessed is a warning. */
const SEVERITY = {
  'CONV-V3': 'info',
  'CONV-UNKNOWN': 'warning',
  'CONV-DROP': 'warning',
  'CONV-GUESS': 'warning',
  'CONV-ADD': 'info',
  'CONV-RENAME': 'info',
  'CONV-RANGE': 'warning',
} as const satisfies Record<ConvertRule, 'info' | 'warning'>;

export interface Conversion {
  source: ManifestV2;
  /** Key of the addon. */
  addon: string;
  /** Own models in the order of their definitions, under their v3 keys. */
  modelKeys: readonly string[];
  /** The v3 name of a model, by its v2 key or table; other names stay as they are. */
  model: (name: string) => string;
  /** Whether a name is one of an own model. */
  isOwn: (name: string) => boolean;
  note: (rule: ConvertRule, path: readonly Step[], message: Message) => void;
  /** Remembers that the v3 value at `to` was made of the v2 value at `from`. */
  trace: (to: readonly Step[], from: readonly Step[]) => void;
}

/** Prepares the conversion of a document that satisfies the v2 schema. `origins` gets v3 pointers with their v2 pointers. */
export function createConversion(source: ManifestV2, findings: Findings, origins: Map<string, string>): Conversion {
  const definitions = source.model_definitions ?? [];
  const note: Conversion['note'] = (rule, path, message) =>
    findings.add({ rule, severity: SEVERITY[rule], path: pointerOf(path), message });
  const { keys, byName } = renameModels(definitions);
  return {
    source,
    addon: source.key,
    modelKeys: keys,
    model: (name) => byName.get(name) ?? name,
    isOwn: (name) => byName.has(name),
    note,
    trace: (to, from) => void origins.set(pointerOf(to), pointerOf(from)),
  };
}
