/** `rollback`: an addon goes back to the version before its last upgrade, on a host that `serve` runs. */
import { type Command, onlyArgument, printJson } from '../command';
import { EXIT } from '../io';
import { lastOperation, REMOTE_OPTIONS, remoteOf, type ShownPlan } from '../lifecycle/remote';
import { tellPlan, tellSteps } from '../lifecycle/tell';
import { say } from '../messages';

/** `rollback KEY [--yes] [--url URL] [--token T]` */
export const rollbackCommand: Command = {
  name: 'rollback',
  options: { ...REMOTE_OPTIONS, yes: { type: 'flag' } },
  async run(args, context) {
    const key = onlyArgument(args, context, 'rollback', 'KEY');
    const remote = remoteOf(args, context);
    const path = `/metacore/installations/${encodeURIComponent(key)}/rollback`;
    if (!args.flag('yes')) {
      const { data: plan } = await remote.ask<{ data: ShownPlan }>('POST', `${path}?dry_run=true`);
      if (context.json) printJson(context, { done: false, ...plan });
      else {
        tellPlan(context, plan);
        context.io.err(`${say(context.locale, 'sayYes')}\n`);
      }
      return EXIT.usage;
    }
    const { installation } = await remote.ask<{ installation: { version: string } }>('POST', path);
    const entry = await lastOperation(remote, key);
    if (context.json) printJson(context, { done: true, installation, steps: entry?.steps ?? [] });
    else {
      tellSteps(context, entry?.steps ?? []);
      context.io.out(`${say(context.locale, 'rolledBackNow', { name: key, version: installation.version, url: remote.url })}\n`);
    }
    return EXIT.ok;
  },
};
