import { Button } from '@asteby/metacore-ui/primitives';
import { type ReactNode, useRef, useState } from 'react';
import { ORGANIZATIONS } from '../../kernel/database/core-rows';
import { messageOf } from '../../kernel/errors';
import type { InstalledAddon, LifecycleOverview } from '../../kernel/lifecycle/overview';
import type { ListedTombstone } from '../../kernel/lifecycle/tombstone';
import { useLanguage } from '../i18n/language';
import { reinstall } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { AddonRow, type Installed } from './AddonRow';
import { besideFile, bringBeside, leaveBeside } from './beside';
import { Dependencies } from './Dependencies';
import { Migrations } from './Migrations';
import { PlanDialog } from './PlanDialog';
import { type Answered, type Deed, doDeed } from './requests';
import { useInstallationStrings } from './strings';
import { Timeline } from './Timeline';
import { useOverviews } from './use-overview';

/** Each addon once, with where it is installed and how it stands there. */
function installedIn(overviews: readonly LifecycleOverview[]): Installed[] {
  const keys = [...new Set(overviews.flatMap(({ addons }) => addons.map(({ key }) => key)))].sort();
  return keys.flatMap((key): Installed[] => {
    const places = overviews.flatMap(({ organizationId, addons }) => {
      const addon = addons.find((one) => one.key === key);
      const name = ORGANIZATIONS.find(({ id }) => id === organizationId)?.name ?? organizationId;
      return addon ? [{ organizationId, name, status: addon.status }] : [];
    });
    const addon = overviews.flatMap(({ addons }) => addons).find((one) => one.key === key);
    return addon ? [{ addon, places }] : [];
  });
}

const distinctBy = <T,>(all: readonly T[], keyOf: (one: T) => string | number): T[] => [
  ...new Map(all.map((one) => [keyOf(one), one])).values(),
];

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0 flex-1 overflow-auto max-md:flex-none">
      <div className="bg-background sticky top-0 z-10 flex min-h-8 items-center justify-between gap-2 px-2">
        <h3 className="text-muted-foreground text-xs font-medium">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}

function Tombstone({ one, onAsk }: { one: ListedTombstone; onAsk: (deed: Deed) => void }) {
  const strings = useInstallationStrings();
  const language = useLanguage((state) => state.language);
  const rows = one.tables.reduce((sum, table) => sum + table.rows, 0);
  const asked = { addonKey: one.addonKey, tombstoneId: one.id };
  return (
    <li className="border-b px-2 py-1 text-sm">
      <p className="[overflow-wrap:anywhere]">
        <span className="font-medium">
          {one.addonKey} {one.version}
        </span>{' '}
        <span className="text-muted-foreground text-xs">
          {new Date(one.at).toLocaleString(language)} · {strings.tables(one.tables.length)} · {strings.rows(rows)}
        </span>
      </p>
      <p className="mt-1 flex flex-wrap gap-1">
        <Button size="sm" variant="outline" onClick={() => onAsk({ operation: 'restore', ...asked })}>
          {strings.restore}
        </Button>
        <Button size="sm" variant="outline" onClick={() => onAsk({ operation: 'purge', ...asked })}>
          {strings.purge}
        </Button>
      </p>
    </li>
  );
}

/** A file that somebody chose, as what would be done with it. */
async function deedOf(file: File, addons: readonly InstalledAddon[], language: 'en' | 'es'): Promise<{ deed: Deed; name: string }> {
  const { key, name, version } = await besideFile(file, language);
  const operation = addons.some((addon) => addon.key === key) ? ('upgrade' as const) : ('install' as const);
  return { deed: { operation, addonKey: key, file }, name: `${name} ${version}` };
}

/** What is installed where, what was done to it, what depends on what, and what was put away. */
export default function InstallationsPanel({ onRehearse }: { onRehearse: () => void }) {
  const strings = useInstallationStrings();
  const language = useLanguage((state) => state.language);
  const { overviews, isLost, look } = useOverviews();
  const own = useWorkspace((state) => state.servedKey);
  const isReadOnly = useWorkspace((state) => state.readOnly);
  const input = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<{ deed: Deed; name: string } | null>(null);
  const [problem, setProblem] = useState('');
  if (overviews === null) return <p className="text-muted-foreground p-3 text-sm">{isLost ? strings.lost : strings.looking}</p>;
  const installed = installedIn(overviews);
  const addons = installed.map(({ addon }) => addon);
  const history = distinctBy(
    overviews.flatMap((one) => one.history),
    ({ seq }) => seq,
  ).sort((a, b) => b.seq - a.seq);
  const tombstones = distinctBy(
    overviews.flatMap((one) => one.tombstones),
    ({ id }) => id,
  );
  const nameOf = (key: string): string => addons.find((one) => one.key === key)?.name ?? key;
  const take = async (file: File) => {
    setProblem('');
    try {
      setAsked(await deedOf(file, addons, language));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const act = async (deed: Deed): Promise<Answered<unknown>> => {
    // An addon that comes along belongs to the project, which installs it again wherever it is opened.
    if (deed.operation === 'install' || deed.operation === 'upgrade') return bringBeside(deed.addonKey, deed.file);
    const answer = await doDeed(deed);
    if (answer.ok && deed.operation === 'uninstall') leaveBeside([deed.addonKey, ...(dependentsOf(deed) ?? [])]);
    look();
    return answer;
  };
  const dependentsOf = (deed: Deed) => addons.find(({ key }) => key === deed.addonKey)?.dependents;
  return (
    <div className="flex h-full flex-col overflow-auto md:flex-row md:divide-x" data-testid="installations">
      <Section
        title={strings.addons}
        action={
          !isReadOnly && (
            <Button size="sm" variant="ghost" title={strings.addHint} onClick={() => input.current?.click()}>
              {strings.add}
            </Button>
          )
        }
      >
        <input
          ref={input}
          type="file"
          hidden
          data-testid="addon-input"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file) void take(file);
          }}
        />
        {problem !== '' && (
          <p role="alert" className="text-destructive px-2 text-sm [overflow-wrap:anywhere]">
            {problem}
          </p>
        )}
        {installed.length === 0 && <p className="text-muted-foreground px-2 text-sm">{strings.noAddons}</p>}
        <ul>
          {installed.map((one) => (
            <AddonRow
              key={one.addon.key}
              installed={one}
              isOwn={one.addon.key === own}
              onAsk={(deed) => setAsked({ deed, name: one.addon.name })}
              onUpdate={() => input.current?.click()}
              onRehearse={onRehearse}
            />
          ))}
        </ul>
        {own !== null && !addons.some(({ key }) => key === own) && (
          <Button className="mx-2" size="sm" variant="outline" onClick={reinstall}>
            {strings.again}
          </Button>
        )}
        <Migrations overviews={overviews} />
        <h3 className="text-muted-foreground px-2 pt-2 text-xs font-medium">{strings.graph}</h3>
        <Dependencies addons={addons} />
      </Section>
      <Section title={strings.timeline}>
        <Timeline entries={history} />
      </Section>
      <Section title={strings.tombstones}>
        {tombstones.length === 0 ? (
          <p className="text-muted-foreground px-2 text-sm">{strings.noTombstones}</p>
        ) : (
          <ul>
            {tombstones.map((one) => (
              <Tombstone key={one.id} one={one} onAsk={(deed) => setAsked({ deed, name: nameOf(one.addonKey) })} />
            ))}
          </ul>
        )}
      </Section>
      {asked && (
        <PlanDialog
          deed={asked.deed}
          name={asked.name}
          dependents={dependentsOf(asked.deed) ?? []}
          onDo={act}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
