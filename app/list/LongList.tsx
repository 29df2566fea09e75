import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { windowOf } from './window';

/** Height of a line in pixels: lines of a long list are of one height, so that where each stands is known without drawing it. */
export const LINE_HEIGHT = 24;

interface LongListProps {
  label: string;
  count: number;
  /** A table's lines hold cells, a list's do not. */
  kind?: 'list' | 'table';
  /** Names of the columns, where it is a table. */
  head?: ReactNode;
  /** Keeps the last line in sight as lines are added. */
  follows?: boolean;
  line: (index: number) => ReactNode;
}

/** A list of any length, of which the lines that are seen are drawn. It scrolls by the keys once it has the focus. */
export function LongList({ label, count, kind = 'list', head, follows = false, line }: LongListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 480 });
  const measure = (): void => {
    const element = box.current;
    if (element) setSeen({ top: element.scrollTop, height: element.clientHeight });
  };
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (follows && element) element.scrollTop = element.scrollHeight;
  }, [follows, count]);
  const { from, to } = windowOf(seen.top, seen.height, LINE_HEIGHT, count);
  const lines = Array.from({ length: to - from }, (_, at) => from + at);
  const isTable = kind === 'table';
  return (
    <div ref={box} tabIndex={0} role="group" aria-label={label} onScroll={measure} className="h-full min-h-0 overflow-auto text-xs">
      <div
        role={isTable ? 'table' : 'list'}
        aria-label={label}
        {...(isTable && { 'aria-rowcount': count + 1 })}
        className="w-max min-w-full"
      >
        {head}
        {count > 0 && (
          <div role={isTable ? 'rowgroup' : 'presentation'} style={{ height: count * LINE_HEIGHT, position: 'relative' }}>
            <div role="presentation" style={{ transform: `translateY(${String(from * LINE_HEIGHT)}px)` }}>
              {lines.map((index) => line(index))}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
