import { Button } from '@asteby/metacore-ui/primitives';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../kernel/errors';
import { activePartOf } from '../../kernel/publish/checks/pictures';
import { pictureKind } from '../../kernel/publish/picture-kind';
import { editFiles } from '../workspace/edits';
import { captureView } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { setMetadata } from './manifest-edit';
import { usePublishStrings } from './strings';

const MAX_PICTURE_BYTES = 2 * 1024 * 1024;

/** The pictures that are fit for a catalog, by name; the names of those that are not. */
async function sortPictures(files: readonly File[]): Promise<{ good: [string, Uint8Array][]; refused: string[] }> {
  const good: [string, Uint8Array][] = [];
  const refused: string[] = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.slice(0, MAX_PICTURE_BYTES + 1).arrayBuffer());
    const kind = pictureKind(bytes);
    const isActive = kind === 'svg' && activePartOf(new TextDecoder().decode(bytes)) !== null;
    if (kind === null || isActive || bytes.length > MAX_PICTURE_BYTES) refused.push(file.name);
    else good.push([`screenshots/${file.name.replace(/[^A-Za-z0-9._-]+/g, '-')}`, bytes]);
  }
  return { good, refused };
}

/** A small view of a picture of pixels; drawings are not shown here. */
function Thumbnail({ bytes }: { bytes: Uint8Array }) {
  const picture = useRef<HTMLImageElement>(null);
  const kind = pictureKind(bytes);
  const isShown = kind !== null && kind !== 'svg' && bytes.length <= MAX_PICTURE_BYTES;
  useEffect(() => {
    const { current } = picture;
    if (!current) return;
    const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: `image/${kind ?? ''}` }));
    current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [bytes, kind]);
  // The name beside it says what it is.
  return isShown ? <img ref={picture} alt="" className="h-12 w-20 rounded border object-cover object-left-top" /> : null;
}

/** The first name of its kind that no file has yet. */
function freeName(files: Readonly<Record<string, unknown>>): string {
  let number = 1;
  while (Object.hasOwn(files, `screenshots/preview-${String(number)}.png`)) number += 1;
  return `screenshots/preview-${String(number)}.png`;
}

/** The pictures of the catalog: chosen as files, or drawn by the preview itself. */
export function Screenshots({ names }: { names: readonly string[] }) {
  const strings = usePublishStrings().listing;
  const files = useWorkspace((state) => state.project?.files);
  const isServed = useWorkspace((state) => state.servedGeneration !== null);
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<string[]>([]);
  const [told, setTold] = useState<{ text: string; tone: 'status' | 'alert' }>({ text: '', tone: 'status' });
  const [capturing, setCapturing] = useState(false);

  const add = (pictures: readonly [string, Uint8Array][]) => {
    editFiles(Object.fromEntries(pictures));
    setMetadata('screenshots', [...new Set([...names, ...pictures.map(([name]) => name)])]);
  };
  const choose = async (chosen: readonly File[]) => {
    const sorted = await sortPictures(chosen);
    setRefused(sorted.refused);
    if (sorted.good.length > 0) add(sorted.good);
  };
  const capture = async () => {
    setCapturing(true);
    setTold({ text: strings.capturing, tone: 'status' });
    try {
      const png = await captureView('main');
      const name = freeName(useWorkspace.getState().project?.files ?? {});
      add([[name, png]]);
      setTold({ text: strings.captured(name), tone: 'status' });
    } catch (error) {
      setTold({ text: strings.captureFailed(messageOf(error)), tone: 'alert' });
    }
    setCapturing(false);
  };

  return (
    <div className="space-y-2">
      <p className="text-sm font-medium">{strings.screenshots}</p>
      <ul className="space-y-1">
        {names.map((name) => {
          const content = files?.[name.replace(/^\.\//, '')];
          return (
            <li key={name} className="flex items-center gap-2 text-sm">
              {content instanceof Uint8Array && <Thumbnail bytes={content} />}
              <code className="min-w-0 flex-1 break-all">{name}</code>
              <Button
                type="button"
                size="sm"
                variant="ghost"
                onClick={() =>
                  setMetadata(
                    'screenshots',
                    names.filter((other) => other !== name),
                  )
                }
              >
                {strings.remove(name)}
              </Button>
            </li>
          );
        })}
      </ul>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*"
        data-testid="screenshot-input"
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          void choose(chosen);
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="button" size="sm" variant="outline" onClick={() => input.current?.click()}>
          {strings.addScreenshot}
        </Button>
        <Button type="button" size="sm" variant="outline" disabled={!isServed || capturing} onClick={() => void capture()}>
          {strings.capture}
        </Button>
      </div>
      <p role={told.tone} className={`text-sm break-words ${told.tone === 'alert' ? 'text-red-700 dark:text-red-300' : ''}`}>
        {told.text}
      </p>
      {refused.map((name) => (
        <p key={name} role="alert" className="text-red-700 dark:text-red-300 text-sm break-all">
          {strings.notPicture(name)}
        </p>
      ))}
    </div>
  );
}
