/** What the sample data dialog asks of the kernel. */
import type { SeedOrder, SeedRun } from '../../kernel/seed/run';
import { askKernel } from '../workspace/kernel';

/** A refusal: the kernel's sentence, and what it says besides. */
export class SeedRefusal extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly data: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

interface Body {
  success: boolean;
  message?: string;
  code?: string;
  data?: unknown;
}

/** A million rows take minutes; a kernel that dies meanwhile rejects at once. */
const SEED_DEADLINE_MS = 3_600_000;

async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, json?: unknown): Promise<unknown> {
  const answer = await askKernel({ method, path, ...(json !== undefined && { json }) }, SEED_DEADLINE_MS);
  const body = answer.body as Body;
  if (!body.success) throw new SeedRefusal(body.message ?? '', body.code ?? '', (body.data ?? {}) as Record<string, unknown>);
  return body.data;
}

/** Fills the tables; resolves when it is done or was stopped. @throws SeedRefusal, and KernelError when the kernel ends */
export const fillTables = async (order: SeedOrder): Promise<SeedRun> => (await ask('POST', '/playground/seed', order)) as SeedRun;

/** The run under way and those before it, the newest first. */
export const listRuns = async (): Promise<SeedRun[]> => (await ask('GET', '/playground/seed')) as SeedRun[];

/** Stops a run that is under way, removes the rows of one that is not. @throws SeedRefusal */
export const endRun = async (id: string): Promise<void> => {
  await ask('DELETE', `/playground/seed/${id}`);
};
