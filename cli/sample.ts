/** Sample rows on the command line: how many, of which number, and what came of it. */
import type { Kernel } from '../kernel/kernel';
import { MAX_SEED_ROWS, type SeedRun } from '../kernel/seed/run';
import type { Principal } from '../kernel/principal';
import type { ParsedArguments } from './args';
import { failure, UsageError } from './errors';
import type { Context } from './io';
import { say } from './messages';

const MAX_NUMBER = 2 ** 31 - 1;

/** A whole number of an option. @throws UsageError */
function numberOption(args: ParsedArguments, context: Context, name: string, least: number, most: number): number | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(context.locale, 'badNumber', { name: `--${name}`, least, most, given: text });
}

export interface Sample {
  /** Rows for each table. */
  rows: number;
  /** The same number gives the same rows. */
  number: number;
}

/** What the option of that name and `--number` ask for; `rows` is `fallback` where the option is missing. @throws UsageError */
export function sampleOf(args: ParsedArguments, context: Context, option: string, fallback: number): Sample {
  return {
    rows: numberOption(args, context, option, 1, MAX_SEED_ROWS) ?? fallback,
    number: numberOption(args, context, 'number', 0, MAX_NUMBER) ?? 1,
  };
}

/** Fills every table of a person's organization; tables that got fewer rows are told on standard error. @throws KernelError */
export async function fillSample(context: Context, kernel: Kernel, principal: Principal, { rows, number }: Sample): Promise<SeedRun> {
  const body = JSON.stringify({ rows, seed: number, language: context.locale });
  const response = await kernel.fetch(new Request('http://kernel/playground/seed', { method: 'POST', body }), principal);
  const answer = (await response.json()) as { data: SeedRun; message?: string };
  if (response.status !== 200 || answer.data.state === 'failed')
    throw failure(context.locale, 'SEED-FAILED', 'seedFailed', { reason: answer.message ?? answer.data.message ?? '' });
  for (const { table, rows: made, shortfall } of answer.data.tables) {
    if (shortfall)
      context.io.err(
        `${say(context.locale, 'seedShort', { table, made, rows })} ${say(context.locale, `seed_${shortfall.code}`, { detail: shortfall.detail })}\n`,
      );
  }
  return answer.data;
}
