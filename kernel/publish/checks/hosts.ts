/** Addresses in sources and modules against the hosts that the manifest declares. */
import { isRecord } from '../../values/encoding';
import { fetchGrants } from '../../contract/capability-target';
import { recordsIn, textMember, type PublishCheck, type PublishContext } from '../context';
import { publishMessages } from '../messages';
import { stringsIn } from '../source-strings';

const SOURCE = /^(?:backend|frontend)\/.*\.(?:go|[cm]?[jt]sx?|html?|vue|svelte|py|rs)$/i;
const MODULE = /\.wasm$/i;
/** Host with port, of an address that starts a literal or stands in it. */
const ADDRESS = /\b(?:https?|wss?):\/\/(?:[^\s/?#"'`\\@<>]{0,200}@)?([A-Za-z0-9._-]{1,253}(?::\d{1,5})?)(?=$|[/?#"'`\s\\<>)])/g;
/** What stands right before a literal that is called: `fetch(`, `http.Get(`, `axios.post(`, `xhr.open("GET", `, `new WebSocket(` … */
const CALL =
  /(?:\bfetch\s*\(|\baxios(?:\.\w{1,10})?\s*\(|\bhttp\.(?:Get|Post|Head|PostForm)\s*\(|\bhttp\.NewRequest(?:WithContext)?\s*\([^()]{0,80},|\.open\s*\(\s*["'`]\w{3,7}["'`]\s*,|\bnew\s+(?:WebSocket|EventSource|Request|Worker)\s*\(|\bsendBeacon\s*\(|\bhttp_(?:fetch|request)\s*\(|\bimport\s*\(|\bHTTP(?:Get|Post|Fetch|Request)\w{0,10}\s*\([^()]{0,80})\s*["'`]$/i;
const CALL_LOOKBACK = 160;
/** Names of namespaces and schemas: written like addresses, fetched by nobody. */
const NAMES =
  /^(?:www\.w3\.org|json-schema\.org|json\.schemastore\.org|schemas\.[\w.-]+|xmlns\.com|purl\.org|ns\.adobe\.com|example\.(?:com|org|net))$/;
const LOCAL = /^(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|metadata(?:\.google\.internal)?$)/;
const MAX_MODULE_TEXT_BYTES = 16 * 1024 * 1024;

/** Whether a capability covers a host. */
function declaredHosts({ document }: PublishContext): (host: string) => boolean {
  const capabilities = isRecord(document) ? recordsIn(document.capabilities) : [];
  const grantFor = fetchGrants(capabilities.map(({ kind, target }) => ({ kind: textMember(kind), target: textMember(target) })));
  return (host) => grantFor(host) >= 0;
}

interface Sighting {
  host: string;
  offset: number;
  length: number;
  called: boolean;
}

function sightingsIn(source: string): Sighting[] {
  const found: Sighting[] = [];
  for (const { text, offset } of stringsIn(source)) {
    if (!text.includes('://')) continue;
    for (const match of text.matchAll(ADDRESS)) {
      const before = source.slice(Math.max(0, offset - CALL_LOOKBACK), offset);
      found.push({
        host: (match[1] ?? '').toLowerCase(),
        offset: offset + match.index,
        length: match[0].length,
        called: match.index === 0 && CALL.test(before),
      });
    }
  }
  return found;
}

function judge(context: PublishContext, isDeclared: (host: string) => boolean, file: string, sightings: readonly Sighting[]): void {
  const told = new Set<string>();
  for (const { host, offset, length, called } of sightings) {
    if (!host.includes('.') && host !== 'localhost' && !host.startsWith('localhost:')) continue;
    if (NAMES.test(host) || told.has(`${host} ${String(called)}`)) continue;
    told.add(`${host} ${String(called)}`);
    const place = { file, span: { offset, length } };
    if (LOCAL.test(host)) {
      if (called) context.find('PUB-CALL', 'reject', publishMessages.blockedHost(host), place);
    } else if (!isDeclared(host)) {
      if (called) context.find('PUB-CALL', 'reject', publishMessages.undeclaredCall(host), place);
      else context.find('PUB-URL', 'advice', publishMessages.undeclaredUrl(host), place);
    }
  }
}

/** Rules `PUB-CALL` (an address that is called) and `PUB-URL` (one that is only there). */
export const hosts: PublishCheck = (context) => {
  const isDeclared = declaredHosts(context);
  for (const [file, bytes] of context.files) {
    if (MODULE.test(file) && bytes.length <= MAX_MODULE_TEXT_BYTES) {
      // The strings of a module lie in it as they are. What is called of them cannot be told.
      const text = new TextDecoder('latin1').decode(bytes);
      const sightings = [...text.matchAll(ADDRESS)]
        .slice(0, 2_000)
        .map((match) => ({ host: (match[1] ?? '').toLowerCase(), called: false }));
      const hostsOnce = new Set<string>();
      for (const { host } of sightings) {
        if (!host.includes('.') || NAMES.test(host) || LOCAL.test(host) || hostsOnce.has(host)) continue;
        hostsOnce.add(host);
        if (!isDeclared(host)) context.find('PUB-URL', 'advice', publishMessages.undeclaredUrl(host), { file });
      }
    }
    if (!SOURCE.test(file)) continue;
    const text = context.textOf(file);
    if (text !== null) judge(context, isDeclared, file, sightingsIn(text));
  }
};
