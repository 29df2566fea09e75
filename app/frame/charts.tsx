/**
 * Stands in for `recharts` inside the UI packages, whose dashboard draws bars, lines, areas and pies: the same elements, read
 * as a description and drawn as one picture. What only moves (tooltips, animations) is left to the titles of its parts.
 */
import { Children, isValidElement, type FunctionComponent, type ReactElement, type ReactNode } from 'react';

interface Point {
  label: string;
  value: number;
}

interface ChartProps {
  data?: readonly Point[];
  children?: ReactNode;
}

interface MarkProps {
  fill?: string;
  stroke?: string;
}

interface AxisProps {
  tickFormatter?: (value: number) => string;
}

interface PieProps {
  data?: readonly Point[];
  innerRadius?: number | string;
  children?: ReactNode;
}

/** Elements that only describe: the charts read their properties and draw. */
export const Area: FunctionComponent<MarkProps> = () => null;
export const Bar: FunctionComponent<MarkProps> = () => null;
export const Line: FunctionComponent<MarkProps> = () => null;
export const Cell: FunctionComponent<MarkProps> = () => null;
export const Pie: FunctionComponent<PieProps> = () => null;
export const XAxis: FunctionComponent = () => null;
export const YAxis: FunctionComponent<AxisProps> = () => null;
export const CartesianGrid: FunctionComponent = () => null;
export const Tooltip: FunctionComponent = () => null;

export const ResponsiveContainer = ({ children }: { children?: ReactNode }): ReactNode => <div className="size-full">{children}</div>;

const WIDTH = 360;
const HEIGHT = 170;
const LEFT = 44;
const BOTTOM = 18;
const TOP = 8;
const RIGHT = 6;

/** The properties of the first child of a kind. */
function propsOf<P>(children: ReactNode, kind: FunctionComponent<P>): P | undefined {
  const found = Children.toArray(children).find((child) => isValidElement(child) && child.type === kind);
  return found === undefined ? undefined : (found as ReactElement<P>).props;
}

const spoken = (points: readonly Point[]): string => points.map(({ label, value }) => `${label}: ${value}`).join(', ');

/** Round values between the least and the greatest, zero among them. */
function scaleOf(points: readonly Point[]): { low: number; high: number; ticks: number[] } {
  const values = points.map(({ value }) => value);
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const span = most - least || 1;
  const step = 10 ** Math.floor(Math.log10(span));
  const unit = span / step > 5 ? step * 2 : span / step > 2 ? step : step / 2;
  const [low, high] = [Math.floor(least / unit) * unit, Math.ceil(most / unit) * unit || unit];
  const count = Math.round((high - low) / unit);
  return { low, high, ticks: Array.from({ length: count + 1 }, (_, index) => low + index * unit) };
}

interface PlotProps extends ChartProps {
  draw: (place: { x: (index: number) => number; y: (value: number) => number; width: number }) => ReactNode;
  /** Points stand in the middle of their share of the width, or from edge to edge. */
  banded: boolean;
}

function Plot({ data = [], children, draw, banded }: PlotProps) {
  const { low, high, ticks } = scaleOf(data);
  const inner = WIDTH - LEFT - RIGHT;
  const share = inner / Math.max(banded ? data.length : data.length - 1, 1);
  const x = (index: number): number => LEFT + (banded ? (index + 0.5) * share : data.length === 1 ? inner / 2 : index * share);
  const y = (value: number): number => TOP + ((high - value) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const { tickFormatter = String } = propsOf(children, YAxis) ?? {};
  const every = Math.max(1, Math.ceil(data.length / 6));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="size-full" role="img" aria-label={spoken(data)}>
      {Children.toArray(children).filter((child) => isValidElement(child) && child.type === 'defs')}
      <g className="text-muted-foreground" fill="currentColor" fontSize={10}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} stroke="currentColor" strokeOpacity={0.2} strokeDasharray="3 3" />
            <text x={LEFT - 6} y={y(tick) + 3} textAnchor="end">
              {tickFormatter(tick)}
            </text>
          </g>
        ))}
        {data.map(({ label }, index) =>
          index % every === 0 ? (
            <text key={index} x={x(index)} y={HEIGHT - 4} textAnchor="middle">
              {label.length > 12 ? `${label.slice(0, 11)}…` : label}
            </text>
          ) : null,
        )}
      </g>
      {draw({ x, y, width: share })}
    </svg>
  );
}

