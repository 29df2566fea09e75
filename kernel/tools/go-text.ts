/** A value of JSON as Go prints one (`%v`): how the kernel makes a text of a list or an object. Pure. */
import { isNumber } from '../values/json';

/** The shortest digits, with an exponent of two digits where there are many of them. */
function goNumber(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 21)) return String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/**
 * @example goText(['a', 1, null]) // '[a 1 <nil>]'
 * @example goText({ b: true, a: 'x' }) // 'map[a:x b:true]'
 */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'string') return value;
  if (isNumber(value)) return goNumber(Number(value.toString()));
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value === 'object') {
    const names = Object.keys(value).sort();
    return `map[${names.map((name) => `${name}:${goText((value as Record<string, unknown>)[name])}`).join(' ')}]`;
  }
  return typeof value === 'boolean' ? String(value) : '';
}
