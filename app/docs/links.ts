/** Where a link of a document leads. */

export type Destination =
  | { kind: 'document'; id: string; heading: string }
  /** A place in the same document. */
  | { kind: 'heading'; heading: string }
  | { kind: 'outside'; address: string }
  /** Sources and folders, which the app does not carry. */
  | { kind: 'nowhere' };

/** A heading's name in addresses, as code hosts make it. */
export const headingId = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** Where `link` leads when it stands in the document `from`. `has` tells whether there is a document of that id. */
export function destinationOf(link: string, from: string, has: (id: string) => boolean): Destination {
  if (/^https:\/\//i.test(link)) return { kind: 'outside', address: link };
  const [path = '', heading = ''] = link.split('#');
  if (path === '') return heading === '' ? { kind: 'nowhere' } : { kind: 'heading', heading };
  if (/^[a-z][a-z0-9+.-]*:|^\//i.test(path)) return { kind: 'nowhere' };
  const folders = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') folders.pop();
    else if (part !== '.') folders.push(part);
  }
  const whole = folders.join('/').replace(/\.md$/, '');
  // A definition of the contract is read in its reference.
  const ids = whole.startsWith('schemas/v3/') ? [`reference/${heading}`] : [whole, `${whole}/README`];
  const id = ids.find(has);
  return id === undefined ? { kind: 'nowhere' } : { kind: 'document', id, heading };
}
