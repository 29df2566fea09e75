/** How the numbers of each style of a workbook are shown. */
import { within } from '../limits';
import { kindOfFormat, type NumberKind } from './number-format';
import { readXml } from './xml';

/** The kind of each cell style, by its index. */
export async function numberKinds(part: Uint8Array | null, breathe: () => Promise<void> | undefined): Promise<NumberKind[]> {
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
            within('maxStyles', codes.size);
            codes.set(Number(tag.attribute('numFmtId')), tag.attribute('formatCode') ?? '');
          } else if (tag.name === 'cellXfs') inCells = true;
          else if (tag.name === 'xf' && inCells) {
            within('maxStyles', styles.length);
            styles.push(Number(tag.attribute('numFmtId') ?? 0));
          }
        },
        close(name) {
          if (name === 'cellXfs') inCells = false;
        },
      },
      breathe,
    );
  return styles.map((id) => kindOfFormat(id, codes.get(id)));
}
