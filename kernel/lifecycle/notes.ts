/** Something a person should know about an install that went through. `code` picks the sentence in the page's language. */
export interface InstallNote {
  code:
    | 'column_stays_optional'
    | 'column_parked'
    | 'table_parked'
    /** Rows break a `unique` rule: the database does not enforce it until they are mended. */
    | 'rule_not_enforced'
    /** Rows of an extension whose extended row is gone: the table has no foreign key as long as they are there. */
    | 'extension_unbound'
    /** `table` names a model that is extended, and whose addon is set aside: what extends it waits until that is installed anew. */
    | 'extended_set_aside';
  table: string;
  column?: string;
}
