/** Where the boxes of the diagram stand: a grid, rows as high as their highest box. Pixels. */
import type { Entity } from '../../kernel/authoring/language/entity-graph';

export interface Box {
  entity: Entity;
  x: number;
  y: number;
  width: number;
  height: number;
}

export const BOX_WIDTH = 220;
export const HEADER_HEIGHT = 28;
export const ROW_HEIGHT = 18;
const GAP_X = 80;
const GAP_Y = 40;
const MARGIN = 16;
/** Columns shown of a model; the rest is counted. */
export const MAX_ROWS = 14;

const heightOf = ({ columns }: Entity): number => HEADER_HEIGHT + Math.min(columns.length, MAX_ROWS + 1) * ROW_HEIGHT + 6;

export function layout(entities: readonly Entity[]): { boxes: Box[]; width: number; height: number } {
  const perRow = Math.max(1, Math.ceil(Math.sqrt(entities.length)));
  const boxes: Box[] = [];
  let y = MARGIN;
  for (let start = 0; start < entities.length; start += perRow) {
    const row = entities.slice(start, start + perRow);
    row.forEach((entity, index) =>
      boxes.push({ entity, x: MARGIN + index * (BOX_WIDTH + GAP_X), y, width: BOX_WIDTH, height: heightOf(entity) }),
    );
    y += Math.max(...row.map(heightOf)) + GAP_Y;
  }
  return { boxes, width: MARGIN * 2 + perRow * BOX_WIDTH + (perRow - 1) * GAP_X, height: y - GAP_Y + MARGIN };
}

/** A line from box to box, leaving and entering at the sides that face each other. */
export function linkPath(from: Box, to: Box): string {
  if (from === to) {
    const [x, y] = [from.x + from.width, from.y + HEADER_HEIGHT / 2];
    return `M ${x} ${y} c 40 0, 40 40, 0 40`;
  }
  const rightwards = to.x > from.x || (to.x === from.x && to.y > from.y);
  const [x1, y1] = [rightwards ? from.x + from.width : from.x, from.y + HEADER_HEIGHT / 2];
  const [x2, y2] = [to.x === from.x ? x1 : rightwards ? to.x : to.x + to.width, to.y + HEADER_HEIGHT / 2];
  const bend = to.x === from.x ? (rightwards ? 40 : -40) : (x2 - x1) / 2;
  return `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${to.x === from.x ? x2 + bend : x2 - bend} ${y2}, ${x2} ${y2}`;
}
