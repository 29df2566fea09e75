import { Button } from '@asteby/metacore-ui/primitives';
import { useEffect, useState } from 'react';
import type { MatrixRow, PermissionMatrix } from '../../kernel/console/permissions';
import { ORGANIZATIONS } from '../../kernel/database/core-rows';
import { ADMINISTRATORS, DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import { download } from '../download';
import { revealPlace } from '../editor/reveal-place';
import { FilterField } from '../layout/FilterField';
import { LINE_HEIGHT, LongList } from '../list/LongList';
import { toCsv } from '../list/table-text';
import { askKernel } from '../workspace/kernel';
import { useRoleName } from '../workspace/use-role-name';
import { useWorkspace } from '../workspace/workspace';
import { usePermissionStrings } from './strings';

const LOOK_DEADLINE_MS = 30_000;

/** Of one organization, asked anew after every install; null before the first answer. */
function useMatrix(organizationId: string): PermissionMatrix | null {
  const [matrix, setMatrix] = useState<PermissionMatrix | null>(null);
  const install = useWorkspace((state) => state.install);
  const phase = useWorkspace((state) => state.kernel.phase);
  useEffect(() => {
    let isCurrent = true;
    const principal = ADMINISTRATORS.find((one) => one.organizationId === organizationId) ?? DEFAULT_PRINCIPAL;
    if (phase === 'ready')
      askKernel({ method: 'GET', path: '/playground/permissions' }, LOOK_DEADLINE_MS, principal).then(
        ({ body }) => isCurrent && setMatrix((body as { data: PermissionMatrix }).data),
        // What is known stays until the kernel is back.
        () => undefined,
      );
    return () => {
      isCurrent = false;
    };
  }, [install, phase, organizationId]);
  return matrix;
}

interface Chosen {
  permission: string;
  role: number;
}

/** Why a role holds a permission, or does not, in one sentence and with the line that says so. */
function Why({ row, matrix, role }: { row: MatrixRow; matrix: PermissionMatrix; role: number }) {
  const strings = usePermissionStrings();
  const own = useWorkspace((state) => state.servedKey);
  const nameOf = useRoleName();
  const held = row.held[role] ?? null;
  const of = matrix.roles[role];
  const name = of ? nameOf(of) : '';
  if (held === null) return strings.none(name, row.permission);
  if (held.because === 'administrator') return strings.administrator(name);
  const { grant, place } = held;
  if (place === null) return strings.byHost(name, grant);
  return (
    <>
      {strings.grant(name, grant, `${place.addon}#${place.pointer}`)}
      {place.addon === own && (
        <Button size="sm" variant="ghost" onClick={() => revealPlace(place.pointer)}>
          {strings.show}
        </Button>
      )}
    </>
  );
}

/** Roles beside permissions: who holds what, and why. */
export default function PermissionsPanel() {
  const strings = usePermissionStrings();
  const nameOf = useRoleName();
  const [organizationId, setOrganization] = useState(DEFAULT_PRINCIPAL.organizationId);
  const matrix = useMatrix(organizationId);
  const [filter, setFilter] = useState('');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<Chosen | null>(null);
  if (matrix === null) return null;
  const wanted = filter.trim().toLowerCase();
  const rows = matrix.rows.filter(({ permission, model }) => `${permission} ${model}`.toLowerCase().includes(wanted));
  const roles = matrix.roles.flatMap((role, index) => (hidden.has(role.key) ? [] : [{ ...role, index, title: nameOf(role) }]));
  const why = chosen && matrix.rows.find(({ permission }) => permission === chosen.permission);
  const grid = { display: 'grid', gridTemplateColumns: `minmax(14rem, 1fr) repeat(${String(roles.length)}, 7.5rem)`, height: LINE_HEIGHT };
  const save = (): void => {
    const cells = rows.map(({ permission, held }) => [permission, ...roles.map(({ index }) => (held[index] ? 'yes' : ''))]);
    const text = toCsv([strings.permission, ...roles.map(({ title }) => title)], cells);
    download({ name: 'permissions.csv', blob: new Blob([text], { type: 'text/csv' }) });
  };
  return (
    <div className="flex h-full min-h-0 flex-col text-xs" data-testid="permissions">
      <div className="flex flex-wrap items-center gap-2 border-b px-2 py-1">
        <FilterField label={strings.filter} value={filter} onChange={setFilter} />
        <select
          aria-label={strings.organization}
          value={organizationId}
          onChange={(event) => setOrganization(event.target.value)}
          className="bg-background min-h-7 rounded border px-1"
        >
          {ORGANIZATIONS.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <fieldset className="flex flex-wrap items-center gap-x-3">
          <legend className="sr-only">{strings.people}</legend>
          {matrix.roles.map(({ key, ...role }) => (
            <label key={key} className="flex min-h-6 items-center gap-1">
              <input
                type="checkbox"
                checked={!hidden.has(key)}
                onChange={() => setHidden(hidden.has(key) ? new Set([...hidden].filter((one) => one !== key)) : new Set([...hidden, key]))}
              />
              {nameOf({ key, ...role })}
            </label>
          ))}
        </fieldset>
        <Button size="sm" variant="ghost" className="ml-auto" onClick={save}>
          {strings.export}
        </Button>
      </div>
      <p role="status" className="text-muted-foreground flex min-h-8 items-center gap-2 border-b px-2 [overflow-wrap:anywhere]">
        {why ? <Why row={why} matrix={matrix} role={chosen.role} /> : strings.hint}
      </p>
      <div className="min-h-0 flex-1">
        {rows.length === 0 ? (
          <p className="text-muted-foreground p-2 text-sm">{matrix.rows.length === 0 ? strings.noAddon : strings.nothing}</p>
        ) : (
          <LongList
            kind="table"
            label={strings.permission}
            count={rows.length}
            head={
              <div role="rowgroup" className="bg-muted sticky top-0 z-10">
                <div role="row" style={{ ...grid, height: undefined }} className="items-start py-1">
                  <span role="columnheader" className="px-2 font-medium">
                    {strings.permission}
                  </span>
                  {roles.map(({ key, title, people, addonKey }) => (
                    <span key={key} role="columnheader" className="px-1 text-center" title={[title, addonKey, ...people].join('\n')}>
                      <span className="block truncate font-medium">{title}</span>
                      <span className="text-muted-foreground block truncate">{people.join(', ') || addonKey}</span>
                    </span>
                  ))}
                </div>
              </div>
            }
            line={(at) => {
              const row = rows[at];
              return (
                row && (
                  <div key={row.permission} role="row" aria-rowindex={at + 2} style={grid} className="hover:bg-accent border-b">
                    <span role="rowheader" className="truncate px-2 font-mono leading-6" title={row.permission}>
                      {row.permission}
                    </span>
                    {roles.map(({ key, index, title }) => {
                      const holds = (row.held[index] ?? null) !== null;
                      const isChosen = chosen?.permission === row.permission && chosen.role === index;
                      return (
                        <span key={key} role="cell" className="grid place-items-center">
                          <button
                            type="button"
                            aria-label={holds ? strings.held(title, row.permission) : strings.notHeld(title, row.permission)}
                            aria-pressed={isChosen}
                            onClick={() => setChosen({ permission: row.permission, role: index })}
                            className={`aria-pressed:bg-primary aria-pressed:text-primary-foreground h-6 w-10 rounded ${holds ? 'font-semibold' : 'text-muted-foreground'}`}
                          >
                            {holds ? '✓' : '–'}
                          </button>
                        </span>
                      );
                    })}
                  </div>
                )
              );
            }}
          />
        )}
      </div>
    </div>
  );
}
