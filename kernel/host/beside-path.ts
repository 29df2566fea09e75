/** Where the bundles of other addons lie among a project's files. No bundle of the project itself has them. */
export const isBesidePath = (path: string): boolean => /^addons\/[^/]+\.(?:mcbundle|tar\.gz)$/i.test(path);
