/** Who looks at each view of the preview. The page alone decides it: a frame cannot say who it is. */
import { create } from 'zustand';
import type { Person, RoleEntry } from '../../kernel/security/people';
import { DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import type { Principal } from '../../kernel/principal';
import { askPeople } from '../workspace/kernel';
import type { ViewName } from '../project/drafts';

/** `role` null: the one the person has. */
interface Choice {
  userId: string;
  role: string | null;
}

interface Viewers {
  people: readonly Person[];
  /** Whether they were asked for: a view waits for it, so that it does not begin as somebody else. */
  isAsked: boolean;
  roles: readonly RoleEntry[];
  choices: Readonly<Record<ViewName, Choice>>;
  /** Whether a second view stands below the first. */
  isSplit: boolean;
}

/** Roles of the host that are asked for nothing. */
const UNASKED: ReadonlySet<string> = new Set(['admin', 'owner']);

const DEFAULT_CHOICE: Choice = { userId: DEFAULT_PRINCIPAL.userId, role: null };

export const useViewers = create<Viewers>(() => ({
  people: [],
  isAsked: false,
  roles: [],
  choices: { main: DEFAULT_CHOICE, second: DEFAULT_CHOICE },
  isSplit: false,
}));

/** Reads people and roles anew; an install may have brought roles. Without an answer the ones that are known stay. */
export async function refreshViewers(): Promise<void> {
  const answer = await askPeople().catch(() => null);
  useViewers.setState({ ...answer, isAsked: true });
}

export function chooseViewer(view: ViewName, choice: Choice): void {
  useViewers.setState(({ choices }) => ({ choices: { ...choices, [view]: choice } }));
}

export function splitView(isSplit: boolean): void {
  useViewers.setState({ isSplit });
}

/** The roles that a person of this organization could have. */
export const rolesOf = (roles: readonly RoleEntry[], organizationId: string): RoleEntry[] =>
  roles.filter((role) => role.organizationId === organizationId);

/** Who a choice stands for. Nobody known, or a role that is gone with its addon: the person as they are, else the first administrator. */
export function principalOf({ people, roles }: Pick<Viewers, 'people' | 'roles'>, { userId, role }: Choice): Principal {
  const person = people.find((one) => one.userId === userId);
  if (!person) return DEFAULT_PRINCIPAL;
  if (role === null || !rolesOf(roles, person.organizationId).some(({ key }) => key === role)) return person;
  return { ...person, roles: [role], isAdmin: UNASKED.has(role) };
}
