/** Who may do what, and why: every role of an organization beside every permission of what is installed for it. */
import { actionAsked, type Asked, VERBS } from '../contract/permission-verbs';
import type { DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import type { Principal } from '../principal';
import { listPeople, listRoles } from '../security/people';
import { actionsOf, decisionOn } from '../security/permissions';
import type { ManifestPlace } from '../trace/trace';

export interface MatrixRole {
  key: string;
  name: string;
  /** Empty for the host's own. */
  addonKey: string;
  /** Names of those who have it. */
  people: string[];
}

/** Whether a role holds a permission: null where it does not, and by which grant where it does; a host's grant has no place. */
export type Held = { because: 'administrator' } | { because: 'grant'; grant: string; place: ManifestPlace | null } | null;

export interface MatrixRow {
  addonKey: string;
  model: string;
  /** `<table>.<verb>` or `<table>.<action>`. */
  permission: string;
  isAction: boolean;
  /** One for each role, in their order. */
  held: Held[];
}

export interface PermissionMatrix {
  roles: MatrixRole[];
  rows: MatrixRow[];
}

/** Rows that are told. */
const MAX_ROWS = 5_000;

const ADMINISTRATORS: ReadonlySet<string> = new Set(['admin', 'owner']);

/** Somebody of the asker's organization who has one role and no other. */
const withRole = ({ organizationId }: Principal, role: string): Principal => ({
  organizationId,
  userId: '00000000-0000-4000-8000-000000000000',
  name: role,
  email: '',
  roles: [role],
  isAdmin: ADMINISTRATORS.has(role),
});

function heldBy(operation: Operation, role: string, model: DynamicModel, asked: Asked): Held {
  const decision = decisionOn({ registry: operation.registry, principal: withRole(operation.principal, role) }, model, asked);
  if (!decision.allowed) return null;
  if (decision.because === 'administrator') return { because: 'administrator' };
  return { because: 'grant', grant: decision.grant ?? '', place: decision.place ?? null };
}

/** Of the asker's organization. Permissions that an addon makes up for itself and ties to no model are not in it. */
export async function permissionMatrix(operation: Operation): Promise<PermissionMatrix> {
  const { services, principal, registry } = operation;
  const isHere = ({ organizationId }: { organizationId: string }): boolean => organizationId === principal.organizationId;
  const people = (await listPeople(services.database)).filter(isHere);
  const roles = (await listRoles(services.database)).filter(isHere).map(({ key, name, addonKey }) => ({
    ...{ key, name, addonKey },
    people: people.filter((person) => person.roles.includes(key)).map((person) => person.name),
  }));
  const rows = registry.addons(principal.organizationId).flatMap((addon) =>
    addon.models.flatMap((model) =>
      [...VERBS, ...actionsOf(addon, model).map(actionAsked)].map((asked): MatrixRow => {
        const { permission } = decisionOn(operation, model, asked);
        const held = roles.map(({ key }) => heldBy(operation, key, model, asked));
        return { addonKey: addon.key, model: model.key, permission, isAction: asked.startsWith('action:'), held };
      }),
    ),
  );
  return { roles, rows: rows.slice(0, MAX_ROWS) };
}
