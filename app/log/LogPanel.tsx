import { Button } from '@asteby/metacore-ui/primitives';
import { useMemo, useState } from 'react';
import type { LogEntry, LogLevel } from '../../kernel/trace/log';
import { ADMINISTRATORS } from '../../kernel/security/default-principal';
import { download } from '../download';
import { FilterField } from '../layout/FilterField';
import { LINE_HEIGHT, LongList } from '../list/LongList';
import { askKernel } from '../workspace/kernel';
import { usePolled } from '../workspace/use-polled';
import { useWorkspace } from '../workspace/workspace';
import { addLines, asText, clearLog, filtered, useLog } from './store';
import { useLogStrings } from './strings';

/** Between two looks, in milliseconds. */
const LOOK_INTERVAL_MS = 500;
const LOOK_DEADLINE_MS = 10_000;
const LEVELS: readonly LogLevel[] = ['info', 'warning', 'error'];
const COLOURS: Readonly<Record<LogLevel, string>> = { info: '', warning: 'text-amber-700 dark:text-amber-400', error: 'text-destructive' };

/** How far each kernel's log was read: another generation begins anew. */
const read = { generation: -1, seq: 0 };

/** Lines behind the last one that was read, of every organization. */
async function readOn(generation: number): Promise<void> {
  if (read.generation !== generation) Object.assign(read, { generation, seq: 0 });
  const { seq } = read;
  const lists = await Promise.all(
    ADMINISTRATORS.map(async (principal) => {
      const { body } = await askKernel({ method: 'GET', path: `/playground/log?after=${String(seq)}` }, LOOK_DEADLINE_MS, principal);
      return (body as { data: LogEntry[] }).data;
    }),
  );
  const entries = [...new Map(lists.flat().map((entry) => [entry.seq, entry])).values()].sort((a, b) => a.seq - b.seq);
  if (read.generation !== generation || read.seq !== seq) return;
  read.seq = entries.at(-1)?.seq ?? seq;
  addLines(entries.map(({ at, level, source, text }) => ({ at, level, source, text })));
}

function useReading(): void {
  const generation = useWorkspace(({ kernel }) => (kernel.phase === 'ready' ? kernel.generation : null));
  const ask = useMemo(() => (generation === null ? null : () => readOn(generation)), [generation]);
  usePolled(ask, LOOK_INTERVAL_MS, undefined);
}

/** What goes on, a line each, the newest last. */
export default function LogPanel() {
  const strings = useLogStrings();
  useReading();
  const lines = useLog((state) => state.lines);
  const [text, setText] = useState('');
  const [level, setLevel] = useState<LogLevel>('info');
  const [follows, setFollows] = useState(true);
  const shown = useMemo(() => filtered(lines, text, level), [lines, text, level]);
  return (
    <div className="flex h-full min-h-0 flex-col text-xs" data-testid="log">
      <div className="flex flex-wrap items-center gap-2 border-b px-2 py-1">
        <FilterField label={strings.filter} value={text} onChange={setText} />
        <select
          aria-label={strings.level}
          value={level}
          onChange={(event) => setLevel(LEVELS.find((one) => one === event.target.value) ?? 'info')}
          className="bg-background min-h-7 rounded border px-1"
        >
          {LEVELS.map((one) => (
            <option key={one} value={one}>
              {strings.levels[one]}
            </option>
          ))}
        </select>
        <label className="flex min-h-6 items-center gap-1">
          <input type="checkbox" checked={follows} onChange={(event) => setFollows(event.target.checked)} />
          {strings.follow}
        </label>
        <span role="status" className="text-muted-foreground">
          {strings.count(shown.length, lines.length)}
        </span>
        <span className="ml-auto flex gap-2">
          <Button size="sm" variant="ghost" onClick={clearLog}>
            {strings.clear}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            onClick={() => download({ name: 'log.txt', blob: new Blob([asText(shown)], { type: 'text/plain' }) })}
          >
            {strings.export}
          </Button>
        </span>
      </div>
      <div className="min-h-0 flex-1">
        {lines.length === 0 ? (
          <p className="text-muted-foreground p-2 text-sm">{strings.none}</p>
        ) : (
          <LongList
            label={strings.log}
            count={shown.length}
            follows={follows}
            line={(index) => {
              const line = shown[index];
              return (
                line && (
                  <div
                    key={line.id}
                    role="listitem"
                    title={line.text}
                    style={{ height: LINE_HEIGHT }}
                    className="flex items-center gap-3 px-2 font-mono whitespace-pre"
                  >
                    <span className="text-muted-foreground">{line.at.slice(11, 23)}</span>
                    <span className="text-muted-foreground w-16">{line.source}</span>
                    <span className={COLOURS[line.level]}>{line.text}</span>
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
