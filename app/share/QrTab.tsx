import { Button } from '@asteby/metacore-ui/primitives';
import { useMemo } from 'react';
import { MAX_QR_BYTES, qrPath } from '../../kernel/link/qr';
import { download } from '../download';
import { useShareStrings } from './strings';

/** The link as a code for cameras, where it is short enough for one. */
export function QrTab({ url, name }: { url: string; name: string }) {
  const strings = useShareStrings();
  const bytes = new TextEncoder().encode(url).length;
  const code = useMemo(() => (bytes > MAX_QR_BYTES ? null : qrPath(url)), [bytes, url]);
  if (!code) return <p className="pt-2 text-sm">{strings.qrTooLong(bytes, MAX_QR_BYTES)}</p>;
  const box = `0 0 ${String(code.size)} ${String(code.size)}`;
  const save = (): void => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${String(code.size)}v${String(code.size)}H0z"/><path d="${code.path}"/></svg>\n`;
    download({ name: `${name.replace(/[^A-Za-z0-9._-]+/g, '-')}-qr.svg`, blob: new Blob([svg], { type: 'image/svg+xml' }) });
  };
  return (
    <div className="space-y-2 pt-2">
      {/* Cameras want dark on light, whatever the theme. */}
      <svg viewBox={box} role="img" aria-label={strings.qrLabel} shapeRendering="crispEdges" className="mx-auto w-full max-w-80 bg-white">
        <path d={code.path} fill="#000" />
      </svg>
      <Button variant="outline" onClick={save}>
        {strings.qrSave}
      </Button>
    </div>
  );
}
