/** Which of the frame's own pages the installed addons give something to show. */

export const TOOLS = ['dashboard', 'documents', 'approvals', 'automation'] as const;
export type Tool = (typeof TOOLS)[number];

type Bag = Readonly<Record<string, unknown>>;

const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value);
const bagsIn = (value: unknown): Bag[] => (Array.isArray(value) ? value.filter(isBag) : []);
const fills = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** A write or an action of the addon may have to wait for somebody. */
function asksApproval(manifest: Bag): boolean {
  const contributions = isBag(manifest.contributions) ? manifest.contributions : {};
  const constraints = bagsIn(manifest.models).flatMap(({ columns }) => bagsIn(columns).flatMap((column) => bagsIn(column.constraints)));
  return [...bagsIn(contributions.actions), ...constraints].some(({ approval }) => isBag(approval));
}

/** Reads the answers of `GET /metacore/manifests` and `GET /permissions/me`: schedules and webhooks are an administrator's. */
export function toolsOf(manifests: unknown, isAdmin: boolean): Tool[] {
  const all = bagsIn(manifests);
  const contributed = (name: string) => all.some(({ contributions }) => isBag(contributions) && fills(contributions[name]));
  const shown: Record<Tool, boolean> = {
    dashboard: contributed('dashboard'),
    documents: contributed('documents'),
    approvals: all.some(asksApproval),
    automation: isAdmin && all.some(({ schedules, webhooks }) => fills(schedules) || fills(webhooks)),
  };
  return TOOLS.filter((tool) => shown[tool]);
}
