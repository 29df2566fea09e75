/** What somebody typed into a form and has not saved yet, as it is kept beside the project and read back. */

export type DraftMode = 'create' | 'edit' | 'action';

/** The form that was open. */
export interface FormName {
  model: string;
  mode: DraftMode;
  /** Id of the row that is changed or acted on. */
  record?: string;
  /** Key of the action. */
  action?: string;
}

export interface Draft extends FormName {
  /** The fields that were changed, by their keys. */
  values: Readonly<Record<string, unknown>>;
}

/** The longest text of all drafts of a view. */
export const MAX_DRAFTS_CHARS = 256 * 1024;
const MAX_DRAFTS = 20;
const MAX_NAME_CHARS = 200;

/** One text for one form. */
export const nameOf = ({ model, mode, record, action }: FormName): string => JSON.stringify([model, mode, record ?? '', action ?? '']);

/** Two values of a form that are the same to whoever looks at it. */
export function isSame(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown => value ?? '';
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= MAX_NAME_CHARS;

function draftOf(value: unknown): Draft | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { model, mode, record, action, values } = value as Partial<Record<keyof Draft, unknown>>;
  if (!isName(model) || (mode !== 'create' && mode !== 'edit' && mode !== 'action')) return undefined;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return undefined;
  return {
    model,
    mode,
    ...(isName(record) ? { record } : {}),
    ...(isName(action) ? { action } : {}),
    values: { ...values },
  };
}

/** The drafts in a text that `writeDrafts` made. Whatever does not fit is left out. */
export function readDrafts(text: unknown): Draft[] {
  if (typeof text !== 'string' || text.length > MAX_DRAFTS_CHARS) return [];
  try {
    const list = JSON.parse(text) as unknown;
    return Array.isArray(list) ? list.slice(0, MAX_DRAFTS).flatMap((value) => draftOf(value) ?? []) : [];
  } catch {
    return [];
  }
}

/** Drafts as text; empty for none. The newest come first, and the oldest go where there are too many, or too much of them. */
export function writeDrafts(drafts: readonly Draft[]): string {
  for (let count = Math.min(drafts.length, MAX_DRAFTS); count > 0; count -= 1) {
    const text = JSON.stringify(drafts.slice(0, count));
    if (text.length <= MAX_DRAFTS_CHARS) return text;
  }
  return '';
}
