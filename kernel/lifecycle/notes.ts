import type { Refused } from './migrations';

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
    | 'extended_set_aside'
    /** In development, `table` is a migration: it did not run here yet and waits until the author says so. */
    | 'migration_waiting'
    /** It ran here and is another file by now. */
    | 'migration_changed'
    /** It could not be read or run; nothing of it was done, and what comes behind it waits. */
    | 'migration_failed'
    /** `table` is a bundle that the project brings along, and that is not installed. */
    | 'beside_refused';
  table: string;
  column?: string;
  /** Why a migration failed, as the installer refuses it (messages.ts). */
  refusal?: Refused;
}
