/** What the activity tab asks of the kernel: as an administrator of each organization, because each sees its own alone. */
import type { Principal } from '../../kernel/principal';
import { ADMINISTRATORS } from '../../kernel/security/default-principal';
import type { Trace } from '../../kernel/trace/trace';
import type { KeptGuestCall } from '../../kernel/guest/call-book';
import type { KeptExchange } from '../../kernel/outbound/kept';
import type { CapabilityDecision, UnusedCapability } from '../../kernel/security/ledger';
import { askKernel } from '../workspace/kernel';

const LOOK_DEADLINE_MS = 10_000;

/** What went on lately; the newest first. */
export interface Activity {
  /** Empty unless somebody watches. */
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

/** Traces the requests of every organization from now on, or stops and forgets. @throws as `askKernel` does */
export async function watchActivity(on: boolean): Promise<void> {
  for (const principal of ADMINISTRATORS)
    await askKernel({ method: 'PUT', path: '/playground/trace', json: { on } }, LOOK_DEADLINE_MS, principal);
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
