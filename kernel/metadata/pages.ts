/** The pages of the host that installed addons give something to show: its dashboard, printed documents, approvals, automation, tools, connectors, settings. */
import type { ManifestV3 } from '../../schemas';

export const PAGES = ['dashboard', 'documents', 'approvals', 'automation', 'tools', 'connectors', 'settings'] as const;
export type Page = (typeof PAGES)[number];

/** A write or an action of the addon may have to wait for somebody. */
const asksApproval = ({ contributions, models = [] }: ManifestV3): boolean =>
  [...(contributions?.actions ?? []), ...models.flatMap(({ columns }) => columns.flatMap(({ constraints = [] }) => constraints))].some(
    ({ approval }) => approval !== undefined,
  );

const fills = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;

/** Schedules, webhooks, tools and settings are an administrator's. */
export function pagesOf(manifests: readonly ManifestV3[], isAdmin: boolean): Page[] {
  const shown: Record<Page, boolean> = {
    dashboard: manifests.some(({ contributions }) => fills(contributions?.dashboard)),
    documents: manifests.some(({ contributions }) => fills(contributions?.documents)),
    approvals: manifests.some(asksApproval),
    automation: isAdmin && manifests.some(({ schedules, webhooks }) => fills(schedules) || fills(webhooks)),
    tools: isAdmin && manifests.some(({ contributions }) => fills(contributions?.tools)),
    connectors: isAdmin && manifests.some(({ connectors, connector_pack: pack }) => fills(connectors) || fills(pack?.providers)),
    settings: isAdmin && manifests.some(({ settings }) => fills(settings)),
  };
  return PAGES.filter((page) => shown[page]);
}
