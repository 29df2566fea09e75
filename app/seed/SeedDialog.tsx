import {
  Button,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  Input,
  Label,
} from '@asteby/metacore-ui/primitives';
import { useCallback, useEffect, useId, useState, type SyntheticEvent } from 'react';
import { messageOf } from '../../kernel/errors';
import { MAX_SEED_ROWS, type SeedRun } from '../../kernel/seed/run';
import { useFocusReturn } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { endRun, fillTables, listRuns, SeedRefusal } from './requests';
import { SEED_STRINGS, type SeedStrings } from './strings';

const DEFAULT_ROWS = '50';
const MAX_NUMBER = 2 ** 31 - 1;
/** How often the progress of a run is asked for. */
const PROGRESS_MS = 300;

/** The whole number of a field, or null. */
function wholeNumber(text: string, least: number, most: number): number | null {
  const value = /^\d{1,10}$/.test(text.trim()) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}

function sentenceOf(error: unknown, strings: SeedStrings): string {
  if (!(error instanceof SeedRefusal)) return strings.failed(messageOf(error));
  const { code, data } = error;
  if (code === 'too_many_rows' && typeof data.most === 'number') return strings.tooMany(data.most);
  if (code === 'seed_referenced') return strings.referenced(String(data.table), String(data.by));
  return strings.failed(error.message);
}

function Shortfalls({ run, strings }: { run: SeedRun; strings: SeedStrings }) {
  const short = run.tables.flatMap(({ table, rows, shortfall }) => (shortfall ? [{ table, rows, shortfall }] : []));
  if (short.length === 0) return null;
  return (
    <ul className="text-muted-foreground list-inside list-disc text-sm">
      {short.map(({ table, rows, shortfall }) => (
        <li key={table}>
          {strings.short(table, rows)} {strings.why[shortfall.code](shortfall.detail)}
        </li>
      ))}
    </ul>
  );
}

function Runs({
  runs,
  busy,
  strings,
  onUndo,
}: {
  runs: readonly SeedRun[];
  busy: string | null;
  strings: SeedStrings;
  onUndo: (id: string) => void;
}) {
  if (runs.length === 0) return <p className="text-muted-foreground text-sm">{strings.none}</p>;
  return (
    <ul className="max-h-48 space-y-2 overflow-y-auto">
      {runs.map((run) => (
        <li key={run.id} className="space-y-1">
          <div className="flex items-center justify-between gap-2">
            <span className="min-w-0 text-sm">
              {strings.run(run.made, run.seed, run.language)} {strings.state[run.state]}
            </span>
            <Button type="button" size="sm" variant="outline" disabled={busy !== null} onClick={() => onUndo(run.id)}>
              {busy === run.id ? strings.undoing : strings.undo}
            </Button>
          </div>
          <Shortfalls run={run} strings={strings} />
        </li>
      ))}
    </ul>
  );
}

/** The runs of the kernel, asked for once, after every change, and again and again while `watched` or one is under way. */
function useRuns(watched: boolean, onFailure: (error: unknown) => void): { runs: readonly SeedRun[]; refresh: () => Promise<void> } {
  const [runs, setRuns] = useState<readonly SeedRun[] | null>(null);
  const refresh = useCallback(async () => {
    try {
      setRuns(await listRuns());
    } catch (error) {
      onFailure(error);
    }
  }, [onFailure]);
  useEffect(() => {
    if (runs !== null && !watched && runs[0]?.state !== 'running') return undefined;
    const timer = setTimeout(() => void refresh(), runs === null ? 0 : PROGRESS_MS);
    return () => clearTimeout(timer);
  }, [runs, refresh, watched]);
  return { runs: runs ?? [], refresh };
}

/** Fills the tables with sample rows, shows how far it is, and takes the rows away again. */
export default function SeedDialog({ onClose }: { onClose: () => void }) {
  const common = useStrings();
  const language = useLanguage((state) => state.language);
  const strings = SEED_STRINGS[language];
  const [rowsField, numberField, errorField] = [useId(), useId(), useId()];
  const returnFocus = useFocusReturn(true);
  const [rows, setRows] = useState(DEFAULT_ROWS);
  const [number, setNumber] = useState('1');
  const [failure, setFailure] = useState<string | null>(null);
  const [undoing, setUndoing] = useState<string | null>(null);
  const [stopping, setStopping] = useState(false);
  const fail = useCallback((error: unknown) => setFailure(sentenceOf(error, SEED_STRINGS[language])), [language]);
  const [starting, setStarting] = useState(false);
  const { runs, refresh } = useRuns(starting, fail);
  const running = runs[0]?.state === 'running' ? runs[0] : null;

  const start = async (event: SyntheticEvent) => {
    event.preventDefault();
    const [count, seed] = [wholeNumber(rows, 1, MAX_SEED_ROWS), wholeNumber(number, 0, MAX_NUMBER)];
    if (count === null || seed === null) {
      setFailure(count === null ? strings.badRows : strings.badNumber);
      return;
    }
    setFailure(null);
    setStopping(false);
    setStarting(true);
    try {
      await fillTables({ rows: count, seed, language });
    } catch (error) {
      fail(error);
    }
    setStarting(false);
    await refresh();
  };
  const stop = async (id: string) => {
    setStopping(true);
    await endRun(id).catch(fail);
  };
  const undo = async (id: string) => {
    setFailure(null);
    setUndoing(id);
    await endRun(id).catch(fail);
    setUndoing(null);
    await refresh();
  };
  const busy = starting || running !== null;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.title}</DialogTitle>
          <DialogDescription>{strings.intro}</DialogDescription>
        </DialogHeader>
        <form className="space-y-3" onSubmit={(event) => void start(event)}>
          <div className="grid grid-cols-2 gap-3">
            <div className="space-y-1">
              <Label htmlFor={rowsField}>{strings.rows}</Label>
              <Input
                id={rowsField}
                inputMode="numeric"
                value={rows}
                aria-describedby={errorField}
                onChange={(event) => setRows(event.target.value)}
              />
            </div>
            <div className="space-y-1">
              <Label htmlFor={numberField}>{strings.number}</Label>
              <Input
                id={numberField}
                inputMode="numeric"
                value={number}
                aria-describedby={errorField}
                onChange={(event) => setNumber(event.target.value)}
              />
            </div>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" disabled={busy || undoing !== null}>
              {strings.start}
            </Button>
            <Button type="button" variant="ghost" onClick={() => setNumber(String(Math.floor(Math.random() * 100_000)))}>
              {strings.another}
            </Button>
          </div>
        </form>
        <div role="status" className="space-y-2 text-sm">
          {running && (
            <>
              <progress className="w-full" max={running.wanted} value={running.made} aria-label={strings.title} />
              <div className="flex items-center justify-between gap-2">
                <span>{strings.running(running.made, running.wanted)}</span>
                <Button type="button" size="sm" variant="outline" disabled={stopping} onClick={() => void stop(running.id)}>
                  {stopping ? strings.stopping : strings.cancel}
                </Button>
              </div>
            </>
          )}
        </div>
        <p id={errorField} role="alert" className="text-destructive text-sm empty:hidden">
          {failure}
        </p>
        <section aria-label={strings.runs} className="space-y-2">
          <h3 className="text-sm font-medium">{strings.runs}</h3>
          <Runs runs={runs.filter((run) => run !== running)} busy={busy ? '' : undoing} strings={strings} onUndo={(id) => void undo(id)} />
        </section>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {common.close}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
