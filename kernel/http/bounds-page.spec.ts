/**
 * The page of bounds says what the sources hold, and every bound on it is tried from both sides: `TRIED` says where.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

const UNITS: Readonly<Record<string, number>> = {
  ...{ MiB: 1024 * 1024, KiB: 1024, ms: 1, '': 1 },
  ...{ 'Mi chars': 1024 * 1024, 'Ki chars': 1024, chars: 1 },
};

/** The rows of the page's tables. */
function bounds(): { what: string; most: number; path: string; name: string }[] {
  return read('docs/contract/bounds.md')
    .split('\n')
    .flatMap((line) => {
      const [, what = '', most = '', , by = ''] = line.split('|').map((cell) => cell.trim());
      const [, number = '', unit = ''] = /^([\d,]+)(?: ([\w ]+))?$/.exec(most) ?? [];
      const [, path = '', name = ''] = /^`([^`]+)` `([^`]+)`$/.exec(by) ?? [];
      return number === '' ? [] : [{ what, most: Number(number.replaceAll(',', '')) * (UNITS[unit] ?? NaN), path, name }];
    });
}

/** The value of a constant that is a sum of products of numbers and other constants of its file, or of what it imports. */
function valueOf(path: string, name: string): number {
  const source = read(path);
  const text = new RegExp(`\\b${name}(?: =|:) ([\\dA-Z][^;,\\n]*)[;,\\n]`).exec(source)?.[1];
  if (text === undefined) throw new Error(`${path} has no ${name}`);
  const factor = (part: string): number => {
    if (/^[\d_]+$/.test(part)) return Number(part.replaceAll('_', ''));
    if (new RegExp(`const ${part} =`).test(source)) return valueOf(path, part);
    const from = new RegExp(`import \\{[^}]*\\b${part}\\b[^}]*\\} from '([^']+)'`).exec(source)?.[1] ?? part;
    return valueOf(fileURLToPath(new URL(`${from}.ts`, `file://${ROOT}${path}`)).slice(ROOT.length), part);
  };
  return text.split(' + ').reduce((sum, product) => sum + product.split(' * ').reduce((value, part) => value * factor(part.trim()), 1), 0);
}

const OF_A_DRAFT = 'kernel/drafting/drafting.spec.ts';
const OF_A_FILE = 'kernel/dynamic/transfer/limits.spec.ts';
const OF_A_BUNDLE = 'kernel/bundle/limits.spec.ts';
const OF_THE_DATA_PLANE = 'kernel/http/bounds.spec.ts';
const OF_THE_WAY_OUT = 'kernel/outbound/exchange.spec.ts';
const OF_A_VERDICT = 'kernel/contract/bounds.spec.ts';
const OF_THE_LIFECYCLE = 'kernel/lifecycle/bounds.spec.ts';
const OF_A_PORT = 'workers/frame-port.spec.ts';
const OF_A_SOCKET = 'cli/serve/sockets.spec.ts';

