/**
 * The ledger of decisions about capabilities: who asked for what, which line of the manifest let it through, and which line would
 * (docs/architecture/11, CAP-LEDGER). In memory, of the last decisions of each organization.
 */
import type { Clock } from '../clock';
import type { ManifestV3 } from '../../schemas';
import type { InstalledAddon } from '../installed/registry';
import type { Enforcement, Services } from '../operation/services';
import { type Port, port } from '../port';

export interface CapabilityDecision {
  at: string;
  organizationId: string;
  addon: string;
  /** What of the addon asked: `tool search_orders`, `webhook Order::pay`. */
  caller: string;
  capability: string;
  target: string;
  /** A declared capability covers it. */
  covered: boolean;
  /** It went on: covered, or let through in shadow. */
  allowed: boolean;
  mode: Enforcement;
  /** The manifest's line that covers it, as a JSON pointer; null without one. */
  pointer: string | null;
  /** The line that would cover it; null where it is covered, or where none could. */
  wanted: { kind: string; target: string } | null;
  /** False where today's Go kernel does not ask. */
  askedByHosts: boolean;
}

/** Decisions that are kept of one organization. */
export const MAX_DECISIONS = 500;

export interface Ledger {
  note(decision: Omit<CapabilityDecision, 'at'>): void;
  /** The newest first. */
  of(organizationId: string): readonly CapabilityDecision[];
}

export const LEDGER: Port<Ledger> = port('the ledger of decisions');

export function createLedger(clock: Clock): Ledger {
  const books = new Map<string, CapabilityDecision[]>();
  return {
    note(decision) {
      const book = books.get(decision.organizationId) ?? [];
      book.unshift({ at: new Date(clock.now()).toISOString(), ...decision });
      if (book.length > MAX_DECISIONS) book.pop();
      books.set(decision.organizationId, book);
    },
    of: (organizationId) => books.get(organizationId) ?? [],
  };
}

/** Whether an addon is refused what no capability covers: its installation's choice, else the kernel's as it is now. */
export const enforcementOf = (services: Pick<Services, 'enforcement'>, { enforcement }: Pick<InstalledAddon, 'enforcement'>): Enforcement =>
  enforcement ?? services.enforcement;

/** Notes the decision on something of an addon's that a line of its manifest covers, or none. */
export function noteDecision(
  services: Pick<Services, 'enforcement' | 'ports'>,
  addon: InstalledAddon,
  asked: Pick<CapabilityDecision, 'caller' | 'capability' | 'target' | 'pointer'> & {
    couldBeCovered?: boolean;
    askedByHosts?: boolean;
    /** Asked for in shadow mode too. */
    hard?: boolean;
  },
): void {
  const { couldBeCovered = true, askedByHosts = true, hard = false, ...told } = asked;
  const mode = hard ? 'enforce' : enforcementOf(services, addon);
  const covered = asked.pointer !== null;
  services.ports.of(LEDGER).note({
    ...told,
    organizationId: addon.organizationId,
    addon: addon.key,
    covered,
    allowed: covered || mode === 'shadow',
    mode,
    wanted: covered || !couldBeCovered ? null : { kind: asked.capability, target: asked.target },
    askedByHosts,
  });
}

export interface UnusedCapability {
  pointer: string;
  kind: string;
  target: string;
}

/** Declared capabilities of the kinds that are asked for here and that nothing used among the decisions. */
export function unusedCapabilities(manifest: ManifestV3, decisions: readonly CapabilityDecision[]): UnusedCapability[] {
  const asked = new Set(['http:fetch', 'event:emit', 'event:subscribe', 'connector:read']);
  const used = new Set(decisions.filter(({ addon }) => addon === manifest.metadata.key).map(({ pointer }) => pointer));
  return (manifest.capabilities ?? []).flatMap(({ kind, target }, index) => {
    const pointer = `/capabilities/${String(index)}`;
    return asked.has(kind) && !used.has(pointer) ? [{ pointer, kind, target }] : [];
  });
}
