/** What is being typed into the form of a new record: a change of the manifest draws the form anew, and it begins with this. */

const typed = new Map<string, Record<string, unknown>>();

/** Called by the form at every change of a field. */
export function noteTyped(model: string, field: string, value: unknown): void {
  typed.set(model, { ...typed.get(model), [field]: value });
}

export const typedInto = (model: string): Readonly<Record<string, unknown>> => typed.get(model) ?? {};

/** The form was sent, or left. */
export const forgetTyped = (): void => typed.clear();
