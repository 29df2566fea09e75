/** Answers for a reader that has doubles and nothing else: the published runtime, in the frame. */
import { compareDecimals, decimalOf } from './decimal';
import { ExactNumber, isPlainNumber, parseJson, writeJson } from './json';

/** Whether a double is another number than the one that is written; false for what no double comes near (`1e400`), and no number. */
export function losesDigits(text: string): boolean {
  if (isPlainNumber(text)) return false;
  const [written, double] = [decimalOf(text), decimalOf(Number(text))];
  return written !== null && double !== null && compareDecimals(written, double) !== 0;
}

const isLost = ({ text }: ExactNumber): boolean => losesDigits(text) || !Number.isFinite(Number(text));

function holdsLost(value: unknown): boolean {
  if (value instanceof ExactNumber) return isLost(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsLost);
}

function asDoubles(value: unknown): unknown {
  if (value instanceof ExactNumber) return isLost(value) ? value.text : Number(value.text);
  if (Array.isArray(value)) return value.map(asDoubles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asDoubles(item)]));
}

/** A JSON column whose digits a double would lose becomes its text, which a column takes back as the JSON it is. */
const rowOf = (row: unknown): unknown =>
  typeof row !== 'object' || row === null || Array.isArray(row) || row instanceof ExactNumber
    ? asDoubles(row)
    : Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'object' && !(value instanceof ExactNumber) && holdsLost(value) ? writeJson(value) : asDoubles(value),
        ]),
      );

/** The body of an answer as values that JavaScript holds; nothing in it is another number than was answered. */
export function bodyInDoubles(text: string): unknown {
  const body = parseJson(text, Number.POSITIVE_INFINITY);
  if (typeof body !== 'object' || body === null || Array.isArray(body) || body instanceof ExactNumber) return asDoubles(body);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      name,
      name === 'data' ? (Array.isArray(value) ? value.map(rowOf) : rowOf(value)) : asDoubles(value),
    ]),
  );
}
