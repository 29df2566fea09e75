/** Keys that look live, in any file of the bundle. Test keys are left alone. */
import { MAX_SEARCHED_BYTES, type PublishCheck } from '../context';
import { publishMessages } from '../messages';

/** As their issuers write them. Bounded on both ends, so that a longer word is no key. */
const LIVE: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['Stripe', /\b[sr]k_live_[A-Za-z0-9]{16,250}\b/g],
  ['AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,250}|github_pat_[A-Za-z0-9_]{60,250})\b/g],
  ['GitLab', /\bglpat-[A-Za-z0-9_-]{20,60}/g],
  ['Slack', /\bxox[abeprs]-[A-Za-z0-9-]{20,250}/g],
  ['Google', /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g],
  ['SendGrid', /\bSG\.[\w-]{20,24}\.[\w-]{39,50}/g],
  ['OpenAI', /\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{20,60}T3BlbkFJ[A-Za-z0-9_-]{20,200}/g],
  ['Anthropic', /\bsk-ant-[a-z0-9]{2,8}-[A-Za-z0-9_-]{40,200}/g],
  ['npm', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['Twilio', /\bSK[0-9a-f]{32}\b/g],
  ['Mailgun', /\bkey-[0-9a-f]{32}\b/g],
  ['Telegram', /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g],
  ['PEM', /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s\\n]{40}/g],
  ['URL', /\b(?:postgres(?:ql)?|mysql|mongodb(?:\+srv)?|redis|amqps?):\/\/[^\s:/@"'`]{1,100}:[^\s:/@"'`$<{]{6,100}@[A-Za-z0-9.-]{4,253}/g],
];

/** `api_key = "…"`, `"password": "…"`: a name that says secret, and a value that could be one. */
const ASSIGNED =
  /["']?\b([A-Za-z_]{0,30}(?:api[_-]?key|secret|passwd|password|access[_-]?token|auth[_-]?token|private[_-]?key)[A-Za-z_]{0,20})["']?\s*(?::=|[:=])\s*["'`]([A-Za-z0-9+/_=.-]{16,200})["'`]/gi;
const TEXT_FILE = /\.(?:go|[cm]?[jt]sx?|json|ya?ml|toml|ini|cfg|conf|env|sql|html?|md|txt|py|rs|sh|properties|xml)$/i;

/** Bits a character of the text carries; words have about 3, random text of 62 letters above 4. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

/** Rules `PUB-SECRET` and `PUB-SECRET-MAYBE`; `PUB-UNSEARCHED` names what was too long to look through. */
export const secrets: PublishCheck = ({ files, find }) => {
  const unsearched: string[] = [];
  for (const [file, bytes] of files) {
    if (bytes.length > MAX_SEARCHED_BYTES) {
      unsearched.push(file);
      continue;
    }
    const isText = TEXT_FILE.test(file);
    // Modules and other binaries hold strings as they are; one character a byte keeps them findable.
    const text = new TextDecoder(isText ? 'utf-8' : 'latin1').decode(bytes);
    for (const [kind, pattern] of LIVE) {
      for (const match of text.matchAll(pattern)) {
        const place = isText ? { file, span: { offset: match.index, length: match[0].length } } : { file };
        find('PUB-SECRET', 'reject', publishMessages.secret(kind), place);
      }
    }
    if (!isText) continue;
    for (const match of text.matchAll(ASSIGNED)) {
      const value = match[2] ?? '';
      const known = LIVE.some(([, pattern]) => new RegExp(pattern.source).test(value));
      if (known || entropy(value) < 3.7 || !/\d/.test(value) || !/[A-Za-z]/.test(value)) continue;
      find('PUB-SECRET-MAYBE', 'review', publishMessages.maybeSecret(match[1] ?? ''), {
        file,
        span: { offset: match.index, length: match[0].length },
      });
    }
  }
  if (unsearched.length > 0) find('PUB-UNSEARCHED', 'advice', publishMessages.missingFiles(unsearched));
};
