/** Statements that are composed once and sent again and again: only their values differ. */
import type { Statement } from './port';
import { compile, type Fragment } from './sql';

/** Stands in a fragment for a value that is known when the statement is sent. */
class Slot {
  constructor(readonly index: number) {}
}

/** A statement but for its values. */
export type StatementTemplate = (values: readonly unknown[]) => Statement;

/** Composes a statement; `slot(n)` is where the nth value goes, everything else that is a value stays as it is now. */
export function compileTemplate(build: (slot: (index: number) => unknown) => Fragment): StatementTemplate {
  const { sql, parameters } = compile(build((index) => new Slot(index)));
  return (values) => ({ sql, parameters: parameters.map((one) => (one instanceof Slot ? values[one.index] : one)) });
}

/** Which columns a body names is up to the caller: what is remembered of it must have an end. */
const MAX_REMEMBERED = 500;

/** Statements by a key, as long as their owner lives. */
export function createTemplateCache(): (owner: object, key: string, make: () => StatementTemplate) => StatementTemplate {
  const known = new WeakMap<object, Map<string, StatementTemplate>>();
  return (owner, key, make) => {
    let own = known.get(owner);
    if (!own) known.set(owner, (own = new Map<string, StatementTemplate>()));
    let found = own.get(key);
    if (!found) {
      if (own.size >= MAX_REMEMBERED) own.clear();
      own.set(key, (found = make()));
    }
    return found;
  };
}
