/** Does the README render? Markdown is shown without HTML, and with https addresses and files of the bundle only. */
import { textMember, type PublishCheck, type PublishContext } from '../context';
import { publishMessages } from '../messages';

const MAX_README_BYTES = 512 * 1024;
/** HTML that would act, by how it begins. Matched without regard to case; comments and entities do not hide it from a browser either. */
const ACTIVE: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/<\s*script\b/gi, '<script>'],
  [/<\s*(?:iframe|object|embed|frame)\b/gi, '<iframe>'],
  [/<\s*(?:form|input|button)\b/gi, '<form>'],
  [/<\s*(?:style|link|meta|base)\b/gi, '<style>'],
  [/<\s*svg\b/gi, '<svg>'],
  [/<[a-z][^<>]{0,500}?\son[a-z]{3,20}\s*=/gi, 'on…='],
];
/** `[text](address)`, `![alt](address)`, `[name]: address`, `src="…"` and `href="…"`. */
const ADDRESSES = [
  /(!?)\[[^\]\n]{0,500}\]\(\s*<?([^)\s>]{1,2000})/g,
  /(^|\n)\[[^\]\n]{1,200}\]:\s*<?(\S{1,2000}?)>?(?=\s|$)/g,
  /(?:\s)(src|href)\s*=\s*["']([^"'\n]{1,2000})["']/gi,
];
const MAX_ADDRESSES = 2_000;

function checkAddress(context: PublishContext, file: string, address: string, isPicture: boolean, offset: number): void {
  const span = { offset, length: address.length };
  // What a browser would take for a scheme: control characters and white space inside of it are dropped before it looks.
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address.replace(/[\p{Cc}\s]/gu, ''))?.[1]?.toLowerCase();
  if (scheme !== undefined) {
    if (scheme !== 'https' && scheme !== 'mailto' && !(scheme === 'http' && !isPicture))
      context.find('PUB-README-LINK', 'review', publishMessages.readmeLink(address), { file, span });
    return;
  }
  if (address.startsWith('#') || address.startsWith('//') || !isPicture) return;
  const base = file.split('/').slice(0, -1);
  for (const part of address.split(/[?#]/, 1)[0]?.split('/') ?? []) {
    if (part === '..') base.pop();
    else if (part !== '.' && part !== '') base.push(part);
  }
  if (!context.files.has(base.join('/'))) context.find('PUB-README-FILE', 'review', publishMessages.readmeFile(address), { file, span });
}

/** Rules `PUB-README`, `PUB-README-SIZE`, `PUB-README-TEXT`, `PUB-README-HTML`, `PUB-README-LINK`, `PUB-README-FILE`. */
export const readme: PublishCheck = (context) => {
  const { files, meta, metaPath, find } = context;
  const named = textMember(meta('readme')).trim();
  const file = named === '' ? 'README.md' : named.replace(/^\.\//, '');
  const bytes = files.get(file);
  if (bytes === undefined) {
    // A name without a file is the contract's finding (GATE-FILE).
    if (named === '') find('PUB-README', 'review', publishMessages.noReadme(), { path: metaPath('readme') });
    return;
  }
  if (bytes.length > MAX_README_BYTES) {
    find('PUB-README-SIZE', 'review', publishMessages.readmeSize(Math.ceil(bytes.length / 1024)), { file });
    return;
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    find('PUB-README-TEXT', 'review', publishMessages.readmeEncoding(), { file });
    return;
  }
  if (text.trim() === '') find('PUB-README', 'review', publishMessages.readmeEmpty(), { file });
  // What stands in code is shown as it is; its length is kept, so that places stay right.
  const shown = text.replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, ' '));
  for (const [pattern, what] of ACTIVE) {
    for (const match of shown.matchAll(pattern))
      find('PUB-README-HTML', 'review', publishMessages.readmeHtml(what), { file, span: { offset: match.index, length: match[0].length } });
  }
  let seen = 0;
  for (const pattern of ADDRESSES) {
    for (const match of shown.matchAll(pattern)) {
      seen += 1;
      if (seen > MAX_ADDRESSES) return;
      const address = match[2] ?? '';
      checkAddress(
        context,
        file,
        address,
        match[1] === '!' || match[1]?.toLowerCase() === 'src',
        match.index + match[0].lastIndexOf(address),
      );
    }
  }
};
