import { Button } from '@asteby/metacore-ui/primitives';
import { useEffect, useState } from 'react';
import { ORGANIZATIONS } from '../../kernel/database/core-rows';
import type { ExplainAnswer, QueryAnswer } from '../../kernel/console/query';
import type { ConsoleTable } from '../../kernel/console/tables';
import { messageOf } from '../../kernel/errors';
import { ADMINISTRATORS, DEFAULT_PRINCIPAL } from '../../kernel/security/default-principal';
import { download } from '../download';
import { FilterField } from '../layout/FilterField';
import { toCsv, toJson } from '../list/table-text';
import { useWorkspace } from '../workspace/workspace';
import { qualified } from './complete-sql';
import { PlanTree } from './PlanTree';
import { type Answered, type Asked, askTables, explainSql, runSql, type SqlFault } from './requests';
import { Rows } from './Rows';
import { SqlEditor } from './SqlEditor';
import { useDataStrings } from './strings';

type Shown = { kind: 'rows'; answer: QueryAnswer } | { kind: 'plan'; answer: ExplainAnswer } | { kind: 'fault'; fault: SqlFault } | null;

const LIMITS = [100, 500, 2_000, 10_000];

/** What was written last, for when the panel is opened again. */
let lastSql = '';

/** The tables as they are, asked anew after every install. */
function useTables(): readonly ConsoleTable[] {
  const [tables, setTables] = useState<readonly ConsoleTable[]>([]);
  const install = useWorkspace((state) => state.install);
  const phase = useWorkspace((state) => state.kernel.phase);
  useEffect(() => {
    let isCurrent = true;
    if (phase === 'ready')
      askTables().then(
        (found) => isCurrent && setTables(found),
        // Those that are known stay until the next install.
        () => undefined,
      );
    return () => {
      isCurrent = false;
    };
  }, [install, phase]);
  return tables;
}

const save = (name: string, text: string, type: string): void => download({ name, blob: new Blob([text], { type }) });

function Fault({ fault }: { fault: SqlFault }) {
  return (
    <div role="alert" className="text-destructive p-2 text-xs [overflow-wrap:anywhere]">
      <p>
        {fault.message}
        {fault.sql_state !== undefined && ` (${fault.sql_state})`}
      </p>
      {fault.detail !== undefined && <p>{fault.detail}</p>}
      {fault.hint !== undefined && <p>{fault.hint}</p>}
    </div>
  );
}

function TableList({ tables, onChoose }: { tables: readonly ConsoleTable[]; onChoose: (table: ConsoleTable) => void }) {
  const strings = useDataStrings();
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const shown = tables.filter((table) => `${table.schema}.${table.name}`.toLowerCase().includes(wanted));
  return (
    <nav aria-label={strings.tables} className="flex min-h-0 w-52 shrink-0 flex-col max-md:max-h-32 max-md:w-full">
      <FilterField label={strings.filterTables} value={filter} onChange={setFilter} className="m-1" />
      <ul className="min-h-0 flex-1 overflow-auto">
        {shown.map((table) => (
          <li key={`${table.schema}.${table.name}`}>
            <button
              type="button"
              title={table.columns.map(({ name, type }) => `${name} ${type}`).join('\n')}
              onClick={() => onChoose(table)}
              className="hover:bg-accent flex min-h-6 w-full items-baseline gap-1 px-2 text-left text-xs"
            >
              <span className="truncate">{table.name}</span>
              <span className="text-muted-foreground truncate">{table.schema}</span>
            </button>
          </li>
        ))}
      </ul>
      {tables.length > 0 && shown.length === 0 && <p className="text-muted-foreground px-2 text-xs">{strings.noTable}</p>}
    </nav>
  );
}

