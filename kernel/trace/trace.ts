/**
 * Why a request was answered as it was: what it sent to the database, what was decided and by which line of a manifest, what
 * ran, what left (docs/architecture/09). Off, a request carries null and nothing is made; on, the last requests are kept.
 */
import type { Clock } from '../clock';
import type { Statement } from '../database/port';
import { type Port, port } from '../port';
import type { Principal } from '../principal';
import { writeJson } from '../values/json';

/** A place in the manifest of an addon. */
export interface ManifestPlace {
  addon: string;
  /** JSON pointer. */
  pointer: string;
}

export type Decision =
  | {
      kind: 'permission';
      /** `<table>.<verb>`. */
      permission: string;
      allowed: boolean;
      because: 'administrator' | 'grant' | 'no grant';
      /** The role that holds it, and the grant as it is written. */
      role?: string;
      grant?: string;
      /** Where the grant comes from; absent where the host gave it. */
      place?: ManifestPlace;
    }
  | {
      kind: 'capability';
      capability: string;
      target: string;
      allowed: boolean;
      place: ManifestPlace | null;
      /** False where today's Go kernel does not ask for it. */
      askedByHosts?: false;
    }
  | { kind: 'filter-dropped'; parameter: string; reason: string }
  | { kind: 'handler'; handler: string; outcome: 'done' | 'failed' | 'replayed'; place: ManifestPlace; milliseconds: number }
  | { kind: 'event'; name: string; occurrenceId: string; deliveries: number };

export interface TracedStatement {
  sql: string;
  /** Cut to two hundred characters each. */
  parameters: string[];
  milliseconds: number;
}

export interface Trace {
  id: number;
  at: string;
  organizationId: string;
  userId: string;
  /** Who asked, by name. */
  userName: string;
  correlationId: string | null;
  method: string;
  /** Path and query. */
  url: string;
  /** Of a request that sent JSON, its text; null where it sent none, or more than is kept. */
  body: string | null;
  /** 0 while it is being answered. */
  status: number;
  milliseconds: number;
  statements: TracedStatement[];
  decisions: Decision[];
  /** Statements and decisions that were too many to keep. */
  left_out: number;
}

/** What an operation that is traced tells. */
export interface Recorder {
  readonly statement: (statement: Statement, milliseconds: number) => void;
  decide(decision: Decision): void;
  /** The JSON that was sent. */
  body(text: string): void;
}

export interface Tracing extends Recorder {
  readonly id: number;
  end(status: number): void;
}

export interface Tracer {
  /** For one organization, or for all of them. Off forgets what was kept. */
  turn(on: boolean, organizationId?: string): void;
  /** Null while it is off. */
  begin(request: Request, principal: Principal, correlationId: string | null): Tracing | null;
  /** What is kept of an organization, or of all of them, the newest first. */
  traces(organizationId?: string): readonly Trace[];
}

export const TRACER: Port<Tracer> = port('the tracer');

/** Requests that are kept of one organization. */
export const MAX_TRACES = 200;
const MAX_STATEMENTS = 200;
const MAX_DECISIONS = 200;
const MAX_SQL_CHARS = 4000;
const MAX_PARAMETERS = 50;
const MAX_VALUE_CHARS = 200;
const MAX_URL_CHARS = 2000;
const MAX_BODY_CHARS = 20_000;
/** Of the statements of all requests of one organization, as they are kept: the oldest requests go. */
const MAX_BOOK_CHARS = 16 * 1024 * 1024;

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : writeJson(value);
  return text.slice(0, MAX_VALUE_CHARS);
};

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return (pathname + search).slice(0, MAX_URL_CHARS);
}

interface Book {
  isOn: boolean;
  last: number;
  kept: Trace[];
  /** Characters of their statements. */
  chars: number;
}

const charsOf = ({ statements }: Trace): number =>
  statements.reduce((sum, { sql, parameters }) => parameters.reduce((all, text) => all + text.length, sum + sql.length), 0);

function forgetOldest(book: Book): void {
  const oldest = book.kept.pop();
  if (oldest) book.chars -= charsOf(oldest);
}

/** `milliseconds` measures; the clock only says when. */
export function createTracer(clock: Clock, milliseconds: () => number): Tracer {
  /** What holds for an organization that was not asked for by itself. */
  let isOn = false;
  const books = new Map<string, Book>();

  /** Each organization's own: numbers and room are not shared, or one would see how much another one asks. */
  function bookOf(organizationId: string): Book {
    let book = books.get(organizationId);
    if (!book) books.set(organizationId, (book = { isOn, last: 0, kept: [], chars: 0 }));
    return book;
  }

  function begin(request: Request, principal: Principal, correlationId: string | null): Tracing {
    const book = bookOf(principal.organizationId);
    const started = milliseconds();
    const trace: Trace = {
      id: ++book.last,
      at: new Date(clock.now()).toISOString(),
      organizationId: principal.organizationId,
      userId: principal.userId,
      userName: principal.name,
      correlationId,
      method: request.method,
      url: pathOf(request.url),
      body: null,
      status: 0,
      milliseconds: 0,
      statements: [],
      decisions: [],
      left_out: 0,
    };
    book.kept.unshift(trace);
    if (book.kept.length > MAX_TRACES) forgetOldest(book);
    return {
      id: trace.id,
      statement({ sql, parameters }, took) {
        if (trace.statements.length >= MAX_STATEMENTS) {
          trace.left_out += 1;
          return;
        }
        const kept = { sql: sql.slice(0, MAX_SQL_CHARS), parameters: parameters.slice(0, MAX_PARAMETERS).map(shown), milliseconds: took };
        trace.statements.push(kept);
        // One that was forgotten meanwhile counts nowhere.
        if (!book.kept.includes(trace)) return;
        book.chars += kept.parameters.reduce((sum, text) => sum + text.length, kept.sql.length);
        while (book.chars > MAX_BOOK_CHARS && book.kept.length > 1) forgetOldest(book);
      },
      body(text) {
        trace.body = text.length > MAX_BODY_CHARS ? null : text;
      },
      decide(decision) {
        if (trace.decisions.length >= MAX_DECISIONS) trace.left_out += 1;
        else trace.decisions.push(decision);
      },
      end(status) {
        trace.status = status;
        trace.milliseconds = milliseconds() - started;
      },
    };
  }

  return {
    turn(on, organizationId) {
      if (organizationId === undefined) isOn = on;
      for (const book of organizationId === undefined ? books.values() : [bookOf(organizationId)]) {
        book.isOn = on;
        if (!on) Object.assign(book, { kept: [], chars: 0 });
      }
    },
    begin: (request, principal, correlationId) => (bookOf(principal.organizationId).isOn ? begin(request, principal, correlationId) : null),
    traces: (organizationId) =>
      organizationId === undefined
        ? [...books.values()].flatMap(({ kept }) => kept).sort((a, b) => b.at.localeCompare(a.at))
        : bookOf(organizationId).kept,
  };
}
