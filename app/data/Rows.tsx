import type { QueryAnswer } from '../../kernel/console/query';
import { LINE_HEIGHT, LongList } from '../list/LongList';

/** Width of a column in characters: that of what stands in its first lines. */
const MIN_CHARS = 6;
const MAX_CHARS = 48;
const LOOKED_AT = 100;

function widths({ columns, rows }: QueryAnswer): number[] {
  const first = rows.slice(0, LOOKED_AT);
  return columns.map(({ name }, index) =>
    Math.min(MAX_CHARS, Math.max(MIN_CHARS, name.length, ...first.map((row) => row[index]?.length ?? 4)) + 2),
  );
}

/** What a statement answered, each value as PostgreSQL writes it. */
export function Rows({ label, answer }: { label: string; answer: QueryAnswer }) {
  const template = widths(answer)
    .map((width) => `${String(width)}ch`)
    .join(' ');
  const grid = { display: 'grid', gridTemplateColumns: template, height: LINE_HEIGHT };
  return (
    <LongList
      kind="table"
      label={label}
      count={answer.rows.length}
      head={
        <div role="rowgroup" className="bg-muted sticky top-0 z-10 font-mono">
          <div role="row" style={grid}>
            {answer.columns.map(({ name }, index) => (
              <span key={index} role="columnheader" title={name} className="truncate border-r px-2 leading-6 font-medium">
                {name}
              </span>
            ))}
          </div>
        </div>
      }
      line={(index) => (
        <div key={index} role="row" aria-rowindex={index + 2} style={grid} className="hover:bg-accent border-b font-mono">
          {answer.rows[index]?.map((cell, column) => (
            <span
              key={column}
              role="cell"
              title={cell?.slice(0, 2000) ?? 'NULL'}
              className={`truncate border-r px-2 leading-6 ${cell === null ? 'text-muted-foreground italic' : ''}`}
            >
              {cell ?? 'NULL'}
            </span>
          ))}
        </div>
      )}
    />
  );
}
