/** The address of a request, rid of what no name, no value and no column can hold before anything is looked up by it. */

const NUL = '%00';
const EVERY_NUL = /%00/g;

/**
 * In a path a NUL becomes U+FFFD, so that it names nothing; in a query it says nothing and is left out, as from anything that is
 * typed into a search.
 */
export function cleanAddress(url: string): string {
  if (!url.includes(NUL)) return url;
  const at = url.indexOf('?');
  const path = at < 0 ? url : url.slice(0, at);
  let query = at < 0 ? '' : url.slice(at);
  // What stood around one may come together as another.
  while (query.includes(NUL)) query = query.replace(EVERY_NUL, '');
  return path.replace(EVERY_NUL, '%EF%BF%BD') + query;
}

/** The request under its clean address. Its body is read from the request that came (kernel/http/body.ts). */
export function atCleanAddress(request: Request): Request {
  const url = cleanAddress(request.url);
  return url === request.url ? request : new Request(url, { method: request.method, headers: request.headers });
}
