/** Somebody else's site: files that other sites may read, files that lead elsewhere or never end, and pages that embed the playground. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (response: ServerResponse) => void;

export interface OtherSite {
  origin: string;
  /** Method and path of every request, with the headers that would tell who asks. */
  asked: string[];
  close(): Promise<void>;
}

const READABLE = { 'access-control-allow-origin': '*' };

export const file =
  (content: string | Uint8Array): Answer =>
  (response) =>
    response.writeHead(200, READABLE).end(content);

export const page =
  (html: string): Answer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);

export const redirect =
  (to: string): Answer =>
  (response) =>
    response.writeHead(302, { ...READABLE, location: to }).end();

/** Says nothing of its size, sends what it is given and then never ends. */
export const endless =
  (first: Uint8Array): Answer =>
  (response) => {
    response.writeHead(200, READABLE).write(first);
  };

/** Claims to be larger than anything that is taken. */
export const huge: Answer = (response) => {
  response.writeHead(200, { ...READABLE, 'content-length': String(60_000_000) }).write('x');
};

export async function startOtherSite(answers: Readonly<Record<string, Answer>>): Promise<OtherSite> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { cookie, referer, authorization } = request.headers;
    const told = [cookie, referer, authorization].filter((header) => header !== undefined);
    asked.push([request.method, request.url, ...told].join(' '));
    const path = (request.url ?? '').split('?')[0] ?? '';
    const answer = Object.hasOwn(answers, path) ? answers[path] : undefined;
    if (answer) answer(response);
    else response.writeHead(404, READABLE).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
