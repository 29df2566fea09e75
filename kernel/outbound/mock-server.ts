/**
 * The mock server: what the servers behind an addon's calls answer, as the project or the person at the desk says it. Nothing is sent
 * anywhere (docs/architecture/11, OUT-MOCK).
 */
import { type Port, port } from '../port';
import type { OutboundRequest } from './message';
import { fillMock, type MockContext } from './mock-template';

/** How a mock fails in place of an answer. */
export type MockFailure = 'refused' | 'reset' | 'dns' | 'timeout';

export interface MockAnswer {
  /** HTTP status. */
  status: number;
  /** A text, in which `{{path.id}}`, `{{query.q}}`, `{{body.a.b}}`, `{{header.x}}`, `{{state.x}}`, `{{count}}` are filled in. */
  body: string;
  /** By names in small letters. */
  headers?: Readonly<Record<string, string>>;
  /** Milliseconds before it comes. */
  delayMs?: number;
  fail?: MockFailure;
  /** What the server remembers from then on, for `{{state.x}}`. */
  set?: Readonly<Record<string, string>>;
}

/** What answers where nothing was set. */
export const USUAL_ANSWER: MockAnswer = {
  status: 200,
  body: JSON.stringify({ success: true, data: { delivered_to: 'mock outbox' } }),
};

/** More set answers than a project has webhooks. */
export const MAX_ANSWERS = 200;
const MAX_ANSWER_CHARS = 64 * 1024;
/** Answers that an address gives one after the other. */
export const MAX_TURNS = 50;
/** Longest delay of a mock, in milliseconds. */
export const MAX_DELAY_MS = 60_000;
/** What a mock remembers: names, and characters of each. */
const MAX_STATE_NAMES = 100;
const MAX_STATE_CHARS = 4096;

export interface WebhookAnswers {
  /**
   * Answers a request: by the route that names it most exactly, else by the one of `*`, else as usual. An address with several answers
   * gives them in turn, and the last one from then on.
   */
  answer(request: OutboundRequest): MockAnswer;
  /** Whether a route is set for it. */
  isSet(request: OutboundRequest): boolean;
  /**
   * Sets what an address answers from now on; null takes it back. The address may begin with a method, have `:name` or `*` for a part of
   * its path and `*.` before its host; what it says of the query must be in the request's. `*` stands for all addresses.
   * @throws RangeError for a status that is none, a text of more than 64 KiB, more than 200 addresses or 50 answers
   */
  set(url: string, answer: MockAnswer | readonly MockAnswer[] | null): void;
}

/** What is set here holds for all organizations; `of` is one organization's own, which comes first. */
export interface WebhookDesk extends WebhookAnswers {
  of(organizationId: string): WebhookAnswers;
}

export const DESK: Port<WebhookDesk> = port('the mock server');

export function createDesk(): WebhookDesk {
  const everybody = answersOver(null);
  const own = new Map<string, WebhookAnswers>();
  return {
    ...everybody,
    of(organizationId) {
      let found = own.get(organizationId);
      if (!found) own.set(organizationId, (found = answersOver(everybody)));
      return found;
    },
  };
}

interface Route {
  method: string | null;
  address: string;
  /** Null for an address that is compared as it is written. */
  pattern: { protocol: string; host: string; segments: readonly string[]; query: URLSearchParams } | null;
  answers: readonly MockAnswer[];
  count: number;
}

interface Match {
  route: Route;
  path: Readonly<Record<string, string>>;
}

