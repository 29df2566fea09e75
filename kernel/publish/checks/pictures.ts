/** Screenshots and the icon: are they pictures, and nothing but pictures? */
import { isRecord } from '../../values/encoding';
import { pictureKind } from '../picture-kind';
import { textMember, type PublishCheck, type PublishContext } from '../context';
import { publishMessages } from '../messages';

const MAX_PICTURE_BYTES = 2 * 1024 * 1024;
const MAX_PICTURES = 50;

/** What could run in an SVG, named; null when nothing could. */
export function activePartOf(svg: string): string | null {
  if (/<\s*(?:[a-z]+:)?script\b/i.test(svg)) return '<script>';
  if (/<\s*(?:[a-z]+:)?foreignObject\b/i.test(svg)) return '<foreignObject>';
  if (/<!ENTITY/i.test(svg)) return '<!ENTITY>';
  const handler = /\s(on[a-z]{3,20})\s*=/i.exec(svg)?.[1];
  if (handler !== undefined) return `${handler}=`;
  // White space and control characters inside of a scheme do not keep a browser from seeing it.
  const address = /(?:href|src)\s*=\s*["']\s*([^"']{0,40})/gi;
  for (const match of svg.matchAll(address)) {
    const scheme = (match[1] ?? '').replace(/&#x?[0-9a-f]+;?|[\p{Cc}\s]/giu, '').toLowerCase();
    if (/^(?:javascript|data:text|data:image\/svg|vbscript)/.test(scheme)) return `${scheme.split(':', 1)[0] ?? ''}:`;
    if (/^(?:https?:)?\/\//.test(scheme)) return 'an address outside';
  }
  return /<\s*(?:set|animate)[^>]{0,300}attributeName\s*=\s*["'](?:xlink:)?(?:href|on)/i.test(svg) ? '<animate>' : null;
}

function checkPicture(context: PublishContext, file: string, path: readonly (string | number)[]): void {
  const { files, find } = context;
  if (/^https?:\/\//i.test(file)) {
    find('PUB-PICTURE-REMOTE', 'review', publishMessages.remotePicture(file), { path });
    return;
  }
  const bytes = files.get(file.replace(/^\.\//, ''));
  // A missing file is the contract's finding (GATE-FILE).
  if (bytes === undefined) return;
  const kind = pictureKind(bytes);
  if (kind === null) find('PUB-PICTURE', 'review', publishMessages.notPicture(file), { path });
  if (bytes.length > MAX_PICTURE_BYTES)
    find('PUB-PICTURE-SIZE', 'review', publishMessages.pictureSize(file, (bytes.length / 1024 / 1024).toFixed(1)), { path });
  const active = kind === 'svg' && bytes.length <= MAX_PICTURE_BYTES ? activePartOf(new TextDecoder().decode(bytes)) : null;
  if (active !== null) find('PUB-SVG', 'reject', publishMessages.activeSvg(file, active), { path });
}

/** Rules `PUB-SCREENSHOTS`, `PUB-PICTURE`, `PUB-PICTURE-SIZE`, `PUB-PICTURE-REMOTE`, `PUB-SVG`. */
export const pictures: PublishCheck = (context) => {
  const { document, meta, metaPath, find } = context;
  const screenshots = meta('screenshots');
  const listed = Array.isArray(screenshots) ? screenshots : [];
  listed.slice(0, MAX_PICTURES).forEach((file: unknown, index) => {
    if (typeof file === 'string') checkPicture(context, file, [...metaPath('screenshots'), index]);
  });
  const models = isRecord(document) ? (document.models ?? document.model_definitions) : undefined;
  if (listed.length === 0 && Array.isArray(models) && models.length > 0)
    find('PUB-SCREENSHOTS', 'advice', publishMessages.noScreenshots(), { path: metaPath('screenshots') });
  const icon = meta('icon');
  const slug = isRecord(icon) && icon.type === 'svg' ? textMember(icon.slug) : '';
  if (slug !== '') checkPicture(context, slug, [...metaPath('icon'), 'slug']);
};
