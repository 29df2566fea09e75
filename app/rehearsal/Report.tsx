import { Button } from '@asteby/metacore-ui/primitives';
import { useState } from 'react';
import type { UpgradeReport } from '../../kernel/host/upgrade-rehearsal';
import { addFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { examplesOf, lossyColumns, migrationFor } from './report';
import { useRehearsalStrings } from './strings';

function Blocked({ report }: { report: UpgradeReport }) {
  const strings = useRehearsalStrings();
  const files = useWorkspace((state) => state.project?.files);
  const [added, setAdded] = useState<readonly string[]>([]);
  return (
    <section role="alert" className="space-y-1">
      <h3 className="text-destructive text-sm font-medium">{strings.blocked}</h3>
      <p className="text-sm">{strings.blockedHint}</p>
      <ul className="space-y-2 text-sm">
        {report.blocked.map((change) => {
          const migration = migrationFor(change, Object.keys(files ?? {}));
          return (
            <li key={`${change.place} ${change.detail}`}>
              <span className="font-medium">{change.place}</span> ({change.detail})
              <pre className="bg-muted my-1 rounded p-2 text-xs whitespace-pre-wrap">{change.cure}</pre>
              {migration && !added.includes(change.place) && (
                <Button
                  size="sm"
                  onClick={() => {
                    addFile(migration.path, migration.text);
                    setAdded([...added, change.place]);
                  }}
                >
                  {strings.addMigration(migration.path)}
                </Button>
              )}
              {added.includes(change.place) && <span role="status">{strings.added('migrations/')}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Tables({ tables }: Pick<UpgradeReport, 'tables'>) {
  const strings = useRehearsalStrings();
  return (
    <section>
      <h3 className="text-sm font-medium">{strings.schema}</h3>
      {tables.length === 0 && <p className="text-muted-foreground text-sm">{strings.noSchema}</p>}
      <ul className="font-mono text-xs" data-testid="schema-diff">
        {tables.map(({ table, change, columns, indexes }) => (
          <li key={table} className="mt-1">
            <span className="font-semibold">{table}</span> <span className="text-muted-foreground">{strings.tableChange[change]}</span>
            <ul className="pl-4">
              {columns.map(({ name, change: how, before, after }) => (
                <li key={name}>
                  {how === 'added' ? '+' : how === 'removed' ? '−' : '±'} {name}{' '}
                  {[before, after].filter((type) => type !== null).join(' → ')}
                </li>
              ))}
              {indexes.added.map((name) => (
                <li key={name}>+ {name}</li>
              ))}
              {indexes.removed.map((name) => (
                <li key={name}>− {name}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rows({ rows }: Pick<UpgradeReport, 'rows'>) {
  const strings = useRehearsalStrings();
  const lossy = lossyColumns(rows);
  return (
    <section>
      <h3 className="text-sm font-medium">{strings.rowDiff}</h3>
      {rows.length === 0 && <p className="text-muted-foreground text-sm">{strings.noRows}</p>}
      {lossy.length > 0 && (
        <p className="rounded bg-amber-100 p-2 text-sm text-amber-950 dark:bg-amber-950 dark:text-amber-100">
          {strings.lost(lossy.join(', '))}
        </p>
      )}
      {rows.map((table) => (
        <details key={table.table} className="text-sm">
          <summary className="flex min-h-6 cursor-pointer items-center gap-2">
            <span className="font-mono">{table.table}</span>
            <span className="text-muted-foreground">{strings.counts(table.insert, table.update, table.delete)}</span>
          </summary>
          <table className="ml-4 text-xs">
            <caption className="sr-only">{strings.examples}</caption>
            <thead>
              <tr className="text-left">
                <th className="pr-3">id</th>
                <th aria-hidden />
                <th className="pr-3">{strings.before}</th>
                <th>{strings.after}</th>
              </tr>
            </thead>
            <tbody>
              {examplesOf(table).flatMap(({ id, columns }) =>
                columns.map(({ name, before, after }) => (
                  <tr key={`${id} ${name}`} className="align-top font-mono">
                    <td className="text-muted-foreground pr-3">{id.slice(0, 8)}</td>
                    <td className="pr-3">{name}</td>
                    <td className="pr-3 [overflow-wrap:anywhere]">{before}</td>
                    <td className="[overflow-wrap:anywhere]">{after}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </details>
      ))}
    </section>
  );
}

/** What a rehearsal found: what stands in the way, tables and rows before and after, and each step with its time. */
export function Report({ report }: { report: UpgradeReport }) {
  const strings = useRehearsalStrings();
  const filled = Object.values(report.filled).reduce((sum, rows) => sum + rows, 0);
  return (
    <div className="min-w-0 space-y-3" data-testid="rehearsal-report">
      {report.isAssumed && (
        <p className="rounded bg-amber-100 p-2 text-sm text-amber-950 dark:bg-amber-950 dark:text-amber-100">{strings.assumed}</p>
      )}
      {report.blocked.length > 0 ? (
        <Blocked report={report} />
      ) : (
        <>
          <p role="status" className="text-sm">
            {strings.done(report.from, report.to, report.steps.length, `${Math.round(report.durationMs)} ms`, filled)}
          </p>
          <Tables tables={report.tables} />
          <Rows rows={report.rows} />
          <details className="text-xs">
            <summary className="min-h-6 cursor-pointer text-sm font-medium">{strings.steps}</summary>
            <ol className="font-mono">
              {report.steps.map((step, at) => (
                <li key={at} title={step.sql} className="flex gap-2">
                  <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{step.does}</span>
                  <span className="text-muted-foreground">{step.ms.toFixed(1)} ms</span>
                </li>
              ))}
            </ol>
          </details>
        </>
      )}
    </div>
  );
}
