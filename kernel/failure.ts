/** Refusals of the data plane, with the status and the body the wire contract prescribes (docs/architecture/04, CRUD-ERR). */

/** What is wrong with one field: a code the runtime translates, with its parameters. */
export interface FieldError {
  code: string;
  params?: Record<string, string | number | readonly string[]>;
  message?: string;
}

/**
 * A text with NUL or half a surrogate pair in it: no column can hold it, and leaving them out would change what was said. `at` is
 * its place in the field, empty for the field itself.
 */
export const unstorableText = (at: string): FieldError => ({
  code: 'invalid_type',
  params: { kind: 'characters', ...(at !== '' && { at }) },
});

export type FieldErrors = Record<string, FieldError[]>;

export interface FailureBody {
  success: false;
  message: string;
  code?: string;
  errors?: FieldErrors;
  data?: unknown;
  [extra: string]: unknown;
}

/** Thrown anywhere below a route; the router turns it into a response. */
export class RequestFailure extends Error {
  readonly status: number;
  readonly body: FailureBody;

  constructor(status: number, message: string, extra: Omit<Partial<FailureBody>, 'success' | 'message'> = {}) {
    super(message);
    this.name = 'RequestFailure';
    this.status = status;
    this.body = { success: false, message, ...extra };
  }
}

export const badRequest = (message: string): RequestFailure => new RequestFailure(400, message);
export const notFound = (message: string): RequestFailure => new RequestFailure(404, message);
export const conflict = (message: string, extra: Record<string, unknown> = {}): RequestFailure => new RequestFailure(409, message, extra);
/** `errors` by field; the runtime shows each under its field. */
export const invalidFields = (errors: FieldErrors): RequestFailure => new RequestFailure(422, 'validation.failed', { errors });