/** Where each bound is tried from both sides: the spec file, and the name of the test in it. */
const TRIED: Readonly<Record<string, readonly [file: string, test: string]>> = {
  'kernel/http/body.ts MAX_BODY_BYTES': [OF_THE_DATA_PLANE, 'may be as long as it may be'],
  'kernel/http/body.ts MAX_FORM_BYTES': [OF_THE_DATA_PLANE, 'that is a form may hold the largest file'],
  'kernel/values/json.ts MAX_JSON_DEPTH': [OF_THE_DATA_PLANE, 'may have so many brackets within each other'],
  'kernel/values/json-text.ts MAX_DEPTH': ['kernel/http/hostile.spec.ts', 'of keys or depth is read and judged'],
  'kernel/values/json-text.ts MAX_NUMBER_DIGITS': [OF_THE_DATA_PLANE, 'may have numbers of so many digits'],
  'kernel/values/json-text.ts MAX_GROWN_DIGITS': [OF_THE_DATA_PLANE, 'may have numbers that grow by so many digits together'],
  'kernel/dynamic/page-bytes.ts MAX_ROW_BYTES': [OF_THE_DATA_PLANE, 'may be as large as it can be read alone'],
  'kernel/dynamic/page-bytes.ts MAX_ANSWER_BYTES': [OF_THE_DATA_PLANE, 'that would be longer than an answer'],
  'kernel/http/correlation.ts MAX_ECHO_CHARS': [OF_THE_DATA_PLANE, 'has an id of which so much is repeated'],
  'kernel/http/triggers.ts MAX_SIGNATURE_CHARS': [OF_THE_DATA_PLANE, 'to an inbound webhook has a signature'],
  'kernel/columns/vector.ts MAX_DIMENSIONS': [OF_THE_DATA_PLANE, 'has sixteen thousand elements at most'],
  'kernel/dynamic/document-lines.ts MAX_LINES': ['kernel/dynamic/document-lines.spec.ts', 'are five hundred at most'],
  'kernel/dynamic/list.ts MAX_PER_PAGE': [OF_THE_DATA_PLANE, 'has two hundred rows at most'],
  'kernel/approvals/requests.ts MAX_PER_PAGE': [
    'kernel/approvals/approvals.spec.ts',
    'are seen behind any number of those that others made',
  ],
  'kernel/dynamic/filter.ts MAX_FILTERS': [OF_THE_DATA_PLANE, 'takes filters and lists of values up to a length'],
  'kernel/dynamic/filter-value.ts MAX_VALUE_BYTES': [OF_THE_DATA_PLANE, 'takes filters and lists of values up to a length'],
  'kernel/dynamic/filter-value.ts MAX_LIST_ITEMS': [OF_THE_DATA_PLANE, 'takes filters and lists of values up to a length'],
  'kernel/dynamic/search.ts MAX_SEARCH_BYTES': ['kernel/dynamic/list.spec.ts', 'is cut to a hundred bytes'],
  'kernel/dynamic/preload.ts MAX_RELATIONS': [OF_THE_DATA_PLANE, 'has beside a row five of its relations'],
  'kernel/dynamic/preload.ts MAX_CHILDREN': [OF_THE_DATA_PLANE, 'has beside a row five of its relations'],
  'kernel/dynamic/group.ts MAX_GROUP_COLUMNS': [OF_THE_DATA_PLANE, 'groups by eight columns'],
  'kernel/dynamic/group.ts MAX_AGGREGATES': [OF_THE_DATA_PLANE, 'groups by eight columns'],
  'kernel/dynamic/facets.ts MAX_LIMIT': [OF_THE_DATA_PLANE, 'has two hundred at most'],
  'kernel/dynamic/options.ts MAX_LIMIT': [OF_THE_DATA_PLANE, 'has two hundred at most'],
  'kernel/dynamic/source-lines.ts MAX_LINES': ['kernel/dynamic/source-lines.spec.ts', 'are a thousand at most'],
  'kernel/dashboards/widgets.ts MAX_GROUPS': [OF_THE_DATA_PLANE, 'is asked for a hundred widgets at once'],
  'kernel/dashboards/widgets.ts MAX_KEYS': [OF_THE_DATA_PLANE, 'is asked for a hundred widgets at once'],
  'kernel/actions/payload.ts MAX_LINES': [OF_THE_DATA_PLANE, 'takes five thousand lines'],
  'kernel/actions/payload.ts MAX_ERRORS': [OF_THE_DATA_PLANE, 'tells a thousand errors'],
  'kernel/actions/references.ts MAX_LOOKED_UP': [OF_THE_DATA_PLANE, 'has a thousand of its references looked up'],
  'kernel/settings/check.ts MAX_SETTING_CHARS': ['kernel/settings/settings.spec.ts', 'may be as long as they may be'],
  'kernel/actions/idempotency.ts MAX_KEY_CHARS': [OF_THE_DATA_PLANE, 'takes five thousand lines'],
  'kernel/approvals/park.ts MAX_WAITING': ['kernel/approvals/approvals.spec.ts', 'wait by the thousand at most'],
  'kernel/approvals/park.ts MAX_WAITING_BYTES': ['kernel/approvals/approvals.spec.ts', 'hold so many bytes at most'],
  'kernel/events/emit.ts MAX_PAYLOAD_BYTES': ['kernel/events/events.spec.ts', 'may have a payload of 256 KiB'],
  'kernel/events/names.ts MAX_EVENT_NAME_BYTES': ['kernel/events/events.spec.ts', 'may have a payload of 256 KiB'],
  'kernel/events/schema.ts MAX_ANCHOR_VALUES': ['kernel/events/small.spec.ts', 'finds anchors among a hundred thousand values'],
  'kernel/events/record.ts MAX_DEPTH': ['kernel/events/events.spec.ts', 'in a loop is stopped after sixteen hops'],
  'kernel/events/dispatcher.ts MAX_ATTEMPTS': ['kernel/events/events.spec.ts', 'may be given another chance'],
  'kernel/events/dispatcher.ts MAX_ERROR_CHARS': ['kernel/events/events.spec.ts', 'with NUL in what its handler says'],
  'kernel/events/ledger.ts MAX_KEPT': ['kernel/events/events.spec.ts', 'is one of two thousand that are kept'],
  'kernel/outbound/mock-server.ts MAX_ANSWER_CHARS': ['kernel/actions/actions.spec.ts', 'the answer is longer than 64 KiB'],
  'kernel/outbound/mock-server.ts MAX_ANSWERS': ['kernel/outbound/mock-server.spec.ts', 'takes so many answers and no more'],
  'kernel/outbound/mock-server.ts MAX_TURNS': ['kernel/outbound/mock-server.spec.ts', 'takes so many answers and no more'],
  'kernel/outbound/mock-server.ts MAX_DELAY_MS': ['kernel/outbound/mock-server.spec.ts', 'takes so many answers and no more'],
  'kernel/outbound/exchange.ts MAX_REQUEST_CHARS': [OF_THE_WAY_OUT, 'are so long and no longer'],
  'kernel/outbound/exchange.ts MAX_RESPONSE_BYTES': [OF_THE_WAY_OUT, 'is read as far as it may be long'],
  'kernel/outbound/exchange.ts MAX_REDIRECTS': [OF_THE_WAY_OUT, 'that sends on is followed to the same host alone'],
  'kernel/outbound/exchange.ts TIMEOUT_MS': [OF_THE_WAY_OUT, 'is waited for so long'],
  'kernel/outbound/network.ts MAX_PER_MINUTE': [OF_THE_WAY_OUT, 'of one addon to the network are so many in a minute'],
  'kernel/outbound/network.ts MAX_ALLOWED_HOSTS': [OF_THE_WAY_OUT, 'go to so many hosts'],
  'kernel/expressions/url-template.ts MAX_URL_CHARS': ['kernel/expressions/url-template.spec.ts', 'when it becomes longer than it may be'],
  'kernel/outbound/openapi.ts MAX_DRAWN': ['kernel/outbound/openapi.spec.ts', 'is bounded, however large it is'],
  'kernel/outbound/openapi.ts MAX_DOCUMENT_CHARS': ['kernel/outbound/openapi.spec.ts', 'may be so long and no longer'],
  'kernel/tools/match.ts MAX_SENTENCE_CHARS': ['kernel/tools/match.spec.ts', 'is read as far as two thousand characters'],
  'kernel/tools/cache.ts MAX_CACHED': ['kernel/tools/tools.spec.ts', 'is given again for as long as the project says'],
  'kernel/trace/trace.ts MAX_TRACES': ['kernel/trace/trace.spec.ts', 'is bounded: requests, statements'],
  'kernel/trace/log.ts MAX_LOG_ENTRIES': ['kernel/trace/log.spec.ts', 'forgets the oldest lines and counts on'],
  'app/log/store.ts MAX_LINES': ['app/log/store.spec.ts', 'keeps a hundred thousand lines and forgets the oldest'],
  'app/versions/history.ts MAX_VERSIONS': ['app/versions/versions.spec.ts', 'lets the oldest versions go into the next one'],
  'app/search/search.ts MAX_HITS': ['app/search/search.spec.ts', 'is bounded, and takes no longer'],
  'kernel/guest/call-book.ts MAX_KEPT_CALLS': ['kernel/guest/call-book.spec.ts', 'keeps the last calls'],
  'kernel/guest/call-book.ts MAX_KEPT_HOST_CALLS': ['kernel/guest/call-book.spec.ts', 'keeps the last calls'],
  'kernel/operation/undo-rows.ts MAX_UNDONE_ROWS': ['kernel/http/operations.spec.ts', 'of twenty thousand rows is taken back'],
  'kernel/outbound/kept.ts MAX_EXCHANGES': ['kernel/outbound/kept.spec.ts', 'two thousand exchanges are kept'],
  'kernel/security/ledger.ts MAX_DECISIONS': ['kernel/security/ledger.spec.ts', 'five hundred decisions are kept'],
  'kernel/connectors/oauth.ts MAX_FLOWS': ['kernel/connectors/oauth.spec.ts', 'waits for a hundred at once in an organization'],
  'kernel/connectors/oauth.ts MAX_CONSENT_MS': ['kernel/connectors/oauth.spec.ts', 'holds a code for a minute, and the question for ten'],
  'kernel/connectors/oauth.ts MAX_CODE_MS': ['kernel/connectors/oauth.spec.ts', 'holds a code for a minute, and the question for ten'],
  'kernel/dynamic/transfer/limits.ts maxBytes': [OF_A_FILE, 'has at most so many bytes'],
  'kernel/dynamic/transfer/limits.ts maxRows': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/limits.ts maxColumns': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/limits.ts maxCells': [OF_A_FILE, 'has at most so many cells and characters'],
  'kernel/dynamic/transfer/limits.ts maxChars': [OF_A_FILE, 'has at most so many cells and characters'],
  'kernel/dynamic/transfer/limits.ts maxCellChars': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/limits.ts maxHeadingChars': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/limits.ts maxRecordChars': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/limits.ts maxSheets': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/limits.ts maxUnpackedBytes': [OF_A_FILE, 'that is a workbook unfolds to at most so many bytes'],
  'kernel/dynamic/transfer/limits.ts maxParts': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/limits.ts maxXmlDepth': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/limits.ts maxStyles': [OF_A_FILE, 'has at most %s: %s'],
  'kernel/dynamic/transfer/import.ts MAX_FAULTS': [OF_THE_DATA_PLANE, 'has a thousand of its faults told'],
  'kernel/dynamic/page-bytes.ts MAX_READ_BYTES': [OF_THE_DATA_PLANE, 'that would be longer than an answer'],
  'kernel/dynamic/transfer/jobs/board.ts MAX_RUNNING_JOBS': ['kernel/dynamic/transfer/jobs/jobs.spec.ts', 'are four at once'],
  'kernel/dynamic/transfer/jobs/store.ts MAX_JOBS': ['kernel/dynamic/transfer/jobs/jobs.spec.ts', 'are kept a hundred for an organization'],
  'kernel/seed/run.ts MAX_SEED_ROWS': ['kernel/seed/seed.spec.ts', 'refuses what is no order'],
  'kernel/drafting/draft.ts MAX_DRAFT_CHARS': [OF_A_DRAFT, 'a text of five megabytes is refused whole'],
  'kernel/drafting/draft.ts MAX_DRAFT_COLUMNS': [OF_A_DRAFT, 'of two hundred columns and a thousand rows is taken as far'],
  'kernel/drafting/draft.ts MAX_DRAFT_ROWS': [OF_A_DRAFT, 'of two hundred columns and a thousand rows is taken as far'],
  'kernel/dynamic/transfer/grid.ts MAX_ROW_NUMBER': ['kernel/dynamic/transfer/read-file.spec.ts', 'has as many rows as a sheet'],
  'kernel/drafting/draft.ts MAX_DRAFT_MODELS': [OF_A_DRAFT, 'of forty tables is taken whole'],
  'kernel/drafting/draft.ts MAX_DRAFT_NOTES': [OF_A_DRAFT, 'told twenty times at most'],
  'kernel/contract/parse.ts MAX_MANIFEST_BYTES': ['kernel/contract/hostile.spec.ts', 'may be as long and as deep as it may be'],
  'kernel/contract/parse.ts MAX_NESTING': ['kernel/contract/hostile.spec.ts', 'may be as long and as deep as it may be'],
  'kernel/bundle/limits.ts maxPackedBytes': [OF_A_BUNDLE, 'takes fifty million bytes, packed'],
  'kernel/bundle/limits.ts warnPackedBytes': [OF_A_BUNDLE, 'takes fifty million bytes, packed'],
  'kernel/bundle/limits.ts maxUnpackedBytes': [OF_A_BUNDLE, 'takes contents of exactly 64 MiB'],
  'kernel/bundle/limits.ts maxEntries': [OF_A_BUNDLE, 'takes 4,096 entries'],
  'kernel/bundle/limits.ts maxFrontendFiles': [OF_A_BUNDLE, 'counts frontend files, migrations and wasm'],
  'kernel/bundle/limits.ts maxMigrations': [OF_A_BUNDLE, 'counts frontend files, migrations and wasm'],
  'kernel/bundle/limits.ts maxWasmBytes': [OF_A_BUNDLE, 'counts frontend files, migrations and wasm'],
  'kernel/compiler/assemblyscript.ts MAX_SOURCE_CHARS': ['kernel/compiler/assemblyscript.spec.ts', 'of a mebibyte is read'],
  'kernel/bundle/limits.ts maxPathBytes': [OF_A_BUNDLE, 'takes paths of 255 bytes'],
  'kernel/link/link.ts MAX_LINK_CHARS': ['kernel/link/link.spec.ts', 'as many characters as a link may have'],
  'kernel/link/link.ts MAX_LINKED_BYTES': ['kernel/link/link.spec.ts', 'as many bytes as it may unfold to'],
  'kernel/link/qr.ts MAX_QR_BYTES': ['kernel/link/qr.spec.ts', 'holds the longest text that fits, and refuses a longer one'],
  'kernel/contract/parse.ts MAX_VALUES': [OF_A_VERDICT, 'a manifest may have so many values'],
  'kernel/contract/place.ts MAX_DIAGNOSTICS': [OF_A_VERDICT, 'so many findings are shown'],
  'kernel/contract/finding.ts MAX_FINDINGS': [OF_A_VERDICT, 'the rest is counted up to so many'],
  'kernel/expressions/parse-result.ts MAX_EXPRESSION_CHARS': ['kernel/expressions/arithmetic.spec.ts', 'is read as long as it may be'],
  'kernel/expressions/regex.ts MAX_PATTERN_CHARS': ['kernel/expressions/expressions.spec.ts', "'a'.repeat(1000), null"],
  'kernel/schema/identifiers.ts MAX_IDENTIFIER_BYTES': ['kernel/schema/identifiers.spec.ts', 'a name of 63 bytes stays'],
  'kernel/contract/gates/host-text.ts MAX_TEXT_BYTES': [OF_A_VERDICT, 'a text file is judged up to a length'],
  'kernel/contract/sql/libpg.ts MAX_SQL_LENGTH': [OF_A_VERDICT, 'SQL is parsed up to a length'],
  'kernel/project/playground-file.ts MAX_PLAYGROUND_CHARS': ['kernel/project/playground-file.spec.ts', 'is bounded: its length'],
  'app/project/names.ts MAX_NAME_CHARS': ['app/project/names.spec.ts', 'a name that is empty, too long or taken'],
  'kernel/project/provenance.ts MAX_PROVENANCE': ['app/project/project.spec.ts', 'forks of forks remember so much'],
  'kernel/authoring/language/entity-graph.ts MAX_ENTITIES': [
    'kernel/authoring/language/language.spec.ts',
    'the graph has two hundred models',
  ],
  'kernel/bundle/limits.ts MAX_TAR_FRAMING_BYTES': [OF_A_BUNDLE, 'takes 8 MiB of headers and padding'],
  'kernel/bundle/limits.ts MAX_TAR_EXTENSION_BYTES': [OF_A_BUNDLE, 'takes an extended header of 64 KiB'],
  'kernel/bundle/pem.ts MAX_KEY_TEXT_CHARS': ['kernel/bundle/keys.spec.ts', 'reads a file of 16 Ki characters'],
  'kernel/bundle/diff.ts MAX_VALUE_CHANGES': ['kernel/bundle/diff.spec.ts', 'lists a thousand values and no more'],
  'kernel/publish/advice.ts MAX_CHANGES': ['kernel/publish/advice.spec.ts', 'lists five hundred changes and no more'],
  'kernel/publish/context.ts MAX_SEARCHED_BYTES': [
    'kernel/publish/preflight.spec.ts',
    'a file is looked through for secrets up to a length',
  ],
  'kernel/publish/audit.ts MAX_AUDIT_TEXT_CHARS': ['kernel/publish/audit.spec.ts', 'an entry may say as much as it may'],
  'kernel/link/link.ts MAX_LINKED_SEED_ROWS': ['kernel/link/link.spec.ts', 'asks for so many sample rows'],
  'kernel/link/link.ts MAX_VIEW_CHARS': ['kernel/link/link.spec.ts', 'asks for so many sample rows'],
  'kernel/link/embed-protocol.ts MAX_EMBED_FILES': ['app/embed/bridge.spec.ts', 'the last file there may be'],
  'kernel/link/embed-protocol.ts MAX_EMBED_PROJECT_CHARS': ['app/embed/bridge.spec.ts', 'the last character there may be'],
  'kernel/link/embed-protocol.ts MAX_EMBED_TEXT_CHARS': ['kernel/link/embed-protocol.spec.ts', 'writes as much as it may'],
  'kernel/lifecycle/migrations.ts MAX_FILES': [OF_THE_LIFECYCLE, 'two hundred SQL files run'],
  'kernel/lifecycle/renames.ts MAX_RENAMES': [OF_THE_LIFECYCLE, 'the last two hundred renames'],
  'kernel/lifecycle/ledger.ts MAX_OPERATIONS': [OF_THE_LIFECYCLE, 'a hundred operations are kept'],
  'kernel/lifecycle/ledger.ts MAX_STEPS': [OF_THE_LIFECYCLE, 'a thousand steps are kept'],
  'kernel/contract/wasm/abi.ts MAX_MEMORY_PAGES': ['kernel/guest/prepare.spec.ts', 'is at most what hosts give anybody'],
  'kernel/guest/runner.ts MAX_OUTPUT_BYTES': ['kernel/guest/runner.spec.ts', 'may ask for an output of eight mebibytes and no more'],
  'kernel/guest/output.ts MAX_LOG_LINES': ['kernel/guest/runner.spec.ts', 'has at most so many %s, and the rest is counted'],
  'kernel/guest/output.ts MAX_LINE_CHARS': ['kernel/guest/runner.spec.ts', 'has at most so many %s, and the rest is counted'],
  'kernel/guest/output.ts MAX_LOG_CHARS': ['kernel/guest/runner.spec.ts', 'has at most so many %s, and the rest is counted'],
  'kernel/guest/budget.ts MAX_HTTP_WAIT_MS': ['kernel/guest/instance.spec.ts', 'does not run while it waits for HTTP'],
  'kernel/guest/instance.ts MAX_BESIDE': ['kernel/guest/instance.spec.ts', 'inside a transaction do not wait for one outside of it'],
  'kernel/guest/instance.ts MAX_SPAWNS_PER_MINUTE': ['kernel/guest/instance.spec.ts', 'begin so many threads in a minute'],
  'kernel/guest/host/data-query.ts MAX_LIMIT': ['kernel/guest/host/imports.spec.ts', 'filters, orders and limits'],
  'kernel/guest/host/data-query.ts MAX_IN_VALUES': ['kernel/guest/host/imports.spec.ts', 'an in that is too long'],
  'kernel/guest/host/data-aggregate.ts MAX_GROUPED': ['kernel/guest/host/imports.spec.ts', 'adds up by three columns'],
  'kernel/guest/host/data-aggregate.ts MAX_SELECTED': ['kernel/guest/host/imports.spec.ts', 'adds up by three columns'],
  'kernel/guest/host/data-batch.ts MAX_MUTATIONS': ['kernel/guest/host/imports.spec.ts', 'takes a hundred'],
  'kernel/guest/sql/run.ts MAX_ROWS': ['kernel/guest/host/sql.spec.ts', 'more than 10,000 rows'],
  'kernel/guest/sql/values.ts MAX_ARGUMENTS': ['kernel/guest/host/sql.spec.ts', 'more than 64 arguments'],
  'kernel/console/query.ts MAX_SQL_CHARS': ['kernel/console/console.spec.ts', 'is so long, and answers so many rows'],
  'kernel/console/query.ts MAX_CONSOLE_ROWS': ['kernel/console/console.spec.ts', 'is so long, and answers so many rows'],
  'kernel/events/hub.ts MAX_MODELS': ['kernel/events/hub.spec.ts', 'subscribes to a hundred models at most'],
  'kernel/events/hub.ts MAX_EVENTS_PER_SECOND': ['kernel/events/hub.spec.ts', 'that cannot keep up is told to ask anew'],
  'cli/serve/sockets.ts MAX_SOCKETS': [OF_A_SOCKET, 'two hundred are open at once'],
  'cli/serve/sockets.ts MAX_FRAME_BYTES': [OF_A_SOCKET, 'one sends frames of 4,096 bytes'],
  'cli/serve/sockets.ts MAX_WAITING_BYTES': [OF_A_SOCKET, 'a mebibyte waits for one'],
  'cli/serve/server.ts DRAIN_MS': ['cli/serve/server.spec.ts', 'cuts what does not end'],
  'workers/protocol.ts MAX_PORT_MESSAGE_CHARS': [OF_A_PORT, 'longer than the limit are refused'],
  'workers/protocol.ts MAX_PORT_FORM_BYTES': [OF_A_PORT, 'of forms are measured and read entry by entry'],
  'workers/protocol.ts MAX_PORT_URL_CHARS': [OF_A_PORT, 'have a longest length'],
  'workers/protocol.ts MAX_PORT_REQUESTS_IN_FLIGHT': [OF_A_PORT, 'is refused past the limit'],
  'workers/protocol.ts MAX_PICTURE_BYTES': ['workers/view-questions.spec.ts', 'takes a picture as large as it may be'],
  'workers/protocol.ts MAX_SHOWN_CHARS': ['app/preview/frame-connect.spec.ts', "label: 'x'.repeat(200)"],
  'app/frame/typed/draft.ts MAX_DRAFTS_CHARS': ['app/frame/typed/typed.spec.ts', 'drop the oldest where they are too long together'],
};