/** The tables and their rows; SQL by hand, with its plan. */
export default function DataPanel() {
  const strings = useDataStrings();
  const tables = useTables();
  const [sql, setSql] = useState(lastSql);
  const [who, setWho] = useState('owner');
  const [limit, setLimit] = useState(500);
  const [shown, setShown] = useState<Shown>(null);
  const [isRunning, setRunning] = useState(false);

  const change = (text: string): void => {
    lastSql = text;
    setSql(text);
  };
  const askedOf = (text: string): Asked => {
    const principal = ADMINISTRATORS.find(({ organizationId }) => organizationId === who);
    return { sql: text, as: principal ? 'role' : 'owner', principal: principal ?? DEFAULT_PRINCIPAL, limit };
  };
  const ask = async <T,>(question: Promise<Answered<T>>, show: (value: T) => Shown): Promise<void> => {
    setRunning(true);
    try {
      const answered = await question;
      setShown(answered.ok ? show(answered.value) : { kind: 'fault', fault: answered.fault });
    } catch (error) {
      setShown({ kind: 'fault', fault: { message: messageOf(error), hint: strings.lost } });
    } finally {
      setRunning(false);
    }
  };
  const run = (text = sql): void => {
    if (text.trim() !== '') void ask(runSql(askedOf(text)), (answer) => ({ kind: 'rows', answer }));
  };
  const explain = (how: 'plan' | 'analyze'): void => {
    if (sql.trim() !== '') void ask(explainSql(askedOf(sql), how), (answer) => ({ kind: 'plan', answer }));
  };
  const choose = (table: ConsoleTable): void => {
    const order = table.columns.some(({ name }) => name === 'created_at') ? ' order by created_at desc' : '';
    const text = `select * from ${qualified(table)}${order}`;
    change(text);
    run(text);
  };
  const answer = shown?.kind === 'rows' ? shown.answer : null;
  const names = answer?.columns.map(({ name }) => name) ?? [];
  const chosen = 'bg-background min-h-7 max-w-48 rounded border px-1';
  return (
    <div className="flex h-full min-h-0 divide-x max-md:flex-col" data-testid="data">
      <TableList tables={tables} onChoose={choose} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="h-16 shrink-0 border-b">
          <SqlEditor
            label={strings.statement}
            value={sql}
            tables={tables}
            faultAt={shown?.kind === 'fault' ? (shown.fault.offset ?? null) : null}
            onChange={change}
            onRun={() => run()}
          />
        </div>
        <div className="flex flex-wrap items-center gap-2 border-b px-2 py-1 text-xs">
          <Button size="sm" title={strings.runHint} disabled={isRunning} onClick={() => run()}>
            {strings.run}
          </Button>
          <Button size="sm" variant="outline" disabled={isRunning} onClick={() => explain('plan')}>
            {strings.explain}
          </Button>
          <Button size="sm" variant="outline" title={strings.analyzeHint} disabled={isRunning} onClick={() => explain('analyze')}>
            {strings.analyze}
          </Button>
          <select aria-label={strings.as} value={who} onChange={(event) => setWho(event.target.value)} className={chosen}>
            <option value="owner">{strings.owner}</option>
            {ORGANIZATIONS.map(({ id, name }) => (
              <option key={id} value={id}>
                {strings.role(name)}
              </option>
            ))}
          </select>
          <select aria-label={strings.limit} value={limit} onChange={(event) => setLimit(Number(event.target.value))} className={chosen}>
            {LIMITS.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
          <span role="status" className="text-muted-foreground">
            {isRunning && strings.running}
            {!isRunning && answer?.kind === 'read' && strings.count(answer.rows.length, answer.milliseconds.toFixed(1), answer.truncated)}
            {!isRunning &&
              answer?.kind === 'write' &&
              `${strings.written(answer.affected, answer.milliseconds.toFixed(1))} ${strings.unheard}`}
          </span>
          {answer && names.length > 0 && (
            <span className="ml-auto flex gap-2">
              <Button size="sm" variant="ghost" onClick={() => save('rows.csv', toCsv(names, answer.rows), 'text/csv')}>
                {strings.save('CSV')}
              </Button>
              <Button size="sm" variant="ghost" onClick={() => save('rows.json', toJson(names, answer.rows), 'application/json')}>
                {strings.save('JSON')}
              </Button>
            </span>
          )}
        </div>
        <div className="min-h-0 flex-1">
          {shown === null && <p className="text-muted-foreground p-2 text-sm">{strings.hint}</p>}
          {shown?.kind === 'fault' && <Fault fault={shown.fault} />}
          {shown?.kind === 'plan' && <PlanTree answer={shown.answer} />}
          {answer && names.length > 0 && <Rows label={strings.rows} answer={answer} />}
        </div>
      </div>
    </div>
  );
}