export function BarChart({ data = [], children }: ChartProps) {
  const { fill = 'currentColor' } = propsOf(children, Bar) ?? {};
  return (
    <Plot
      data={data}
      banded
      draw={({ x, y, width }) =>
        data.map(({ label, value }, index) => {
          const size = Math.min(48, width * 0.8);
          const [top, bottom] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))];
          return (
            <rect key={index} x={x(index) - size / 2} y={top} width={size} height={bottom - top} rx={3} fill={fill}>
              <title>{`${label}: ${value}`}</title>
            </rect>
          );
        })
      }
    >
      {children}
    </Plot>
  );
}

const pathOf = (data: readonly Point[], x: (index: number) => number, y: (value: number) => number): string =>
  data.map(({ value }, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join('');

const dotsOf = (data: readonly Point[], x: (index: number) => number, y: (value: number) => number): ReactNode =>
  data.map(({ label, value }, index) => (
    <circle key={index} cx={x(index)} cy={y(value)} r={4} fill="transparent">
      <title>{`${label}: ${value}`}</title>
    </circle>
  ));

export function LineChart({ data = [], children }: ChartProps) {
  const { stroke = 'currentColor' } = propsOf(children, Line) ?? {};
  return (
    <Plot
      data={data}
      banded={false}
      draw={({ x, y }) => (
        <>
          <path d={pathOf(data, x, y)} fill="none" stroke={stroke} strokeWidth={2} />
          {dotsOf(data, x, y)}
        </>
      )}
    >
      {children}
    </Plot>
  );
}

export function AreaChart({ data = [], children }: ChartProps) {
  const { stroke = 'currentColor', fill = 'none' } = propsOf(children, Area) ?? {};
  return (
    <Plot
      data={data}
      banded={false}
      draw={({ x, y }) => (
        <>
          <path d={`${pathOf(data, x, y)}L${x(data.length - 1)} ${y(0)}L${x(0)} ${y(0)}Z`} fill={fill} />
          <path d={pathOf(data, x, y)} fill="none" stroke={stroke} strokeWidth={2} />
          {dotsOf(data, x, y)}
        </>
      )}
    >
      {children}
    </Plot>
  );
}

/** The circle's radius is 1; a slice begins at the top and goes round clockwise. */
function sliceOf(from: number, to: number, inner: number): string {
  const at = (turn: number, radius: number): string => `${radius * Math.sin(turn * 2 * Math.PI)} ${-radius * Math.cos(turn * 2 * Math.PI)}`;
  // An arc that ends where it begins is none.
  const end = to - from >= 1 ? from + 0.9999 : to;
  const large = end - from > 0.5 ? 1 : 0;
  const back = inner > 0 ? `L${at(end, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}` : 'L0 0';
  return `M${at(from, 1)}A1 1 0 ${large} 1 ${at(end, 1)}${back}Z`;
}

export function PieChart({ children }: ChartProps) {
  const pie = propsOf(children, Pie);
  const data = (pie?.data ?? []).map((point) => ({ ...point, value: Math.max(point.value, 0) }));
  const total = data.reduce((sum, { value }) => sum + value, 0);
  const fills = Children.toArray(pie?.children).map((cell) => (isValidElement<MarkProps>(cell) ? cell.props.fill : undefined));
  const inner = typeof pie?.innerRadius === 'string' ? Number.parseFloat(pie.innerRadius) / 100 : 0;
  const before = data.map((_, index) => data.slice(0, index).reduce((sum, { value }) => sum + value, 0));
  return (
    <svg viewBox="-1.1 -1.1 2.2 2.2" className="size-full" role="img" aria-label={spoken(data)}>
      {data.map(({ label, value }, index) => {
        const part = total === 0 ? 0 : value / total;
        const from = total === 0 ? 0 : (before[index] ?? 0) / total;
        const slice = sliceOf(from, from + part, inner);
        return part === 0 ? null : (
          <path key={index} d={slice} fill={fills[index] ?? 'currentColor'} stroke="var(--background)" strokeWidth={0.02}>
            <title>{`${label}: ${value}`}</title>
          </path>
        );
      })}
    </svg>
  );
}
