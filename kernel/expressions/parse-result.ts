/** What reading a text of a small language answers: what it means, or where it stops making sense. */
export type ParseResult<T> = ({ ok: true } & T) | { ok: false; offset: number };

/** Longest expression, in characters. */
export const MAX_EXPRESSION_CHARS = 2_000;
