/** The parsed text with its places. Offsets and lengths count UTF-16 units. */
export interface TreeNode {
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  offset: number;
  length: number;
  /** Members of an object in the order of the text; of a name that is given twice the last one counts. */
  members?: Map<string, TreeMember>;
  /** What earlier members of a name that is given again held, in the order of the text. */
  repeats?: NamedMember[];
  /** Items of an array. */
  items?: TreeNode[];
}

export interface TreeMember {
  /** Where the name stands, quotes included. */
  keyOffset: number;
  keyLength: number;
  value: TreeNode;
}

export interface NamedMember extends TreeMember {
  name: string;
}
