/** A request and the whole answer to it, as data: the same table runs against the kernel itself and over HTTP. */

/** Who asks: a person by first name, or nobody. */
export type Asker = 'Ada' | 'Bruno' | 'Carla' | 'Dana' | 'Emil' | 'nobody';

export interface Case {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  path: string;
  /** Ada when nobody is named. */
  as?: Asker;
  headers?: Record<string, string>;
  /** A JSON value; a text goes as it is. */
  body?: unknown;
  /** A file, sent as the form's field `file`. */
  file?: string;
  status: number;
  /** The whole body: JSON, or the text of anything else. Instants are `<time>`, new ids `<id>`. */
  answer: unknown;
  /** Headers of the answer that are part of what is promised. */
  carries?: Record<string, string>;
  /** Facts of docs/contract/wire.md that this case stands for. */
  covers?: readonly string[];
}

/** Cases that stand for facts, named with blanks between. */
export const covering = (facts: string, ...cases: readonly Case[]): Case[] =>
  cases.map((one) => ({ ...one, covers: [...(one.covers ?? []), ...facts.split(' ')] }));

export interface Answered {
  status: number;
  answer: unknown;
  carries: Record<string, string>;
}

const INSTANTS = new Set([
  'created_at',
  'updated_at',
  'deleted_at',
  'shipped_on',
  'at',
  'createdAt',
  'updatedAt',
  'installed_at',
  'enabled_at',
  'deliveredAt',
  'emittedAt',
  'startedAt',
  'endedAt',
  'X-Metacore-Timestamp',
]);
/** What the kernel calls a happening, or a request for approval: new each time. */
const HAPPENINGS = new Set([
  'occurrence_id',
  'occurrenceId',
  'deliveryId',
  'delivery_id',
  'X-Metacore-Installation-ID',
  'X-Metacore-Nonce',
  'X-Metacore-Signature',
  'approval_request_id',
  'secret',
  'X-Hub-Signature-256',
  'Authorization',
]);

/** Ids that the suite and the host's own tables give, by their middle. */
const isGiven = (id: string): boolean => /-(0000-4000-8000|1111-4111-8111|2222-4222-8222)-/.test(id);

function valueOf(key: string, inner: unknown): unknown {
  if (key === 'durationMs' || key === 'milliseconds') return '<time>';
  if (typeof inner !== 'string') return timeless(inner);
  if (HAPPENINGS.has(key)) return '<id>';
  if (INSTANTS.has(key) && /^\d{4}-|^\d{10}$/.test(inner)) return '<time>';
  if (key === 'manifest_hash') return '<hash>';
  // A body that was sent has them within its text.
  return inner.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => (isGiven(id) ? id : '<id>'));
}

/** The answer with every moment it happened at, and every id that is new, replaced, so that it can be compared. */
export function timeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, valueOf(key, inner)]));
}

/** A response as a case states it: the whole body, and the headers the case names. */
export async function answerOf(response: Response, { carries = {} }: Case): Promise<Answered> {
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  const bytes = await response.arrayBuffer();
  // The byte order mark is part of a file.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return {
    status: response.status,
    answer: isJson ? timeless(JSON.parse(text)) : text,
    carries: Object.fromEntries(Object.keys(carries).map((name) => [name, response.headers.get(name) ?? ''])),
  };
}

/** What `answerOf` has to say. */
export const expectedOf = ({ status, answer, carries = {} }: Case): Answered => ({ status, answer, carries });

/** What is sent for a case. */
export function requestOf(base: string, { method, path, headers, body, file }: Case, more: Record<string, string> = {}): Request {
  const init: RequestInit = { method, headers: { ...headers, ...more } };
  if (file !== undefined) {
    const form = new FormData();
    form.set('file', new File([file], 'rows.csv'));
    init.body = form;
  } else if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(base + path, init);
}

export const titleOf = ({ method, path, as, status, body }: Case): string =>
  `${as ?? 'Ada'}: ${method} ${path.slice(0, 120)}${body === undefined ? '' : ` ${JSON.stringify(body).slice(0, 60)}`} → ${status}`;
