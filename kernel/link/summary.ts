/** What a project is about, read from its manifest as data: for the sheets that are shown before anything runs. */
import { isRecord } from '../values/encoding';
import { EVERYTHING, HOST_ROLES } from '../contract/host-roles';
import { lineStartsOf, rangeOf } from '../contract/locate';
import { parse } from '../contract/parse';
import type { Text } from '../contract/text';
import { visible } from '../values/visible';

/** Why a manifest cannot be read at all: the first fault of its text, lines and columns counted from 1. */
export interface ManifestFault {
  line: number;
  column: number;
  message: Text;
}

export interface ProjectSummary {
  addon: string;
  /** What people call it. */
  name: string;
  version: string;
  /** UTF-8 bytes of every file. */
  bytes: number;
  files: number;
  /** Kind and target of each capability that is asked for; at most thirty, then an ellipsis. */
  capabilities: string[];
  /** What its roles would be granted, as `role: permissions`; at most thirty, then an ellipsis. */
  grants: string[];
  hasBackend: boolean;
  /** Null for a manifest that is JSON, whatever else is wrong with it. */
  manifestFault: ManifestFault | null;
  /** Files that would run: the backend, scripts of the frontend, migrations, handlers. At most thirty, then an ellipsis. */
  runs: string[];
}

const MAX_LISTED = 30;
const MAX_TEXT_CHARS = 100;

const textOf = (value: unknown): string => (typeof value === 'string' ? visible(value.slice(0, MAX_TEXT_CHARS)) : '');
const atMost = (names: readonly string[]): string[] => (names.length > MAX_LISTED ? [...names.slice(0, MAX_LISTED), '…'] : [...names]);

const NO_TEXT: Text = { en: 'It is not UTF-8 text.', es: 'No es texto UTF-8.' };

function faultOf(manifest: string | Uint8Array): ManifestFault {
  if (typeof manifest !== 'string') return { line: 1, column: 1, message: NO_TEXT };
  const fault = parse(manifest).findings.find(({ severity }) => severity === 'error');
  const range = rangeOf(lineStartsOf(manifest), fault?.span ?? { offset: 0, length: 0 });
  return { line: range.startLine, column: range.startColumn, message: fault?.message.text ?? { en: '', es: '' } };
}

function readManifest(manifest: string | Uint8Array): { document: Record<string, unknown>; fault: ManifestFault | null } {
  try {
    if (typeof manifest === 'string') {
      const parsed: unknown = JSON.parse(manifest);
      return { document: isRecord(parsed) ? parsed : {}, fault: null };
    }
  } catch {
    // Why, and where, is said below.
  }
  return { document: {}, fault: faultOf(manifest) };
}

const RUNS = /^(?:backend\/.*\.(?:wasm|js|ts|go)|frontend\/.*\.[cm]?js|migrations\/.+\.sql)$/i;

const MAX_GRANTS = 8;

/** The roles that a manifest fills, and with what; those that every host has are asked for by the same names. */
function grantsOf({ rbac }: Record<string, unknown>): string[] {
  const roles = isRecord(rbac) && Array.isArray(rbac.roles) ? rbac.roles.filter(isRecord) : [];
  return atMost(
    roles.flatMap(({ key, permissions }) => {
      const given = Array.isArray(permissions) ? permissions.map(textOf).filter((text) => text !== '') : [];
      // The widest first: it must not hide behind an ellipsis.
      const sorted = given.toSorted((a, b) => Number(b === EVERYTHING) - Number(a === EVERYTHING));
      const shown = sorted.length > MAX_GRANTS ? [...sorted.slice(0, MAX_GRANTS), '…'] : sorted;
      return shown.length === 0 ? [] : [`${textOf(key)}${HOST_ROLES.has(textOf(key)) ? ' (host)' : ''}: ${shown.join(' ')}`];
    }),
  );
}

/** Never throws, whatever the files hold. */
export function summaryOf(files: Readonly<Record<string, string | Uint8Array>>): ProjectSummary {
  const { document, fault } = readManifest(files['manifest.json'] ?? '');
  const metadata = isRecord(document.metadata) ? document.metadata : document;
  const capabilities = Array.isArray(document.capabilities) ? document.capabilities.filter(isRecord) : [];
  const contents = Object.values(files);
  const encoder = new TextEncoder();
  return {
    addon: textOf(metadata.key),
    name: textOf(metadata.name),
    version: textOf(metadata.version),
    bytes: contents.reduce((sum, content) => sum + (typeof content === 'string' ? encoder.encode(content).length : content.length), 0),
    files: contents.length,
    capabilities: atMost(capabilities.map((capability) => `${textOf(capability.kind)} ${textOf(capability.target)}`)),
    grants: grantsOf(document),
    hasBackend: Object.keys(files).some((path) => path.startsWith('backend/')),
    manifestFault: fault,
    runs: atMost(
      Object.keys(files)
        .filter((path) => RUNS.test(path))
        .sort(),
    ),
  };
}
