/** What a project is about, read from its manifest as data: for the sheets that are shown before anything runs. */
import { isRecord } from '../bundle/encoding';

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
  hasBackend: boolean;
  /** Files that would run: the backend, scripts of the frontend, migrations, handlers. At most thirty, then an ellipsis. */
  runs: string[];
}

const MAX_LISTED = 30;
const MAX_TEXT_CHARS = 100;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT_CHARS) : '');
const atMost = (names: readonly string[]): string[] => (names.length > MAX_LISTED ? [...names.slice(0, MAX_LISTED), '…'] : [...names]);

function documentOf(manifest: string | Uint8Array | undefined): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(typeof manifest === 'string' ? manifest : '');
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

const RUNS = /^(?:backend\/.*\.(?:wasm|js|ts|go)|frontend\/.*\.[cm]?js|migrations\/[^/]+\.sql)$/i;

/** Never throws, whatever the files hold. */
export function summaryOf(files: Readonly<Record<string, string | Uint8Array>>): ProjectSummary {
  const document = documentOf(files['manifest.json']);
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
    hasBackend: Object.keys(files).some((path) => path.startsWith('backend/')),
    runs: atMost(
      Object.keys(files)
        .filter((path) => RUNS.test(path))
        .sort(),
    ),
  };
}
