/** The body of a request, read once however often it is asked for: a request may be begun anew (kernel/operation/attempt.ts). */
export interface RequestBody {
  text(): Promise<string>;
  form(): Promise<FormData>;
}

/** Nothing is read before it is asked for. */
export function bodyOf(request: Request): RequestBody {
  let text: Promise<string> | undefined;
  let form: Promise<FormData> | undefined;
  return { text: () => (text ??= request.text()), form: () => (form ??= request.formData()) };
}
