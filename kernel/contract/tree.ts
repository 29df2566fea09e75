/** The parsed text with its places. Offsets and lengths count UTF-16 units. */
export interface TreeNode {
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  offset: number;
  length: number;
  /** Members of an object in the order of the text; of a name that is given twice the last one counts. */
  members?: Map<string, TreeMember>;
  /** Items of an array. */
  items?: TreeNode[];
}

export interface TreeMember {
  /** Where the name stands, quotes included. */
  keyOffset: number;
  keyLength: number;
  value: TreeNode;
}
