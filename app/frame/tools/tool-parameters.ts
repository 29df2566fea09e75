/** What somebody typed for a tool, as an assistant would send it. */
import type { ToolInput } from '../../../kernel/tools/tool';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A number keeps its digits: what a double would change travels as text. */
function valueOf(type: string, text: string): unknown {
  const trimmed = text.trim();
  if (type === 'number' && NUMBER.test(trimmed) && String(Number(trimmed)) === trimmed) return Number(trimmed);
  if (type === 'boolean' && (trimmed === 'true' || trimmed === 'false')) return trimmed === 'true';
  if (type !== 'array' && type !== 'object') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The parameters that were filled in. One that is left empty is not sent: the tool has its default, or misses it. */
export const givenParameters = (
  inputs: readonly Pick<ToolInput, 'name' | 'type'>[],
  typed: Readonly<Record<string, string>>,
): Record<string, unknown> =>
  Object.fromEntries(
    inputs.flatMap(({ name, type }) => {
      const text = typed[name] ?? '';
      return text === '' ? [] : [[name, valueOf(type, text)]];
    }),
  );
