/** The kinds of values of a schema, small enough to ship: no words, no bounds, nothing that a later version might allow. */
export interface SkeletonNode {
  type?: string | readonly string[];
  properties?: Readonly<Record<string, SkeletonNode>>;
  required?: readonly string[];
  items?: SkeletonNode;
  /** `true`, or what each of the members holds that are not named. */
  additionalProperties?: SkeletonNode | boolean;
  if?: SkeletonNode;
  then?: SkeletonNode;
  else?: SkeletonNode;
  /** A definition. */
  $ref?: string;
}

export interface SchemaSkeleton {
  root: string;
  definitions: Readonly<Record<string, SkeletonNode>>;
}
