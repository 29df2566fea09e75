import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Locale } from '../kernel/locale';
import { UsageError } from './errors';

/** Options of a command: `flag` takes no value, `text` takes one. `-o` style letters are given by `short`. */
export type OptionSpecs = Readonly<Record<string, { type: 'flag' | 'text'; short?: string }>>;

/** Understood by every command. */
export const COMMON_OPTIONS = {
  json: { type: 'flag' },
  help: { type: 'flag', short: 'h' },
  lang: { type: 'text' },
} as const satisfies OptionSpecs;

export interface ParsedArguments {
  positionals: string[];
  flag: (name: string) => boolean;
  text: (name: string) => string | undefined;
  /** Every value of an option that may be given again. */
  texts: (name: string) => string[];
}

/**
 * Parses what follows the command's name.
 * @throws UsageError for an option that is unknown, lacks its value or takes none
 */
export function parseCommandLine(argv: readonly string[], specs: OptionSpecs, command: string, locale: Locale): ParsedArguments {
  const known: OptionSpecs = { ...specs, ...COMMON_OPTIONS };
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, { type, short }] of Object.entries(known)) {
    options[name] = { type: type === 'flag' ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) };
  }
  // Not strict: its own errors are in English only and differ between versions of Node. The tokens say all that is needed.
  const { tokens, positionals } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  const flags = new Set<string>();
  const texts = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (spec === undefined) throw new UsageError(locale, 'unknownOption', { name: token.rawName, command });
    if (spec.type === 'flag') {
      if (token.value !== undefined) throw new UsageError(locale, 'optionTakesNoValue', { name: token.rawName });
      flags.add(token.name);
    } else {
      // `--out --json` is a forgotten value, not a file named --json.
      if (token.value === undefined || token.value === '' || (!token.inlineValue && token.value.startsWith('-'))) {
        throw new UsageError(locale, 'optionNeedsValue', { name: token.rawName });
      }
      texts.set(token.name, [...(texts.get(token.name) ?? []), token.value]);
    }
  }
  return { positionals, flag: (name) => flags.has(name), text: (name) => texts.get(name)?.at(-1), texts: (name) => texts.get(name) ?? [] };
}
