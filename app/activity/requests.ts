/** What the activity tab asks of the kernel: as an administrator of each organization, because each sees its own alone. */
import type { Principal } from '../../kernel/principal';
import { ADMINISTRATORS } from '../../kernel/security/default-principal';
import type { Trace } from '../../kernel/trace/trace';
import type { KeptGuestCall } from '../../kernel/guest/call-book';
import type { KeptExchange } from '../../kernel/outbound/kept';
import type { CapabilityDecision, UnusedCapability } from '../../kernel/security/ledger';
import { KernelError } from '../../kernel/errors';
import type { PageAnswer, PortMethod } from '../../workers/protocol';
import { askKernel, askPeople } from '../workspace/kernel';

const LOOK_DEADLINE_MS = 10_000;

/** What went on lately; the newest first. */
export interface Activity {
  traces: readonly Trace[];
  calls: readonly KeptExchange[];
  /** Of functions of modules. */
  guestCalls: readonly KeptGuestCall[];
  decisions: readonly CapabilityDecision[];
  /** Declared, and asked for by nothing so far in any organization. */
  unused: readonly (UnusedCapability & { addon: string })[];
}

async function list<T extends { at: string }>(path: string): Promise<T[]> {
  const listOf = async (principal: Principal): Promise<T[]> => {
    const { body } = await askKernel({ method: 'GET', path }, LOOK_DEADLINE_MS, principal);
    return (body as { data: T[] }).data;
  };
  const lists = await Promise.all(ADMINISTRATORS.map(listOf));
  return lists.flat().sort((a, b) => b.at.localeCompare(a.at));
}

/** Forgets the requests of every organization, and goes on noting them. @throws as `askKernel` does */
export async function clearRequests(): Promise<void> {
  for (const principal of ADMINISTRATORS)
    for (const on of [false, true])
      await askKernel({ method: 'PUT', path: '/playground/trace', json: { on } }, LOOK_DEADLINE_MS, principal);
}

/** Asks once more as whoever asked, changed. @throws as `askKernel` does, KernelError where nobody of that id is there any more */
export async function askAgain({ userId, method }: Trace, changed: { url: string; body: string }): Promise<PageAnswer> {
  const known = (await askPeople())?.people.find((person) => person.userId === userId);
  if (!known) throw new KernelError('nobody', 'Whoever asked is not there any more.');
  const json: unknown = changed.body.trim() === '' ? undefined : JSON.parse(changed.body);
  return askKernel({ method: method as PortMethod, path: changed.url, ...(json !== undefined && { json }) }, LOOK_DEADLINE_MS * 2, known);
}

interface Told {
  decisions: CapabilityDecision[];
  unused: (UnusedCapability & { addon: string })[];
}

async function capabilities(): Promise<Told> {
  const told = await Promise.all(
    ADMINISTRATORS.map(async (principal) => {
      const { body } = await askKernel({ method: 'GET', path: '/playground/capabilities' }, LOOK_DEADLINE_MS, principal);
      return (body as { data: Told }).data;
    }),
  );
  const placeOf = ({ addon, pointer }: { addon: string; pointer: string | null }): string => `${addon}#${pointer ?? ''}`;
  const used = new Set(told.flatMap(({ decisions }) => decisions.filter(({ pointer }) => pointer !== null).map(placeOf)));
  const unused = new Map(told.flatMap((one) => one.unused.map((capability) => [placeOf(capability), capability] as const)));
  return {
    decisions: told.flatMap(({ decisions }) => decisions).sort((a, b) => b.at.localeCompare(a.at)),
    unused: [...unused].filter(([place]) => !used.has(place)).map(([, capability]) => capability),
  };
}

/** Sends a call once more, changed. @throws as `askKernel` does, Error with the kernel's sentence where it refuses */
export async function resend({ id, organizationId }: KeptExchange, changed: { url: string; body: string }): Promise<void> {
  const principal = ADMINISTRATORS.find((one) => one.organizationId === organizationId) ?? ADMINISTRATORS[0];
  const path = `/playground/exchanges/${id}/resend`;
  const { status, body } = await askKernel({ method: 'POST', path, json: changed }, LOOK_DEADLINE_MS * 2, principal);
  if (status >= 400) throw new Error((body as { message?: string }).message ?? String(status));
}

/** @throws as `askKernel` does */
export async function askActivity(): Promise<Activity> {
  const [traces, calls, guestCalls, told] = await Promise.all([
    list<Trace>('/playground/traces'),
    list<KeptExchange>('/playground/exchanges'),
    list<KeptGuestCall>('/playground/guest-calls'),
    capabilities(),
  ]);
  return { traces, calls, guestCalls, ...told };
}
