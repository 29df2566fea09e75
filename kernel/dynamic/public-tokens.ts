/** The secrets of public links: made by the host with each new row, for the columns that public routes name (PUBLIC). */
import type { PublicRoute } from '../../schemas';
import type { DynamicModel } from '../installed/model';
import { perOrganization } from '../installed/per-organization';
import type { InstalledAddon } from '../installed/registry';
import type { RegistryScope } from '../operation/operation';
import { toBase64Url } from '../values/encoding';
import type { SqlText } from './values';

/** A public route of an installed addon, with the model whose records it shows. */
export interface BoundRoute {
  addon: InstalledAddon;
  route: PublicRoute;
  model: DynamicModel;
}

/** Whether a column is a text that is long enough for a token. */
function canHold(model: DynamicModel, name: string): boolean {
  const own = model.columns.get(name);
  const length = /\((\d+)\)/.exec(own?.declared?.type ?? '')?.[1];
  return own?.kind === 'text' && (length === undefined || Number(length) >= TOKEN_CHARS);
}

const boundRoutes = perOrganization((registry, organizationId): readonly BoundRoute[] =>
  registry.addons(organizationId).flatMap((addon) =>
    (addon.manifest.contributions?.public_routes ?? []).flatMap((route) => {
      const model = registry.model(organizationId, route.model, addon.key);
      return model && canHold(model, route.token_column) ? [{ addon, route, model }] : [];
    }),
  ),
);

/** The public routes of an organization whose model and column are there, in the order of addons and manifests. */
export const publicRoutesOf = ({ registry, principal }: RegistryScope): readonly BoundRoute[] =>
  boundRoutes(registry, principal.organizationId);

const TOKEN_BYTES = 32;
/** Of 32 bytes in base64url. */
const TOKEN_CHARS = 43;
export const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export const newToken = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));

/** Gives new rows their tokens, whatever was sent for them: a link is as good as its secret. */
export function applyTokens(operation: RegistryScope, model: DynamicModel, rows: readonly Map<string, SqlText>[]): void {
  for (const { route, model: bound } of publicRoutesOf(operation))
    if (bound === model) for (const values of rows) values.set(route.token_column, newToken());
}
