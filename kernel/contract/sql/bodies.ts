/** Code that stands in a statement as a text: bodies of functions, procedures and `DO`. */
import { isNode, listOf, stringOf } from './nodes';

export interface SqlBody {
  /** In small letters. */
  language: string;
  text: string;
  /** In bytes of the statement's text; the body begins at it or behind it. */
  location: number | undefined;
}

/** The bodies of one statement. A body in the standard's form is a part of the tree and none of these. */
export function bodiesIn(statement: unknown): SqlBody[] {
  if (!isNode(statement)) return [];
  const isBlock = isNode(statement.DoStmt);
  const options = isBlock ? listOf(statement.DoStmt, 'args') : listOf(statement.CreateFunctionStmt, 'options');
  let language = 'plpgsql';
  let text: string | null = null;
  let location: number | undefined;
  for (const { DefElem: option } of options) {
    if (!isNode(option)) continue;
    if (option.defname === 'language') language = stringOf(option.arg)?.toLowerCase() ?? language;
    if (option.defname !== 'as') continue;
    const [first] = isNode(option.arg) ? listOf(option.arg.List, 'items') : [];
    text = stringOf(option.arg) ?? stringOf(first);
    location = typeof option.location === 'number' ? option.location : undefined;
  }
  // What is bound to a symbol of a library is told by its language.
  return text === null || language === 'c' || language === 'internal' ? [] : [{ language, text, location }];
}
