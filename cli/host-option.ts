/** `--host-version`: which host an addon is judged for. It comes before what a folder's playground.json says. */
import type { ParsedArguments } from './args';
import { UsageError } from './errors';
import type { Context } from './io';

export interface HostOption {
  hostVersion?: string;
}

export const HOST_OPTION = { 'host-version': { type: 'text' } } as const;

/** @throws UsageError for a version that is not three numbers */
export function hostOption(args: ParsedArguments, context: Context): HostOption {
  const hostVersion = args.text('host-version');
  if (hostVersion === undefined) return {};
  if (!/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(hostVersion)) throw new UsageError(context.locale, 'badHostVersion', { name: hostVersion });
  return { hostVersion };
}
