import type { InstalledAddon } from '../../kernel/lifecycle/overview';
import { useInstallationStrings } from './strings';

const BOX = { width: 132, height: 40, gapX: 56, gapY: 12, margin: 8 };

interface Node {
  key: string;
  /** Null where it is needed and not installed. */
  version: string | null;
  x: number;
  y: number;
}

const neededBy = ({ requires, extends: extended }: InstalledAddon): string[] => [
  ...new Set([...requires.filter(({ isOptional, installed }) => !isOptional || installed !== null).map(({ key }) => key), ...extended]),
];

/** How many others must be there before an addon: its column. A circle ends at the addon it began with. */
function depthOf(key: string, addons: readonly InstalledAddon[], path: readonly string[] = []): number {
  const addon = addons.find((one) => one.key === key);
  if (!addon || path.includes(key)) return 0;
  return Math.max(0, ...neededBy(addon).map((other) => depthOf(other, addons, [...path, key]) + 1));
}

function nodesOf(addons: readonly InstalledAddon[]): Node[] {
  const keys = [...new Set([...addons.map(({ key }) => key), ...addons.flatMap(neededBy)])];
  const rows = new Map<number, number>();
  return keys.map((key) => {
    const depth = depthOf(key, addons);
    const row = rows.get(depth) ?? 0;
    rows.set(depth, row + 1);
    return {
      key,
      version: addons.find((one) => one.key === key)?.version ?? null,
      x: BOX.margin + depth * (BOX.width + BOX.gapX),
      y: BOX.margin + row * (BOX.height + BOX.gapY),
    };
  });
}

/** Who needs whom, as a picture and as sentences: what is needed stands to the left of what needs it. */
export function Dependencies({ addons }: { addons: readonly InstalledAddon[] }) {
  const strings = useInstallationStrings();
  const tied = addons.filter(({ requires, extends: extended }) => requires.length > 0 || extended.length > 0);
  if (tied.length === 0) return <p className="text-muted-foreground px-2 text-sm">{strings.alone}</p>;
  const nodes = nodesOf(addons);
  const nodeOf = (key: string) => nodes.find((node) => node.key === key);
  const width = Math.max(...nodes.map(({ x }) => x)) + BOX.width + BOX.margin;
  const height = Math.max(...nodes.map(({ y }) => y)) + BOX.height + BOX.margin;
  return (
    <div className="px-2 text-xs">
      <div className="overflow-auto" tabIndex={0} role="group" aria-label={strings.graph}>
        <svg width={width} height={height} aria-hidden data-testid="dependency-graph">
          {addons.flatMap((addon) =>
            neededBy(addon).map((other) => {
              const [from, to] = [nodeOf(addon.key), nodeOf(other)];
              if (!from || !to) return null;
              const [x1, y1, x2, y2] = [to.x + BOX.width, to.y + BOX.height / 2, from.x, from.y + BOX.height / 2];
              return (
                <path
                  key={`${addon.key} ${other}`}
                  d={`M ${x1} ${y1} C ${x1 + 28} ${y1}, ${x2 - 28} ${y2}, ${x2} ${y2}`}
                  fill="none"
                  className="stroke-muted-foreground"
                />
              );
            }),
          )}
          {nodes.map(({ key, version, x, y }) => (
            <g key={key}>
              <rect
                x={x}
                y={y}
                width={BOX.width}
                height={BOX.height}
                rx={6}
                className="fill-card stroke-border"
                strokeDasharray={version === null ? '4 3' : undefined}
              />
              <text x={x + 8} y={y + 17} className="fill-foreground text-xs font-medium">
                {key.length > 18 ? `${key.slice(0, 17)}…` : key}
              </text>
              <text x={x + 8} y={y + 32} className="fill-muted-foreground text-xs">
                {version ?? '–'}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <ul className="mt-1 space-y-0.5">
        {tied.flatMap(({ key, requires, extends: extended }) => [
          ...requires.map((one) => (
            <li key={`${key} ${one.key}`}>
              <span className="font-medium">{key}</span>{' '}
              <span className={one.installed === null && !one.isOptional ? 'text-destructive' : 'text-muted-foreground'}>
                {(one.isOptional ? strings.optional : strings.requires)(one.key, one.range, one.installed)}
              </span>
            </li>
          )),
          ...extended.map((other) => (
            <li key={`${key} extends ${other}`}>
              <span className="font-medium">{key}</span> <span className="text-muted-foreground">{strings.extends(other)}</span>
            </li>
          )),
        ])}
        {addons
          .filter(({ dependents }) => dependents.length > 0)
          .map(({ key, dependents }) => (
            <li key={`${key} dependents`}>
              <span className="font-medium">{key}</span>{' '}
              <span className="text-muted-foreground">{strings.dependents(dependents.join(', '))}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}
