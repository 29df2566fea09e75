/** Hosts that a person lets addons reach over the network, on the command line: `--allow HOST`, which may be repeated. */
import { messageOf } from '../kernel/errors';
import type { Kernel } from '../kernel/kernel';
import { failure } from './errors';
import type { Context } from './io';

/** @throws CliError `TOOL-HOST` for what is no public host */
export function allowHosts(kernel: Pick<Kernel, 'outbound'>, hosts: readonly string[], context: Context): void {
  for (const host of hosts) {
    try {
      kernel.outbound.allow(host);
    } catch (error) {
      throw failure(context.locale, 'TOOL-HOST', 'badHost', { reason: messageOf(error) });
    }
  }
}
