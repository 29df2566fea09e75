import type { Entity } from '../../kernel/authoring/language/entity-graph';
import { revealOffset } from '../editor/reveal-offset';
import { useStrings } from '../i18n/language';
import { useManifestView } from '../workspace/use-manifest-view';
import { type Box, HEADER_HEIGHT, layout, linkPath, MAX_ROWS, ROW_HEIGHT } from './layout';

function EntityBox({ box, onChoose }: { box: Box; onChoose: (entity: Entity) => void }) {
  const strings = useStrings();
  const { entity, x, y, width, height } = box;
  const hidden = entity.columns.length - MAX_ROWS;
  const isForeign = entity.offset < 0;
  return (
    <foreignObject x={x} y={y} width={width} height={height}>
      <button
        type="button"
        disabled={isForeign}
        onClick={() => onChoose(entity)}
        className={`bg-card text-card-foreground focus-visible:ring-ring block size-full overflow-hidden rounded border text-left text-xs focus-visible:ring-2 ${isForeign ? 'border-dashed' : 'hover:border-primary'}`}
      >
        <span className="bg-muted flex items-center justify-between border-b px-2 font-semibold" style={{ height: HEADER_HEIGHT }}>
          <span className="truncate">{entity.key}</span>
          <span className="text-muted-foreground truncate font-mono font-normal">{isForeign ? strings.diagramForeign : entity.table}</span>
        </span>
        {entity.columns.slice(0, MAX_ROWS).map((column) => (
          <span key={column.name} className="flex justify-between gap-2 px-2 font-mono" style={{ height: ROW_HEIGHT }}>
            <span className={`truncate ${column.isKey ? 'underline' : ''} ${column.isReference ? 'text-primary' : ''}`}>{column.name}</span>
            <span className="text-muted-foreground truncate">{column.type}</span>
          </span>
        ))}
        {hidden > 0 && <span className="text-muted-foreground px-2">{strings.diagramMore(hidden)}</span>}
      </button>
    </foreignObject>
  );
}

const revealEntity = ({ offset, key }: Entity): void => revealOffset(offset, key.length);

/** Models and what ties them together. A box leads to its model in the editor, or wherever else is asked for. */
export default function DiagramPanel({ onChoose = revealEntity }: { onChoose?: (entity: Entity) => void }) {
  const strings = useStrings();
  const { entities, links } = useManifestView(async (api, text) => api.graph(text), { entities: [], links: [] });
  if (entities.length === 0) return <p className="text-muted-foreground p-3 text-sm">{strings.diagramEmpty}</p>;
  const { boxes, width, height } = layout(entities);
  const boxOf = (key: string) => boxes.find(({ entity }) => entity.key === key);
  return (
    <div className="h-full overflow-auto" tabIndex={0} role="group" aria-label={strings.diagram}>
      <svg width={width} height={height} data-testid="diagram">
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
            <path d="M 0 0 L 8 4 L 0 8 z" className="fill-muted-foreground" />
          </marker>
        </defs>
        {links.map((link) => {
          const [from, to] = [boxOf(link.from), boxOf(link.to)];
          if (!from || !to) return null;
          return (
            <path
              key={`${link.from}:${link.to}:${link.label}`}
              d={linkPath(from, to)}
              fill="none"
              className="stroke-muted-foreground"
              strokeDasharray={link.kind === 'foreign-key' ? undefined : '4 3'}
              markerEnd="url(#arrow)"
            >
              <title>{`${link.from}.${link.label} → ${link.to}`}</title>
            </path>
          );
        })}
        {boxes.map((box) => (
          <EntityBox key={box.entity.key} box={box} onChoose={onChoose} />
        ))}
      </svg>
    </div>
  );
}
