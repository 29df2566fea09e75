/** The usual requests with the usual answers. */
import type { Case } from './case';

export const meta = (total: number, page = 1, perPage = 15, shown = total): Record<string, number> => {
  const first = shown === 0 ? 0 : (page - 1) * perPage + 1;
  return {
    total,
    page,
    per_page: perPage,
    last_page: Math.max(1, Math.ceil(total / perPage)),
    current_page: page,
    from: first,
    to: shown === 0 ? 0 : first + shown - 1,
  };
};

export const query = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString();

export const list = (path: string, rows: readonly unknown[], ofMeta = meta(rows.length), more: Partial<Case> = {}): Case => ({
  method: 'GET',
  path,
  status: 200,
  answer: { success: true, data: rows, meta: ofMeta },
  ...more,
});
export const made = (path: string, body: object, data: unknown): Case => ({
  method: 'POST',
  path,
  body,
  status: 201,
  answer: { success: true, data },
});
export const put = (path: string, body: object, data: unknown, more: Partial<Case> = {}): Case => ({
  method: 'PUT',
  path,
  body,
  status: 200,
  answer: { success: true, data },
  ...more,
});
export const gone = (path: string, body?: object): Case => ({
  method: 'DELETE',
  path,
  ...(body && { body }),
  status: 200,
  answer: { success: true },
});
export const refused = (method: Case['method'], path: string, body: unknown, status: number, message: string, more: object = {}): Case => ({
  method,
  path,
  ...(body !== undefined && { body }),
  status,
  answer: { success: false, message, ...more },
});
/** Refused for what is wrong with its fields. */
export const fields = (method: Case['method'], path: string, body: object, errors: Record<string, object[]>): Case =>
  refused(method, path, body, 422, 'validation.failed', { errors });
