/** A project that came by link. Until the person says *Run*, it is a decoded text and nothing else. */
import { create } from 'zustand';
import { decodeLink, type LinkedProject } from '../../kernel/link/link';
import { messageOf } from '../../kernel/errors';
import { MANIFEST, projectOf } from '../project/project';
import { openWorkspace, runUnkept } from '../workspace/workspace';

export type LinkState =
  { step: 'none' } | { step: 'asking'; link: LinkedProject; about: LinkSummary } | { step: 'unreadable'; message: string };

/** What the sheet tells of a link, read from its manifest as data. */
export interface LinkSummary {
  addon: string;
  version: string;
  /** UTF-8 bytes of every file. */
  bytes: number;
  files: number;
  capabilities: string[];
  hasBackend: boolean;
}

export const useLink = create<{ state: LinkState }>(() => ({ state: { step: 'none' } }));

const enter = (state: LinkState): void => useLink.setState({ state });

/** Capabilities shown on the sheet; the rest is counted by its ellipsis. */
const MAX_CAPABILITIES = 30;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : '');

function documentOf(link: LinkedProject): Record<string, unknown> {
  const manifest = link.files[MANIFEST];
  try {
    const parsed: unknown = JSON.parse(typeof manifest === 'string' ? manifest : '');
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

export function summaryOf(link: LinkedProject): LinkSummary {
  const document = documentOf(link);
  const metadata = isObject(document.metadata) ? document.metadata : document;
  const capabilities = Array.isArray(document.capabilities) ? document.capabilities.filter(isObject) : [];
  const named = capabilities.map((capability) => `${textOf(capability.kind)} ${textOf(capability.target)}`);
  const contents = Object.values(link.files);
  return {
    addon: textOf(metadata.key),
    version: textOf(metadata.version),
    bytes: contents.reduce(
      (sum, content) => sum + (typeof content === 'string' ? new TextEncoder().encode(content).length : content.length),
      0,
    ),
    files: contents.length,
    capabilities: named.length > MAX_CAPABILITIES ? [...named.slice(0, MAX_CAPABILITIES), '…'] : named,
    hasBackend: Object.keys(link.files).some((path) => path.startsWith('backend/')),
  };
}

/** Reads the fragment and asks; opens nothing else. */
export function askAboutLink(fragment: string): void {
  try {
    const link = decodeLink(fragment);
    enter({ step: 'asking', link, about: summaryOf(link) });
  } catch (error) {
    enter({ step: 'unreadable', message: messageOf(error) });
  }
}

/** Runs what was asked about, in memory. */
export function runLink(): void {
  const { state } = useLink.getState();
  if (state.step !== 'asking') return;
  const { link, about } = state;
  enter({ step: 'none' });
  const open = link.open !== undefined && Object.hasOwn(link.files, link.open) ? link.open : MANIFEST;
  runUnkept(projectOf(about.addon === '' ? 'addon' : about.addon, link.files), open);
}

/** Leaves the link and opens the person's own projects. The fragment goes, so that a reload does not ask again. */
export async function leaveLink(): Promise<void> {
  enter({ step: 'none' });
  history.replaceState(null, '', location.pathname + location.search);
  await openWorkspace();
}
