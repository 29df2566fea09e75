/**
 * What the public reference of the flat shape asks for and hosts take as it comes: lists of words, the size of texts, the
 * members of tools. Warnings, because a host installs the document; what it then does is not what its author wrote.
 */
import type { Icon, ManifestV2 } from '../../../schemas';
import { regexBudget, regexFault } from '../../expressions/regex';
import type { Findings } from '../finding';
import { v2Messages } from '../messages/v2';
import type { Step } from '../pointer';
import { near } from '../suggest';
import { isEmpty } from '../read/context';
import type { Written } from '../written';

export const ICON_TYPES: readonly Icon['type'][] = ['brand', 'lucide', 'url', 'svg'];
const TOOL_CATEGORIES = ['communication', 'query', 'action', 'integration'];
/** Rules by which hosts, or the public reference, change what a tool is sent. */
export const NORMALIZERS: readonly string[] = ['uppercase', 'lowercase', 'trim', 'alphanumeric', 'order_id', 'phone_e164'];
/** Characters of a text without a size, and the largest size. */
export const SIZES = { usual: 255, largest: 9999 };

type Report = Findings['warning'];
type ColumnV2 = NonNullable<ManifestV2['model_definitions']>[number]['columns'][number];
type ToolV2 = NonNullable<ManifestV2['tools']>[number];

export function checkPromised(manifest: ManifestV2, written: Written, { warning }: Findings): void {
  checkWord(manifest.icon_type, ICON_TYPES, ['icon_type'], warning);
  (manifest.model_definitions ?? []).forEach(({ columns }, index) => {
    columns.forEach((column, at) => checkSize(column, ['model_definitions', index, 'columns', at], written, warning));
  });
  (manifest.extensions ?? []).forEach(({ columns }, index) => {
    (columns ?? []).forEach((column, at) => checkSize(column, ['extensions', index, 'columns', at], written, warning));
  });
  const budget = regexBudget();
  (manifest.tools ?? []).forEach((tool, index) => checkTool(tool, ['tools', index], budget, written, warning));
}

function checkWord(word: string | null | undefined, allowed: readonly string[], path: readonly Step[], report: Report): void {
  if (isEmpty(word ?? '') || word === null || word === undefined || allowed.includes(word)) return;
  report('V2-LIST', path, near(v2Messages.notInList(word, allowed), word, allowed));
}

function checkSize({ type, size }: ColumnV2, path: readonly Step[], written: Written, report: Report): void {
  if (type?.toLowerCase() !== 'string') return;
  if (size === undefined || size === null) report('V2-SIZE', path, v2Messages.noSize(SIZES.usual));
  else if (size < 1 || size > SIZES.largest) {
    report('V2-SIZE', [...path, 'size'], v2Messages.size(written(size, [...path, 'size']), SIZES.largest));
  }
}

function checkTool(tool: ToolV2, path: readonly Step[], budget: ReturnType<typeof regexBudget>, written: Written, report: Report): void {
  checkWord(tool.category, TOOL_CATEGORIES, [...path, 'category'], report);
  if (typeof tool.cache_ttl === 'number' && tool.cache_ttl < 0)
    report('V2-TOOL', [...path, 'cache_ttl'], v2Messages.negativeSeconds(written(tool.cache_ttl, [...path, 'cache_ttl'])));
  (tool.input_schema ?? []).forEach(({ normalize, validation }, index) => {
    const where = [...path, 'input_schema', index];
    checkWord(normalize, NORMALIZERS, [...where, 'normalize'], report);
    const fault = typeof validation === 'string' && validation !== '' ? regexFault(validation, budget) : null;
    if (fault !== null) report('V2-TOOL', [...where, 'validation'], v2Messages.toolPattern(validation ?? ''));
  });
}
