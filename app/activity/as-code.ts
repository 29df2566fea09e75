/** A request as somebody would write it elsewhere, against a host that answers at an address of its own. Pure. */
import type { Trace } from '../../kernel/trace/trace';

/** Stands where the host's address and the person's token belong. */
const HOST = 'https://host.example.com/api';

type Asked = Pick<Trace, 'method' | 'url' | 'body'>;

const addressOf = ({ url }: Asked): string => HOST + url.replace(/^\/api(?=\/)/, '');

/** In single quotes of a POSIX shell. */
const inShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export function asCurl(asked: Asked): string {
  const lines = [`curl -X ${asked.method} ${inShell(addressOf(asked))}`, `-H 'Authorization: Bearer TOKEN'`];
  if (asked.body !== null) lines.push(`-H 'Content-Type: application/json'`, `--data-raw ${inShell(asked.body)}`);
  return lines.join(' \\\n  ');
}

export function asFetch(asked: Asked): string {
  const headers = { Authorization: 'Bearer TOKEN', ...(asked.body !== null && { 'Content-Type': 'application/json' }) };
  const init = { method: asked.method, headers, ...(asked.body !== null && { body: asked.body }) };
  return `await fetch(${JSON.stringify(addressOf(asked))}, ${JSON.stringify(init, null, 2)});`;
}
