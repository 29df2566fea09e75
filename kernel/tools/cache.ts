/** Answers that a tool gives again to the same request, for as long as its `cache_ttl` says. In memory. */
import type { InstalledAddon } from '../installed/registry';
import type { Services } from '../operation/services';
import type { ToolRequest } from './request';
import type { ToolResult } from './result';

/** Answers that are kept, of all tools together. */
export const MAX_CACHED = 200;

type Book = Map<string, { until: number; result: ToolResult }>;
const BOOKS = new WeakMap<Services, Book>();

function bookOf(services: Services): Book {
  const book = BOOKS.get(services) ?? new Map<string, { until: number; result: ToolResult }>();
  BOOKS.set(services, book);
  return book;
}

/** Whoever installs another manifest, or sets another value, sends another request or asks for another one's answer. */
const keyOf = (addon: InstalledAddon, { method, url, body }: ToolRequest): string =>
  JSON.stringify([addon.installationId, addon.manifestHash, method, url, body]);

export function cachedAnswer(services: Services, addon: InstalledAddon, request: ToolRequest): ToolResult | null {
  const found = bookOf(services).get(keyOf(addon, request));
  return found && found.until > services.clock.now() ? found.result : null;
}

export function keepAnswer(services: Services, addon: InstalledAddon, request: ToolRequest, result: ToolResult, seconds: number): void {
  const book = bookOf(services);
  const key = keyOf(addon, request);
  book.delete(key);
  // The oldest makes room.
  const [oldest] = book.keys();
  if (book.size >= MAX_CACHED && oldest !== undefined) book.delete(oldest);
  book.set(key, { until: services.clock.now() + seconds * 1000, result });
}
