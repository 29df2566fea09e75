/**
 * The fields of every object of a schema, small enough to ship: what a field holds is written as `''` (a plain value),
 * `integer`, the name of a definition, or that name with `[]` (a list) or `{}` (a map), `[]` alone for a list of texts; alternatives are joined
 * by `|`.
 */
export interface SchemaShape {
  root: string;
  definitions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
