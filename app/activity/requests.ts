/** What the activity tab asks of the kernel: as an administrator of each organization, because each sees its own alone. */
import type { Principal } from '../../kernel/principal';
import { ADMINISTRATORS } from '../../kernel/security/default-principal';
import type { Trace } from '../../kernel/trace/trace';
import type { SentWebhook } from '../../kernel/webhooks/outbox';
import { askKernel } from '../workspace/kernel';

const LOOK_DEADLINE_MS = 10_000;

/** What went on lately; the newest first. */
export interface Activity {
  /** Empty unless somebody watches. */
  traces: readonly Trace[];
  webhooks: readonly SentWebhook[];
}

async function list<T extends { at: string }>(path: string): Promise<T[]> {
  const listOf = async (principal: Principal): Promise<T[]> => {
    const { body } = await askKernel({ method: 'GET', path }, LOOK_DEADLINE_MS, principal);
    return (body as { data: T[] }).data;
  };
  const lists = await Promise.all(ADMINISTRATORS.map(listOf));
  return lists.flat().sort((a, b) => b.at.localeCompare(a.at));
}

/** Traces the requests of every organization from now on, or stops and forgets. @throws as `askKernel` does */
export async function watchActivity(on: boolean): Promise<void> {
  for (const principal of ADMINISTRATORS)
    await askKernel({ method: 'PUT', path: '/playground/trace', json: { on } }, LOOK_DEADLINE_MS, principal);
}

/** @throws as `askKernel` does */
export async function askActivity(): Promise<Activity> {
  const [traces, webhooks] = await Promise.all([list<Trace>('/playground/traces'), list<SentWebhook>('/playground/webhooks')]);
  return { traces, webhooks };
}
