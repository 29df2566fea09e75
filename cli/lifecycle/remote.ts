/** A host that `serve` runs, asked over HTTP by the commands that change what is installed there. */
import type { Consent } from '../../kernel/lifecycle/consent';
import { installSentence } from '../../kernel/lifecycle/messages';
import type { LedgerEntry, RanStep } from '../../kernel/lifecycle/ledger';
import type { Plan, PrintedStep } from '../../kernel/lifecycle/plan';
import { SIGNATURE_HEADER } from '../../kernel/lifecycle/signature-policy';
import type { TableDiff } from '../../kernel/lifecycle/schema-diff';
import type { ChangedTable } from '../../kernel/journal/changed';
import { KernelError, messageOf } from '../../kernel/errors';
import type { ParsedArguments } from '../args';
import { failure } from '../errors';
import type { Context } from '../io';

const DEFAULT_URL = 'http://127.0.0.1:8787/api';

/** Options of every command that asks a host. */
export const REMOTE_OPTIONS = { url: { type: 'text' }, token: { type: 'text' } } as const;

export interface ShownPlan extends Pick<Plan, 'operation' | 'version' | 'blocked'> {
  steps: PrintedStep[];
  consent?: Consent;
}

export interface Rehearsed extends ShownPlan {
  ran: RanStep[];
  duration_ms: number;
  tables: TableDiff[];
  rows: ChangedTable[];
}

/** A bundle with the signature beside it: hex, or null where there is none. */
export interface SentBundle {
  bytes: Uint8Array;
  signature: string | null;
}

export interface Remote {
  url: string;
  /** The JSON of an answer; null for one that is empty. @throws KernelError for what the host refuses, and where there is none */
  ask<T>(method: string, path: string, bundle?: SentBundle): Promise<T>;
}

interface Refusal {
  code?: string;
  message?: string;
  details?: Record<string, unknown>;
}

export function remoteOf(args: ParsedArguments, context: Context): Remote {
  const url = (args.text('url') ?? DEFAULT_URL).replace(/\/+$/, '');
  const token = args.text('token');
  return {
    url,
    async ask<T>(method: string, path: string, bundle?: SentBundle): Promise<T> {
      const headers: Record<string, string> = {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(bundle?.signature && { [SIGNATURE_HEADER]: bundle.signature }),
      };
      let response: Response;
      try {
        const form = new FormData();
        if (bundle) form.set('bundle', new File([new Uint8Array(bundle.bytes)], 'addon.mcbundle'));
        response = await fetch(`${url}${path}`, { method, headers, ...(bundle && { body: form }) });
      } catch (error) {
        throw failure(context.locale, 'HOST-UNREACHABLE', 'hostUnreachable', { url, reason: messageOf(error) }, error);
      }
      const text = await response.text();
      const body = (text === '' ? null : JSON.parse(text)) as (Refusal & T) | null;
      if (response.ok) return body as T;
      const { code = 'HOST-REFUSED', message = '', details = {} } = body ?? {};
      const told = installSentence({ code, details }, context.locale) ?? (message === '' ? String(response.status) : message);
      throw new KernelError(code, told, { details });
    },
  };
}

/** What was done last to an addon. */
export async function lastOperation(remote: Remote, addonKey: string): Promise<LedgerEntry | null> {
  const { data } = await remote.ask<{ data: LedgerEntry[] }>('GET', `/metacore/history?addon_key=${encodeURIComponent(addonKey)}&limit=1`);
  return data[0] ?? null;
}
