/**
 * Whether a newer version of the page was published. The static site carries a small file that names its build; the tab
 * compares it with its own, when somebody comes back to it and otherwise twice an hour. Nothing foreign is asked, nothing is sent.
 */
import { create } from 'zustand';

export interface PublishedVersion {
  version: string;
  /** Hash over the site's files. */
  build: string;
}

/** Null: nothing newer is known. */
export const useNewer = create<{ newer: PublishedVersion | null }>(() => ({ newer: null }));

const CHECK_EVERY_MS = 30 * 60_000;
/** Somebody who goes to and fro between two windows asks no more often than this. */
const MIN_GAP_MS = 60_000;
const DEADLINE_MS = 10_000;
const MAX_FILE_BYTES = 1_000;

/** Reads the site's version file; null for anything else. */
export function readVersionFile(text: string): PublishedVersion | null {
  try {
    const { version, build } = JSON.parse(text) as { version?: unknown; build?: unknown };
    if (typeof version !== 'string' || !/^\d+\.\d+\.\d+[\w.+-]{0,40}$/.test(version)) return null;
    return typeof build === 'string' && /^[0-9a-f]{12}$/.test(build) ? { version, build } : null;
  } catch {
    return null;
  }
}

/** The build this page is of; null in development. */
const ownBuild = (): string | null => document.querySelector('meta[name=playground-build]')?.getAttribute('content') ?? null;

async function publishedVersion(): Promise<PublishedVersion | null> {
  try {
    const response = await fetch('./version.json', {
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return response.ok ? readVersionFile(await (await response.blob()).slice(0, MAX_FILE_BYTES).text()) : null;
  } catch {
    // Offline: the page works without.
    return null;
  }
}

let watching = false;

/** Begins to look for newer versions, once. */
export function watchForNewer(): void {
  const own = ownBuild();
  if (watching || own === null) return;
  watching = true;
  let lastLook = Number.NEGATIVE_INFINITY;
  const look = async (): Promise<void> => {
    if (document.hidden || useNewer.getState().newer || performance.now() - lastLook < MIN_GAP_MS) return;
    lastLook = performance.now();
    const published = await publishedVersion();
    if (published && published.build !== own) useNewer.setState({ newer: published });
  };
  addEventListener('focus', () => void look());
  document.addEventListener('visibilitychange', () => void look());
  setInterval(() => void look(), CHECK_EVERY_MS);
}
