/** Plans and what came of them, as lines for a person. */
import type { RanStep } from '../../kernel/lifecycle/ledger';
import type { TableDiff } from '../../kernel/lifecycle/schema-diff';
import { visible } from '../../kernel/values/visible';
import type { Context } from '../io';
import { say } from '../messages';
import type { Rehearsed, ShownPlan } from './remote';

const line = (context: Context, text: string): void => context.io.out(`${text}\n`);

const risky = (risk: string): string => (risk === 'safe' ? '' : ` [${risk}]`);

/** What is asked of a person before an addon comes. */
function tellConsent(context: Context, { consent }: ShownPlan): void {
  if (!consent) return;
  for (const { kind, target, reason } of consent.capabilities)
    line(context, `  ${say(context.locale, 'mayDo')} ${visible(`${kind} ${target}`)}${reason === '' ? '' : `: ${visible(reason)}`}`);
  for (const file of consent.migrations) line(context, `  ${say(context.locale, 'willRun')} ${visible(file)}`);
  for (const { hook, target } of consent.hooks) line(context, `  ${say(context.locale, 'willRun')} ${visible(`${hook}: ${target}`)}`);
  line(context, `  ${say(context.locale, 'willMake', { count: consent.tables.length })} ${visible(consent.tables.join(', '))}`.trimEnd());
}

export function tellPlan(context: Context, plan: ShownPlan): void {
  tellConsent(context, plan);
  for (const { place, detail, cure } of plan.blocked)
    line(context, `  ${say(context.locale, 'blocked')} ${visible(`${place} (${detail})`)}\n    ${visible(cure)}`);
  for (const { does, risk } of plan.steps) line(context, `  ${visible(does)}${risky(risk)}`);
}

/** One line a step: done or failed, what it did, how long it took. */
export function tellSteps(context: Context, steps: readonly RanStep[]): void {
  for (const { does, ms, outcome, output } of steps)
    line(
      context,
      `  ${outcome === 'done' ? '✓' : '✗'} ${visible(does)} (${ms.toFixed(1)} ms)${output === '' ? '' : `: ${visible(output)}`}`,
    );
}

const SIGN: Record<TableDiff['change'], string> = { added: '+', removed: '-', changed: '~' };

export function tellRehearsal(context: Context, { ran, tables, rows, duration_ms: duration }: Rehearsed): void {
  tellSteps(context, ran);
  for (const { table, change, columns } of tables) {
    line(context, `${SIGN[change]} ${table}`);
    for (const { name, change: how, before, after } of columns)
      line(context, `  ${SIGN[how]} ${name} ${[before, after].filter((type) => type !== null).join(' → ')}`);
  }
  for (const { table, insert, update, delete: gone } of rows)
    line(context, say(context.locale, 'rowsChanged', { table, insert, update, gone }));
  line(context, say(context.locale, 'rehearsed', { count: ran.length, ms: Math.round(duration) }));
}
