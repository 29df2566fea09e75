/** What the installations ask of the kernel: as an administrator of each organization, because each sees its own alone. */
import type { Consent } from '../../kernel/lifecycle/consent';
import type { LifecycleOverview } from '../../kernel/lifecycle/overview';
import type { Plan, PrintedStep } from '../../kernel/lifecycle/plan';
import { ADMINISTRATORS, DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Principal } from '../../kernel/principal';
import type { PageRequest } from '../../workers/protocol';
import { askKernel } from '../workspace/kernel';

const LOOK_DEADLINE_MS = 30_000;
/** Hooks and migrations take their time. */
const DEED_DEADLINE_MS = 120_000;

/** A plan as it is shown. */
export interface ShownPlan extends Pick<Plan, 'operation' | 'version' | 'blocked'> {
  steps: PrintedStep[];
  /** Where an addon comes from a bundle. */
  consent?: Consent;
}

/** Why something is not done, as the kernel refuses it. */
export interface Refused {
  code: string;
  message: string;
  details: Readonly<Record<string, unknown>>;
}

export type Answered<T> = { ok: true; value: T } | { ok: false; refused: Refused };

/** What a person can do with an addon, or with what one left. */
export type Deed =
  | { operation: 'enable' | 'disable'; addonKey: string; organizationId: string }
  | { operation: 'uninstall'; addonKey: string; purge: boolean }
  | { operation: 'rollback'; addonKey: string }
  | { operation: 'restore' | 'purge'; addonKey: string; tombstoneId: string }
  | { operation: 'install' | 'upgrade'; addonKey: string; file: File };

/** One overview for each organization, in their order. @throws as `askKernel` does */
export function askOverviews(): Promise<LifecycleOverview[]> {
  return Promise.all(
    ADMINISTRATORS.map(async (principal) => {
      const { body } = await askKernel({ method: 'GET', path: '/playground/lifecycle' }, LOOK_DEADLINE_MS, principal);
      return (body as { data: LifecycleOverview }).data;
    }),
  );
}

function requestOf(deed: Deed): Pick<PageRequest, 'method' | 'path' | 'form'> {
  switch (deed.operation) {
    case 'enable':
    case 'disable':
      return { method: 'POST', path: `/metacore/installations/${deed.addonKey}/${deed.operation}?` };
    case 'uninstall':
      return { method: 'DELETE', path: `/playground/addons/${deed.addonKey}?cascade=true&purge=${String(deed.purge)}` };
    case 'rollback':
      return { method: 'POST', path: `/metacore/installations/${deed.addonKey}/rollback?` };
    case 'restore':
      return { method: 'POST', path: `/metacore/tombstones/${deed.tombstoneId}/restore?` };
    case 'purge':
      return { method: 'DELETE', path: `/metacore/tombstones/${deed.tombstoneId}?` };
    case 'install':
      return { method: 'POST', path: `/metacore/installations/${deed.addonKey}?`, form: [['bundle', deed.file]] };
    case 'upgrade':
      return { method: 'PUT', path: `/metacore/installations/${deed.addonKey}/version?`, form: [['bundle', deed.file]] };
  }
}

const principalOf = (deed: Deed): Principal =>
  ('organizationId' in deed ? ADMINISTRATORS.find(({ organizationId }) => organizationId === deed.organizationId) : undefined) ??
  DEFAULT_PRINCIPAL;

async function send<T>(deed: Deed, isDryRun: boolean): Promise<Answered<T>> {
  const { path, ...request } = requestOf(deed);
  const asked = { ...request, path: isDryRun ? `${path}&dry_run=true` : path };
  const { status, body } = await askKernel(asked, isDryRun ? LOOK_DEADLINE_MS : DEED_DEADLINE_MS, principalOf(deed));
  if (status < 400) return { ok: true, value: (body as { data: T } | null)?.data as T };
  const { code = '', message = '', details = {} } = (body ?? {}) as Partial<Refused>;
  return { ok: false, refused: { code, message, details } };
}

/** What a deed would do; nothing is done. @throws as `askKernel` does */
export const askPlan = (deed: Deed): Promise<Answered<ShownPlan>> => send<ShownPlan>(deed, true);

/** Does it. @throws as `askKernel` does */
export const doDeed = (deed: Deed): Promise<Answered<unknown>> => send(deed, false);
