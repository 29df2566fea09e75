/**
 * What the code of addons was called with and what it did: each call with its input and output, what it asked of the host in order, what it
 * said, how long it took and how much memory it has. The last calls of each organization are kept, in memory, with secrets taken out.
 */
import type { Clock } from '../clock';
import { redactor } from '../outbound/redact';
import { type Port, port } from '../port';
import { cutText } from '../values/text';
import type { HostAnswer, HostCall } from './runner';
import type { LogLine } from './output';

/** Calls that are kept of one organization. */
export const MAX_KEPT_CALLS = 50;
/** Host calls that are kept of one call. */
export const MAX_KEPT_HOST_CALLS = 100;
/** Lines that are kept of one call. */
const MAX_KEPT_LINES = 100;
/** Characters of each text. */
const MAX_KEPT_CHARS = 4000;
/** Bytes that are looked at of a text, which may be mebibytes. */
const MAX_READ_BYTES = 4 * MAX_KEPT_CHARS;
/** Secrets that are remembered of one addon. */
const MAX_SECRETS = 200;

export interface KeptHostCall {
  name: string;
  /** Each argument as a text. */
  args: string[];
  /** Null where the host answered nothing, or had not answered when the call ended. */
  answer: string | null;
  milliseconds: number;
}

export interface KeptGuestCall {
  id: number;
  at: string;
  organizationId: string;
  addonKey: string;
  function: string;
  correlationId: string | null;
  /** Whether its writes belong to a transaction of its caller. */
  inTransaction: boolean;
  input: string;
  /** Null where it failed or is under way. */
  output: string | null;
  failure: { code: string; message: string } | null;
  /** Null while it is under way. */
  milliseconds: number | null;
  /** Bytes of its memory before and after; null where its thread did not tell. */
  memory: { before: number; after: number } | null;
  host: KeptHostCall[];
  log: LogLine[];
  /** Host calls and lines that were too many to keep. */
  leftOut: number;
}

export interface CallFacts extends Pick<KeptGuestCall, 'organizationId' | 'addonKey' | 'function' | 'correlationId' | 'inTransaction'> {
  input: string;
}

/** One call as it goes on. */
export interface CallNote {
  /** The answer tells how the host call ended. */
  asked(call: HostCall): (answer: HostAnswer) => void;
  said(line: LogLine): void;
  /** Remembers a text that is not shown, of this call and of later ones: an instance lives on and may remember it, too. */
  hide(secrets: readonly string[]): void;
  ended(outcome: { output: string } | { failure: { code: string; message: string } }, memory: KeptGuestCall['memory']): void;
}

export interface CallBook {
  begin(facts: CallFacts): CallNote;
  /** What is kept of an organization, the newest first. */
  calls(organizationId: string): readonly KeptGuestCall[];
}

export const CALL_BOOK: Port<CallBook> = port('the book of calls of guests');

const text = new TextDecoder();
const shown = (bytes: Uint8Array | null): string => (bytes === null ? '' : text.decode(bytes.subarray(0, MAX_READ_BYTES)));
const cut = (value: string): string => cutText(value, MAX_KEPT_CHARS);
const asItIs = (value: string): string => value;

/** `milliseconds` measures; the clock only says when. */
export function createCallBook(clock: Clock, milliseconds: () => number): CallBook {
  const books = new Map<string, { last: number; kept: KeptGuestCall[] }>();
  const secrets = new Map<string, { known: Set<string>; redact: (value: string) => string }>();

  const hidden = ({ organizationId, addonKey }: Pick<KeptGuestCall, 'organizationId' | 'addonKey'>): ((value: string) => string) =>
    secrets.get(`${organizationId}/${addonKey}`)?.redact ?? asItIs;

  /** Taken out where it is read: a text that came before the secret was known is clean as well. */
  function clean(call: KeptGuestCall): KeptGuestCall {
    const redact = hidden(call);
    return {
      ...call,
      input: redact(call.input),
      output: call.output === null ? null : redact(call.output),
      failure: call.failure && { ...call.failure, message: redact(call.failure.message) },
      host: call.host.map((one) => ({ ...one, args: one.args.map(redact), answer: one.answer === null ? null : redact(one.answer) })),
      log: call.log.map((line) => ({ ...line, text: redact(line.text) })),
    };
  }

  return {
    begin({ input, ...facts }) {
      const book = books.get(facts.organizationId) ?? { last: 0, kept: [] };
      books.set(facts.organizationId, book);
      const started = milliseconds();
      /** Before it is cut, which could leave half of a secret. */
      const kept = (value: string): string => cut(hidden(facts)(value));
      const call: KeptGuestCall = {
        id: ++book.last,
        at: new Date(clock.now()).toISOString(),
        ...facts,
        function: cutText(facts.function, 200),
        input: kept(input),
        ...{ output: null, failure: null, milliseconds: null, memory: null, host: [], log: [], leftOut: 0 },
      };
      book.kept.unshift(call);
      if (book.kept.length > MAX_KEPT_CALLS) book.kept.pop();
      return {
        asked({ name, args }) {
          const began = milliseconds();
          if (call.host.length >= MAX_KEPT_HOST_CALLS) {
            call.leftOut += 1;
            return () => undefined;
          }
          const asked: KeptHostCall = { name, args: args.map((arg) => kept(shown(arg))), answer: null, milliseconds: 0 };
          call.host.push(asked);
          return (answer) => {
            asked.answer = answer && kept(shown(answer));
            asked.milliseconds = milliseconds() - began;
          };
        },
        said(line) {
          if (call.log.length >= MAX_KEPT_LINES) call.leftOut += 1;
          else call.log.push(line);
        },
        hide(more) {
          const place = `${facts.organizationId}/${facts.addonKey}`;
          const known = secrets.get(place)?.known ?? new Set<string>();
          const fresh = more.filter((secret) => !known.has(secret)).slice(0, MAX_SECRETS - known.size);
          if (fresh.length === 0) return;
          for (const secret of fresh) known.add(secret);
          secrets.set(place, { known, redact: redactor([...known]) });
        },
        ended(outcome, memory) {
          call.milliseconds = milliseconds() - started;
          call.memory = memory;
          if ('output' in outcome) call.output = kept(outcome.output);
          else call.failure = { code: outcome.failure.code, message: kept(outcome.failure.message) };
        },
      };
    },
    calls: (organizationId) => (books.get(organizationId)?.kept ?? []).map(clean),
  };
}
