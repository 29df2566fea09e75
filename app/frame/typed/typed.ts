/**
 * What is typed into the forms of this frame: kept while a form is drawn anew because the manifest changed, told to the page
 * so that it outlives a reload, and asked about before it is thrown away.
 */
import { isSame, nameOf, readDrafts, writeDrafts, type Draft, type FormName } from './draft';

/** By name, the one that was changed last at the end. */
const drafts = new Map<string, Draft>();
/** Names of drafts that came from an earlier visit and were not shown yet. */
const returned = new Set<string>();
const listeners = new Set<() => void>();
let tell: (text: string) => void = () => undefined;
let list: readonly Draft[] = [];

function changed(): void {
  list = [...drafts.values()].reverse();
  tell(writeDrafts(list));
  for (const listener of listeners) listener();
}

/** @param teller is told all drafts as text, at every change */
export function tellDraftsTo(teller: (text: string) => void): void {
  tell = teller;
}

/** Takes what the page kept of an earlier visit; what was typed since is newer. */
export function takeDrafts(text: unknown): void {
  const known = [...drafts];
  drafts.clear();
  for (const draft of readDrafts(text).reverse()) {
    drafts.set(nameOf(draft), draft);
    returned.add(nameOf(draft));
  }
  for (const [name, draft] of known) {
    drafts.set(name, draft);
    returned.delete(name);
  }
  changed();
}

/** The newest first. The same list until something changes. */
export const allDrafts = (): readonly Draft[] => list;

export function onDrafts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const draftOf = (form: FormName): Draft | undefined => drafts.get(nameOf(form));

export function forgetDraft(form: FormName): void {
  returned.delete(nameOf(form));
  if (drafts.delete(nameOf(form))) changed();
}

/** Whether what a form begins with was typed in an earlier visit; true once. */
export const isReturned = (form: FormName): boolean => returned.delete(nameOf(form));

/** One opening of a form: what it began with, and what was changed since. */
export interface TypedForm {
  /** The values the form begins with, what was typed before laid over them. */
  begin(initial: Readonly<Record<string, unknown>>): Record<string, unknown>;
  note(field: string, value: unknown): void;
  /** A value that came anew from the kernel: what the form is to show of it now. */
  fresh(field: string, value: unknown, shown: unknown): unknown;
  /** What of the form's values differs from what it began with. @param kept fields that go along in any case */
  changes(values: Readonly<Record<string, unknown>>, kept?: readonly string[]): Record<string, unknown>;
  isTouched(): boolean;
  /** It was saved, or thrown away. */
  done(): void;
}

export function openTyped(form: FormName): TypedForm {
  let initial: Readonly<Record<string, unknown>> = {};
  const touched = (): Readonly<Record<string, unknown>> => draftOf(form)?.values ?? {};

  function keep(values: Readonly<Record<string, unknown>>): void {
    if (Object.keys(values).length === 0) {
      forgetDraft(form);
      return;
    }
    drafts.delete(nameOf(form));
    drafts.set(nameOf(form), { ...form, values });
    changed();
  }

  return {
    begin(values) {
      initial = { ...values };
      // A field that is no longer there has nowhere to be shown.
      const laidOver = Object.entries(touched()).filter(([field]) => Object.hasOwn(values, field));
      return { ...values, ...Object.fromEntries(laidOver) };
    },
    note(field, value) {
      const others = Object.fromEntries(Object.entries(touched()).filter(([name]) => name !== field));
      keep(isSame(value, initial[field]) ? others : { ...others, [field]: value });
    },
    fresh(field, value, shown) {
      initial = { ...initial, [field]: value };
      return Object.hasOwn(touched(), field) ? shown : value;
    },
    changes(values, kept = []) {
      return Object.fromEntries(Object.entries(values).filter(([name, value]) => kept.includes(name) || !isSame(value, initial[name])));
    },
    isTouched: () => Object.keys(touched()).length > 0,
    done: () => forgetDraft(form),
  };
}
