/** Figures and the table they are shown in. */

export interface Figure {
  what: string;
  value: string;
  budget: string;
  holds: boolean | null;
}

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value).toString()} ms`;

/** A figure in milliseconds against the most it may be. */
export const within = (what: string, value: number, budgetMs: number): Figure => ({
  what,
  value: milliseconds(value),
  budget: `≤ ${budgetMs} ms`,
  holds: value <= budgetMs,
});

/** A figure that has no budget. */
export const plain = (what: string, value: string): Figure => ({ what, value, budget: '', holds: null });

export function markdown(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ what, value, budget, holds }) => `| ${what} | ${value} | ${budget} | ${holds === null ? '' : holds ? 'holds' : '**over**'} |`,
  );
  return ['| what | measured | budget | |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}
