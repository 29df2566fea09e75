/** What the console of events asks of the kernel: as an administrator of each organization, because each sees its own alone. */
import type { ListedDelivery, ListedEvent } from '../../kernel/events/ledger';
import { ADMINISTRATORS } from '../../kernel/security/default-principal';
import type { Principal } from '../../kernel/principal';
import { askKernel } from '../workspace/kernel';

const DEADLINE_MS = 20_000;

export type OwnedDelivery = ListedDelivery & { organizationId: string };

export interface EventsSeen {
  events: readonly ListedEvent[];
  deliveries: readonly OwnedDelivery[];
}

async function get<T>(path: string, principal: Principal): Promise<T> {
  const { body } = await askKernel({ method: 'GET', path }, DEADLINE_MS, principal);
  return (body as { data: T }).data;
}

interface Manifest {
  metadata?: { key?: string };
  extension_points?: { events?: { name: string }[] };
}

/** What left and what became of it, the newest first. @throws as `askKernel` does */
export async function askEvents(): Promise<EventsSeen> {
  const lists = await Promise.all(
    ADMINISTRATORS.map(async (principal) => {
      const [events, deliveries] = await Promise.all([
        get<ListedEvent[]>('/playground/events', principal),
        get<ListedDelivery[]>('/playground/deliveries', principal),
      ]);
      return { events, deliveries: deliveries.map((one) => ({ ...one, organizationId: principal.organizationId })) };
    }),
  );
  return {
    events: lists.flatMap(({ events }) => events).sort((a, b) => b.at.localeCompare(a.at)),
    deliveries: lists.flatMap(({ deliveries }) => deliveries).sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
  };
}

/** The events that a manifest declares; none of a text that is no manifest. */
export function declaredIn(text: string): { addon: string; name: string }[] {
  try {
    const { metadata, extension_points } = JSON.parse(text) as Manifest;
    const addon = metadata?.key;
    if (typeof addon !== 'string' || !Array.isArray(extension_points?.events)) return [];
    return extension_points.events.flatMap(({ name }) => (typeof name === 'string' ? [{ addon, name }] : []));
  } catch {
    return [];
  }
}

/** @throws as `askKernel` does */
export async function replay({ deliveryId, organizationId }: OwnedDelivery): Promise<void> {
  const principal = ADMINISTRATORS.find((one) => one.organizationId === organizationId) ?? ADMINISTRATORS[0];
  await askKernel({ method: 'POST', path: `/playground/deliveries/${deliveryId}/replay` }, DEADLINE_MS, principal);
}

/** The deliveries that wait because of it. @throws as `askKernel` does, Error with the kernel's sentence where it refuses */
export async function emit(addon: string, name: string, payload: unknown): Promise<number> {
  const request = { method: 'POST', path: '/playground/events', json: { addon, name, payload } } as const;
  const { status, body } = await askKernel(request, DEADLINE_MS, ADMINISTRATORS[0]);
  if (status >= 400) throw new Error((body as { message?: string }).message ?? String(status));
  return (body as { data: { subscribers: number } }).data.subscribers;
}
