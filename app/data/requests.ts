/** What the data console asks of the kernel. */
import type { ExplainAnswer, QueryAnswer, RunAs } from '../../kernel/console/query';
import type { ConsoleTable } from '../../kernel/console/tables';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Principal } from '../../kernel/principal';
import { askKernel } from '../workspace/kernel';

/** A statement that takes longer holds up everything: the supervisor ends the engine. */
const RUN_DEADLINE_MS = 60_000;

/** Why a statement was not run, in words for its author. */
export interface SqlFault {
  message: string;
  detail?: string;
  hint?: string;
  sql_state?: string;
  /** Where reading it ended, in UTF-16 units of the statement. */
  offset?: number;
}

export type Answered<T> = { ok: true; value: T } | { ok: false; fault: SqlFault };

export interface Asked {
  sql: string;
  as: RunAs;
  /** Whose request it is, where it runs as the role. */
  principal: Principal;
  limit: number;
}

async function send<T>({ principal, ...query }: Asked, more: Record<string, unknown>): Promise<Answered<T>> {
  const request = { method: 'POST', path: '/playground/sql', json: { ...query, ...more } } as const;
  const { status, body } = await askKernel(request, RUN_DEADLINE_MS, principal);
  if (status < 400) return { ok: true, value: (body as { data: T }).data };
  return { ok: false, fault: body as SqlFault };
}

/** @throws as `askKernel` does */
export const runSql = (asked: Asked): Promise<Answered<QueryAnswer>> => send(asked, {});

/** @throws as `askKernel` does */
export const explainSql = (asked: Asked, explain: 'plan' | 'analyze'): Promise<Answered<ExplainAnswer>> => send(asked, { explain });

/** @throws as `askKernel` does */
export async function askTables(): Promise<ConsoleTable[]> {
  const { body } = await askKernel({ method: 'GET', path: '/playground/sql' }, RUN_DEADLINE_MS, DEFAULT_PRINCIPAL);
  return (body as { data: ConsoleTable[] }).data;
}
