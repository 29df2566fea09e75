import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@asteby/metacore-ui/primitives';
import { ChevronDown } from 'lucide-react';
import { useStrings } from '../i18n/language';
import type { ViewName } from '../project/drafts';
import { useRoleName } from '../workspace/use-role-name';
import { chooseViewer, principalOf, rolesOf, useViewers } from './viewers';

/** The first letters of the first and the last name. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.slice(0, 1).toUpperCase() ?? '').join('');
}

/** Who looks at a view, as one choice: a person of one of the organizations, and the role that person has here. */
export function ViewerMenu({ view }: { view: ViewName }) {
  const strings = useStrings().viewers;
  const { people, roles, choices } = useViewers();
  const nameOf = useRoleName();
  const choice = choices[view];
  const person = people.find(({ userId }) => userId === choice.userId);
  if (!person) return null;
  const organizations = [...new Set(people.map(({ organizationName }) => organizationName))];
  const own = person.roles[0] ?? '';
  // A link may name a role that nobody has.
  const [role = own] = principalOf({ people, roles }, choice).roles;
  const named = rolesOf(roles, person.organizationId).map((one) => ({
    key: one.key,
    id: `${one.addonKey}.${one.key}`,
    name: one.addonKey === '' ? nameOf(one) : `${nameOf(one)} · ${one.addonKey}`,
  }));
  const roleName = named.find(({ key }) => key === role)?.name ?? role;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="sm"
          data-tour="person"
          className="h-7 min-w-0 gap-1.5 px-1.5 text-xs"
          title={strings.seenAs(person.name, roleName)}
        >
          <span className="sr-only">{strings.seenAs(person.name, roleName)}</span>
          <span
            aria-hidden
            className="bg-primary/15 text-foreground grid size-5 shrink-0 place-items-center rounded-full text-[10px] font-medium"
          >
            {initials(person.name)}
          </span>
          <span aria-hidden className="truncate">
            {person.name}
          </span>
          <span aria-hidden className="text-muted-foreground hidden truncate @xl:inline">
            {roleName}
          </span>
          <ChevronDown className="size-3.5 shrink-0" aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-[70vh] overflow-auto">
        <DropdownMenuRadioGroup value={choice.userId} onValueChange={(userId) => chooseViewer(view, { userId, role: null })}>
          {organizations.map((organization) => (
            <div key={organization} role="group" aria-label={organization}>
              <DropdownMenuLabel>{organization}</DropdownMenuLabel>
              {people
                .filter(({ organizationName }) => organizationName === organization)
                .map(({ userId, name }) => (
                  <DropdownMenuRadioItem key={userId} value={userId}>
                    {name}
                  </DropdownMenuRadioItem>
                ))}
            </div>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{strings.role}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={role}
          onValueChange={(next) => chooseViewer(view, { userId: choice.userId, role: next === own ? null : next })}
        >
          {named.map(({ key, id, name }) => (
            <DropdownMenuRadioItem key={id} value={key}>
              {name}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
