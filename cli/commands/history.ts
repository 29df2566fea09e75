/** `history`: what was done to the addons of a host that `serve` runs, the newest first. */
import type { LedgerEntry } from '../../kernel/lifecycle/ledger';
import { visible } from '../../kernel/values/visible';
import { type Command, printJson } from '../command';
import { UsageError } from '../errors';
import { USAGE } from '../help';
import { EXIT } from '../io';
import { REMOTE_OPTIONS, remoteOf } from '../lifecycle/remote';
import { tellSteps } from '../lifecycle/tell';
import { say } from '../messages';

/** `history [KEY] [--steps] [--url URL] [--token T]` */
export const historyCommand: Command = {
  name: 'history',
  options: { ...REMOTE_OPTIONS, steps: { type: 'flag' } },
  async run(args, context) {
    const [key, ...rest] = args.positionals;
    if (rest.length > 0) throw new UsageError(context.locale, 'tooManyArguments', { name: rest.join(' '), usage: USAGE.history });
    const query = key === undefined ? '' : `?addon_key=${encodeURIComponent(key)}`;
    const { data } = await remoteOf(args, context).ask<{ data: LedgerEntry[] }>('GET', `/metacore/history${query}`);
    if (context.json) {
      printJson(context, data);
      return EXIT.ok;
    }
    if (data.length === 0) context.io.out(`${say(context.locale, 'none')}\n`);
    for (const { seq, at, operation, addonKey, version, outcome, durationMs, message, steps } of data) {
      const reason = message === '' ? '' : `: ${visible(message)}`;
      context.io.out(`${seq} ${at} ${operation} ${addonKey} ${version} ${outcome} (${Math.round(durationMs)} ms)${reason}\n`);
      if (args.flag('steps')) tellSteps(context, steps);
    }
    return EXIT.ok;
  },
};
