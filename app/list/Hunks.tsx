import type { Hunk, HunkLine } from '../../kernel/authoring/fixes/line-diff';
import { useListStrings } from './strings';

const SIGN: Record<HunkLine['kind'], string> = { kept: ' ', gone: '-', come: '+' };
const LOOK: Record<HunkLine['kind'], string> = {
  kept: 'text-muted-foreground',
  gone: 'bg-red-100 text-red-950 dark:bg-red-950 dark:text-red-100',
  come: 'bg-green-100 text-green-950 dark:bg-green-950 dark:text-green-100',
};

/** The lines that go and come, place by place. */
export function Hunks({ hunks }: { hunks: readonly Hunk[] }) {
  const strings = useListStrings();
  return hunks.map((hunk) => (
    <div key={hunk.line}>
      <p className="text-muted-foreground px-2 py-0.5">{strings.line(hunk.line)}</p>
      {hunk.lines.map(({ kind, text }, index) => (
        <p key={index} className={`px-2 font-mono whitespace-pre-wrap [overflow-wrap:anywhere] ${LOOK[kind]}`}>
          <span aria-hidden>{SIGN[kind]} </span>
          {kind !== 'kept' && <span className="sr-only">{strings[kind]}: </span>}
          {text}
        </p>
      ))}
    </div>
  ));
}
