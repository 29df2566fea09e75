import { Button } from '@asteby/metacore-ui/primitives';
import { Columns2, Rows3, X } from 'lucide-react';
import { useState } from 'react';
import { Late, late } from '../deploy/late';
import { useLanguage, useStrings } from '../i18n/language';
import { SEED_STRINGS } from '../seed/strings';
import { chooseViewer, principalOf, rolesOf, splitView, useViewers } from './viewers';
import type { ViewName } from '../project/drafts';
import { WidthChoice } from './WidthChoice';

const SeedDialog = late(() => import('../seed/SeedDialog'));

const SELECT = 'bg-background h-7 w-0 min-w-0 max-w-56 flex-1 rounded border px-1 text-xs sm:w-auto sm:flex-none';

/** Says who looks at a view, and lets it be somebody else: another person, another organization, another role. */
export function ViewerBar({ view }: { view: ViewName }) {
  const strings = useStrings().viewers;
  const sample = SEED_STRINGS[useLanguage((state) => state.language)].title;
  const [isFilling, setFilling] = useState(false);
  const { people, roles, choices, isSplit } = useViewers();
  const choice = choices[view];
  const person = people.find(({ userId }) => userId === choice.userId);
  if (!person) return null;
  const organizations = [...new Set(people.map(({ organizationName }) => organizationName))];
  const own = person.roles[0] ?? '';
  // A link may name a role that nobody has.
  const [role = own] = principalOf({ people, roles }, choice).roles;
  return (
    <div
      role="group"
      aria-label={strings.bar}
      className="bg-muted/40 @container flex h-9 shrink-0 items-center gap-2 border-b px-3 text-xs"
    >
      <span className="text-muted-foreground hidden whitespace-nowrap @2xl:inline">{strings.bar}</span>
      <select
        aria-label={strings.person}
        className={SELECT}
        value={choice.userId}
        onChange={(event) => chooseViewer(view, { userId: event.target.value, role: null })}
      >
        {organizations.map((organization) => (
          <optgroup key={organization} label={organization}>
            {people
              .filter(({ organizationName }) => organizationName === organization)
              .map(({ userId, name }) => (
                <option key={userId} value={userId}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <select
        aria-label={strings.role}
        className={SELECT}
        value={role}
        onChange={(event) => chooseViewer(view, { userId: choice.userId, role: event.target.value === own ? null : event.target.value })}
      >
        {rolesOf(roles, person.organizationId).map(({ key, name, addonKey }) => (
          <option key={`${addonKey}.${key}`} value={key}>
            {addonKey === '' ? name : `${name} · ${addonKey}`}
          </option>
        ))}
      </select>
      <span className="sm:flex-1" />
      {view === 'main' && <WidthChoice />}
      {view === 'main' && (
        <Button size="sm" variant="ghost" className="h-7 text-xs" onClick={() => setFilling(true)}>
          <Rows3 className="size-4" aria-hidden />
          <span className="hidden @2xl:inline">{sample}</span>
          <span className="sr-only @2xl:hidden">{sample}</span>
        </Button>
      )}
      {isFilling && (
        <Late onClose={() => setFilling(false)}>
          <SeedDialog onClose={() => setFilling(false)} />
        </Late>
      )}
      {view === 'main' && !isSplit && (
        <Button size="sm" variant="ghost" className="h-7 text-xs" onClick={() => splitView(true)}>
          <Columns2 className="size-4" aria-hidden />
          <span className="hidden @2xl:inline">{strings.split}</span>
          <span className="sr-only @2xl:hidden">{strings.split}</span>
        </Button>
      )}
      {view === 'second' && (
        <Button size="sm" variant="ghost" className="h-7 text-xs" onClick={() => splitView(false)}>
          <X className="size-4" aria-hidden />
          {strings.unsplit}
        </Button>
      )}
    </div>
  );
}
