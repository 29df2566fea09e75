/** Texts of a workbook: shared ones, and the escapes that stand for characters XML cannot hold. */
import { within } from '../limits';
import { readXml, type Handlers } from './xml';

/** `_x000D_` is a carriage return; `_x005F_` an underscore that would begin such an escape. */
export const unescaped = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))) : text;

/** Collects what stands in `t` elements, phonetic readings (`rPh`) aside. */
export function textCollector(): Handlers & { take(): string } {
  let inside = 0;
  let phonetic = 0;
  let text = '';
  return {
    open({ name }) {
      if (name === 'rPh') phonetic += 1;
      else if (name === 't') inside += 1;
    },
    text(piece) {
      if (inside > 0 && phonetic === 0) text += piece;
      within('maxCellChars', text.length);
    },
    close(name) {
      if (name === 'rPh') phonetic -= 1;
      else if (name === 't') inside -= 1;
    },
    take() {
      const taken = unescaped(text);
      text = '';
      return taken;
    },
  };
}

/** The shared texts, by their index. */
export async function sharedTexts(part: Iterable<Uint8Array> | null, breathe: () => Promise<void> | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (!part) return texts;
  const collected = textCollector();
  let chars = 0;
  await readXml(
    part,
    'sheet',
    {
      open: (tag) => collected.open(tag),
      text: (piece) => collected.text?.(piece),
      close(name) {
        collected.close?.(name);
        if (name !== 'si') return;
        const text = collected.take();
        within('maxChars', (chars += text.length));
        within('maxCells', texts.push(text));
      },
    },
    breathe,
  );
  return texts;
}