/** Constants of that name which bound nothing that comes from outside, and what they are. */
const NO_BOUNDS: Readonly<Record<string, string>> = {
  'kernel/dynamic/transfer/read-file.ts MAX_IMPORT_ROWS': 'another name of a bound on the page',
  'app/frame/imports/imports.ts MAX_FILE_BYTES': 'another name of a bound on the page',
  'kernel/contract/index-entry.ts MAX_ENTRY_BYTES': 'a measure of PostgreSQL, tried against it in index-entry.spec.ts',
  'kernel/contract/index-entry.ts MAX_ENTRY_TEXT_BYTES': 'a measure of PostgreSQL, tried against it in index-entry.spec.ts',
  'kernel/authoring/fixes/proposals.ts MAX_SHOWN_LINES': 'how much of a text is drawn',
  'app/diagram/layout.ts MAX_ROWS': 'how much of a model is drawn',
};

/** Every bound that a file shares with others. */
const shared = (): string[] =>
  ['app', 'cli', 'kernel', 'workers']
    .flatMap((folder) =>
      readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`),
    )
    .filter((path) => /(?<!\.spec)\.tsx?$/.test(path) && !path.includes('/testing/'))
    .flatMap((path) => [...read(path).matchAll(/^export const (MAX_\w+)/gm)].map(([, name = '']) => `${path} ${name}`));

describe('the page', () => {
  it('has every bound that is exported, whoever adds one', () => {
    const known = new Set([...Object.keys(TRIED), ...Object.keys(NO_BOUNDS)]);
    expect(shared().filter((bound) => !known.has(bound))).toEqual([]);
    expect(Object.keys(NO_BOUNDS).filter((bound) => !shared().includes(bound))).toEqual([]);
  });

  it.each(bounds())('says of $what what $path holds', ({ most, path, name }) => {
    expect(valueOf(path, name)).toBe(most);
  });

  it('names bounds that are tried from both sides, each of them and no others', () => {
    expect(bounds().map(({ path, name }) => `${path} ${name}`)).toEqual(Object.keys(TRIED));
    expect(Object.values(TRIED).filter(([file, test]) => !read(file).includes(test))).toEqual([]);
  });
});
