/**
 * What of a file is read, whatever its format. Rows, columns and texts are bounded together as well as each for itself: a workbook of
 * six kilobytes, or a list of records that have no name in common, would otherwise unfold to gigabytes by the product of two sizes
 * that are harmless alone. The page of bounds (docs/contract/bounds.md) has the same numbers.
 */
import { fileFault } from './faults';

const MIB = 1024 * 1024;

export const FILE_LIMITS = {
  /** Bytes of the file. */
  maxBytes: 32 * MIB,
  /** Rows that hold something, the headings aside. */
  maxRows: 100_000,
  /** Headings, and the column beyond which nothing may stand. */
  maxColumns: 1_000,
  /** Cells that hold something. */
  maxCells: 2_000_000,
  /** Characters of all cells together. */
  maxChars: 64 * MIB,
  /** Characters of one cell. */
  maxCellChars: MIB,
  /** Characters of a heading. */
  maxHeadingChars: 1_000,
  /** Characters of one record of a JSON file. */
  maxRecordChars: 4 * MIB,
  /** Sheets of a workbook. */
  maxSheets: 1_000,
  /** Bytes of a workbook's parts that are read, unpacked. */
  maxUnpackedBytes: 64 * MIB,
  /** Files within a workbook. */
  maxParts: 4_096,
  /** Elements within elements of a workbook's parts. */
  maxXmlDepth: 64,
  /** Formats of cells. */
  maxStyles: 65_536,
} as const;

export type FileLimit = keyof typeof FILE_LIMITS;

/** @throws FileFault `too_large` when more is there than is read */
export function within(limit: FileLimit, actual: number): void {
  const max = FILE_LIMITS[limit];
  if (actual > max) throw fileFault('too_large', { limit, max: limit.endsWith('Bytes') ? max / MIB : max });
}
