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
}

export interface Answered {
  status: number;
  answer: unknown;
}

const INSTANTS = new Set(['created_at', 'updated_at', 'deleted_at', 'shipped_on', 'at', 'createdAt', 'updatedAt', 'deliveredAt']);
/** What the kernel calls a happening, or a request for approval: new each time. */
const HAPPENINGS = new Set([
  'occurrence_id',
  'occurrenceId',
  'deliveryId',
  'X-Metacore-Nonce',
  'X-Metacore-Signature',
  'approval_request_id',
  'secret',
  'X-Hub-Signature-256',
  'Authorization',
]);

function valueOf(key: string, inner: unknown): unknown {
  if (typeof inner !== 'string') return timeless(inner);
  if (HAPPENINGS.has(key)) return '<id>';
  return INSTANTS.has(key) && /^\d{4}-/.test(inner) ? '<time>' : inner;
}

/** The answer with every moment it happened at, and every id that is new, replaced, so that it can be compared. */
export function timeless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, valueOf(key, inner)]));
}

/** The body of a response as a case states it. */
export async function answerOf(response: Response): Promise<Answered> {
  const isJson = response.headers.get('content-type')?.includes('application/json') === true;
  return { status: response.status, answer: isJson ? timeless(await response.json()) : await response.text() };
}

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
