import type { OptionSpecs, ParsedArguments } from './args';
import { UsageError } from './errors';
import { USAGE, type CommandName } from './help';
import type { Context } from './io';

export interface Command {
  name: CommandName;
  options: OptionSpecs;
  /** Answers the exit code. @throws UsageError (exit 2), KernelError (exit 1) */
  run: (args: ParsedArguments, context: Context) => Promise<number>;
}

/** The only positional argument. @throws UsageError when there is none or more than one */
export function onlyArgument(args: ParsedArguments, context: Context, command: CommandName, placeholder: string): string {
  const [first, ...rest] = args.positionals;
  if (first === undefined || first === '')
    throw new UsageError(context.locale, 'argumentMissing', { name: placeholder, usage: USAGE[command] });
  if (rest.length > 0) throw new UsageError(context.locale, 'tooManyArguments', { name: rest.join(' '), usage: USAGE[command] });
  return first;
}

/** @throws UsageError when it was not given */
export function neededOption(args: ParsedArguments, context: Context, name: string): string {
  const value = args.text(name);
  if (value === undefined) throw new UsageError(context.locale, 'optionMissing', { name: `--${name}` });
  return value;
}

/** One JSON value on stdout, indented for people who look. */
export function printJson(context: Context, value: unknown): void {
  context.io.out(`${JSON.stringify(value, null, 2)}\n`);
}
