/** How the numbers of each style of a workbook are shown. */
import { within } from '../limits';
import { numberFormat, type NumberFormat } from './number-format';
import { readXml } from './xml';

/** The format of each cell style, by its index. */
export async function numberFormats(part: Iterable<Uint8Array> | null, breathe: () => Promise<void> | undefined): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let inCells = false;
  if (part)
    await readXml(
      part,
      'sheet',
      {
        open(tag) {
          if (tag.name === 'numFmt') {
            within('maxStyles', codes.size + 1);
            codes.set(Number(tag.attribute('numFmtId')), tag.attribute('formatCode') ?? '');
          } else if (tag.name === 'cellXfs') inCells = true;
          else if (tag.name === 'xf' && inCells) {
            within('maxStyles', styles.length + 1);
            styles.push(Number(tag.attribute('numFmtId') ?? 0));
          }
        },
        close(name) {
          if (name === 'cellXfs') inCells = false;
        },
      },
      breathe,
    );
  return styles.map((id) => numberFormat(id, codes.get(id)));
}
