import { useEffect, useRef } from 'react';
import { formatBytes } from '../../kernel/bundle/limits';
import { useLanguage } from '../i18n/language';
import { FILE_STRINGS } from './strings';

/** Kinds of pictures that browsers draw. A picture in a drawing of its own (SVG) is a text, and is edited as one. */
const PICTURES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
};

export const pictureType = (path: string): string | null => PICTURES[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? null;

function Picture({ path, content, type }: { path: string; content: Uint8Array; type: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
    if (image.current) image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [content, type]);
  return <img ref={image} alt={path} className="bg-muted max-h-full max-w-full rounded object-contain" />;
}

/** Stands where the text editor would be, for a file that is no text: a picture is shown. */
export function BinaryFile({ path, content }: { path: string; content: Uint8Array }) {
  const language = useLanguage((state) => state.language);
  const type = pictureType(path);
  return (
    <div className="flex h-full flex-col gap-2 overflow-auto p-4 text-sm">
      <p className="font-medium">{path}</p>
      <p className="text-muted-foreground">
        {type === null ? FILE_STRINGS[language].binary(formatBytes(content.length)) : formatBytes(content.length)}
      </p>
      {type !== null && <Picture path={path} content={content} type={type} />}
    </div>
  );
}
