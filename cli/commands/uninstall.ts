/** `uninstall`: takes an addon out of a host that `serve` runs; its tables are put away, or go for good. */
import { type Command, onlyArgument, printJson } from '../command';
import { EXIT } from '../io';
import { lastOperation, REMOTE_OPTIONS, remoteOf, type ShownPlan } from '../lifecycle/remote';
import { tellPlan, tellSteps } from '../lifecycle/tell';
import { say } from '../messages';

/** `uninstall KEY [--cascade] [--purge] [--yes] [--url URL] [--token T]` */
export const uninstallCommand: Command = {
  name: 'uninstall',
  options: { ...REMOTE_OPTIONS, yes: { type: 'flag' }, cascade: { type: 'flag' }, purge: { type: 'flag' } },
  async run(args, context) {
    const key = onlyArgument(args, context, 'uninstall', 'KEY');
    const remote = remoteOf(args, context);
    const flags = (['cascade', 'purge'] as const).filter((name) => args.flag(name)).map((name) => `&${name}=true`);
    const path = `/metacore/installations/${encodeURIComponent(key)}?drop=${String(args.flag('purge'))}${flags.join('')}`;
    if (!args.flag('yes')) {
      const { data: plan } = await remote.ask<{ data: ShownPlan }>('DELETE', `${path}&dry_run=true`);
      if (context.json) printJson(context, { done: false, ...plan });
      else {
        tellPlan(context, plan);
        context.io.err(`${say(context.locale, 'sayYes')}\n`);
      }
      return EXIT.usage;
    }
    await remote.ask('DELETE', path);
    const entry = await lastOperation(remote, key);
    if (context.json) printJson(context, { done: true, steps: entry?.steps ?? [] });
    else {
      tellSteps(context, entry?.steps ?? []);
      context.io.out(`${say(context.locale, 'uninstalledNow', { name: key, url: remote.url })}\n`);
    }
    return EXIT.ok;
  },
};
