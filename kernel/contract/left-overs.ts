/**
 * What tools and systems leave behind in folders and archives, and no author ever wrote: hidden files, `node_modules`,
 * `__MACOSX/` and the `._name` twins in which macOS keeps a file's attributes, `Thumbs.db`. A build leaves them out.
 */
export const isLeftOver = (path: string): boolean =>
  /(?:^|\/)(?:\.[^./][^/]*|\._[^/]*|node_modules|__MACOSX|Thumbs\.db)(?:\/|$)/.test(path);