function patternOf(address: string): Route['pattern'] {
  if (!/^https?:\/\//i.test(address)) return null;
  try {
    const { protocol, host, pathname, searchParams } = new URL(address);
    return { protocol, host, segments: pathname.split('/'), query: searchParams };
  } catch {
    return null;
  }
}

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** The parts of a path that a pattern names; null where it is another path. */
function pathMatch(wanted: readonly string[], given: readonly string[]): Record<string, string> | null {
  const named: Record<string, string> = {};
  const isOpen = wanted.at(-1) === '*';
  if (isOpen ? given.length < wanted.length : given.length !== wanted.length) return null;
  for (const [at, part] of wanted.entries()) {
    const own = given[at] ?? '';
    if (part === '*') continue;
    if (part.length > 1 && part.startsWith(':')) named[part.slice(1)] = decoded(own);
    else if (part !== own) return null;
  }
  return named;
}

const hostMatches = (wanted: string, given: string): boolean =>
  wanted === given || (wanted.startsWith('*.') && given.endsWith(wanted.slice(1)) && given.length >= wanted.length);

function matchOf(route: Route, { method, url }: OutboundRequest, read: URL | null): Match | null {
  if (route.method !== null && route.method !== method) return null;
  if (route.address === url) return { route, path: {} };
  const { pattern } = route;
  if (pattern === null || read === null) return null;
  if (pattern.protocol !== read.protocol || !hostMatches(pattern.host, read.host)) return null;
  const path = pathMatch(pattern.segments, read.pathname.split('/'));
  if (path === null) return null;
  for (const [name, value] of pattern.query) if (!read.searchParams.getAll(name).includes(value)) return null;
  return { route, path };
}

/** The more exactly a route names a request, the earlier it answers. */
const rankOf = ({ route, path }: Match, url: string): number =>
  (route.address === url ? 8 : 0) +
  (route.pattern && route.pattern.query.size > 0 ? 4 : 0) +
  (route.method === null ? 0 : 2) +
  (Object.keys(path).length === 0 ? 1 : 0);

function readUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

function checkAnswer({ status, body, delayMs = 0 }: MockAnswer): void {
  if (!Number.isInteger(status) || status < 100 || status > 599) throw new RangeError(`${status} is no HTTP status`);
  if (body.length > MAX_ANSWER_CHARS) throw new RangeError('the answer is longer than 64 KiB');
  if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS)) throw new RangeError(`an answer comes within ${String(MAX_DELAY_MS / 1000)} s`);
}

/** Answers of their own; where they have none, those of `otherwise`, else the usual one. */
function answersOver(otherwise: WebhookAnswers | null): WebhookAnswers {
  const routes = new Map<string, Route>();
  const state = new Map<string, string>();

  function found(request: OutboundRequest): Match | null {
    if (routes.size === 0) return null;
    const read = readUrl(request.url);
    let best: Match | null = null;
    let rank = -1;
    for (const route of routes.values()) {
      const match = matchOf(route, request, read);
      const own = match ? rankOf(match, request.url) : -1;
      if (own > rank) [best, rank] = [match, own];
    }
    const any = routes.get('*');
    return best ?? (any ? { route: any, path: {} } : null);
  }

  return {
    isSet: (request) => found(request) !== null || (otherwise?.isSet(request) ?? false),
    answer(request) {
      const match = found(request);
      if (!match) return otherwise?.answer(request) ?? USUAL_ANSWER;
      const { route, path } = match;
      route.count += 1;
      const said = route.answers[Math.min(route.count, route.answers.length) - 1] ?? USUAL_ANSWER;
      const context: MockContext = { request, path, count: route.count, state };
      const answer = { ...said, body: fillMock(said.body, context) };
      for (const [name, value] of Object.entries(said.set ?? {}))
        if (state.has(name) || state.size < MAX_STATE_NAMES) state.set(name, fillMock(value, context).slice(0, MAX_STATE_CHARS));
      return answer;
    },
    set(url, given) {
      routes.delete(url);
      if (given === null) return;
      const answers = Array.isArray(given) ? (given as readonly MockAnswer[]) : [given as MockAnswer];
      for (const answer of answers) checkAnswer(answer);
      if (answers.length > MAX_TURNS) throw new RangeError(`an address gives ${String(MAX_TURNS)} answers at most`);
      if (routes.size >= MAX_ANSWERS) throw new RangeError('answers are set for 200 addresses already');
      const [, method = null, address = url] = /^([A-Z]{3,10}) (\S.*)$/.exec(url) ?? [];
      routes.set(url, { method, address, pattern: patternOf(address), answers, count: 0 });
    },
  };
}
