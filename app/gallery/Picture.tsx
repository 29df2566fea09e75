import type { Cell, Chip, Portrait } from './portrait';

function Badge({ text, color }: Chip) {
  return (
    <span className="inline-flex max-w-full items-center gap-1 truncate">
      {color !== '' && <span className="size-1.5 shrink-0 rounded-full" style={{ background: color }} />}
      <span className="truncate">{text}</span>
    </span>
  );
}

const inCell = (cell: Cell) => (typeof cell === 'string' ? cell : <Badge {...cell} />);

function Menu({ entries }: { entries: readonly string[] }) {
  return (
    <div className="bg-muted/60 flex w-1/5 shrink-0 flex-col gap-[0.5em] border-r p-[0.7em]">
      {entries.slice(0, 6).map((entry, index) => (
        <span
          key={entry}
          className={`truncate rounded px-[0.4em] py-[0.1em] ${index === 0 ? 'bg-primary/15 text-foreground font-medium' : ''}`}
        >
          {entry}
        </span>
      ))}
    </div>
  );
}

function Screen({ portrait }: { portrait: Extract<Portrait, { kind: 'table' | 'board' }> }) {
  return (
    <>
      <Menu entries={portrait.menu} />
      <div className="flex min-w-0 flex-1 flex-col gap-[0.6em] p-[0.9em]">
        <span className="text-foreground truncate text-[1.25em] font-semibold">{portrait.title}</span>
        {portrait.kind === 'board' ? (
          <div className="flex min-h-0 flex-1 gap-[0.5em]">
            {portrait.lanes.map((lane) => (
              <div key={lane.title.text} className="bg-muted/60 flex min-w-0 flex-1 flex-col gap-[0.4em] rounded p-[0.5em]">
                <Badge {...lane.title} />
                {lane.cards.map((card, index) => (
                  <span key={`${card}-${String(index)}`} className="bg-card text-foreground truncate rounded border px-[0.4em] py-[0.35em]">
                    {card}
                  </span>
                ))}
              </div>
            ))}
          </div>
        ) : (
          <div className="min-h-0 flex-1 overflow-hidden rounded border">
            <div className="bg-muted/60 flex border-b">
              {portrait.columns.map((column) => (
                <span key={column} className="min-w-0 flex-1 truncate px-[0.5em] py-[0.35em] font-medium">
                  {column}
                </span>
              ))}
            </div>
            {portrait.rows.map((row, index) => (
              <div key={index} className="flex border-b last:border-b-0">
                {row.map((cell, at) => (
                  <span key={at} className={`min-w-0 flex-1 truncate px-[0.5em] py-[0.4em] ${at === 0 ? 'text-foreground' : ''}`}>
                    {inCell(cell)}
                  </span>
                ))}
              </div>
            ))}
          </div>
        )}
      </div>
    </>
  );
}

function Drawn({ portrait }: { portrait: Portrait }) {
  switch (portrait.kind) {
    case 'table':
    case 'board':
      return <Screen portrait={portrait} />;
    case 'theme':
      return (
        <div className="flex flex-1">
          {(['light', 'dark'] as const).map((side) => (
            <div
              key={side}
              className="flex flex-1 flex-wrap content-center justify-center gap-[0.8em] p-[1em]"
              style={{ background: portrait.swatches[0]?.[side] }}
            >
              {portrait.swatches.slice(1).map((swatch) => (
                <span key={swatch.name} className="size-[3.4em] rounded border" style={{ background: swatch[side] }} />
              ))}
            </div>
          ))}
        </div>
      );
    case 'bundle':
      return (
        <div className="grid flex-1 grid-cols-2 content-center gap-[0.8em] p-[1.2em]">
          {portrait.members.map((member) => (
            <span key={member} className="bg-card text-foreground truncate rounded border px-[0.8em] py-[1.2em] text-center font-medium">
              {member}
            </span>
          ))}
        </div>
      );
  }
}

/** A starter's first screen, drawn from its own manifest and rows in the theme at hand. `size`: of its letters, in pixels. */
export function Picture({ portrait, label, size }: { portrait: Portrait | null; label: string; size: number }) {
  return (
    <div
      role="img"
      aria-label={label}
      className="bg-background text-muted-foreground flex aspect-[16/9] w-full overflow-hidden rounded-md border leading-tight"
      style={{ fontSize: size }}
    >
      {portrait && (
        <div aria-hidden className="flex min-w-0 flex-1">
          <Drawn portrait={portrait} />
        </div>
      )}
    </div>
  );
}
