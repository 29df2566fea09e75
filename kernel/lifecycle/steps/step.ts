/** Everything a lifecycle operation may do, as plain data that can be printed, compared and sent to the page. */
import type { Renamed } from '../../database/bookkeeping';
import type { Tombstone } from '../tombstone';
import type { ColumnState, ForeignKeyState, IndexState, SchemaState, TableState } from '../../schema/state';

/** One change of an addon's schema. */
export type SchemaStep =
  | { kind: 'create-schema'; schema: string }
  /** The rows are the same ones: what is kept of them follows. */
  | { kind: 'rename-table'; schema: string; table: string; to: string }
  | { kind: 'rename-column'; schema: string; table: string; column: string; to: string }
  | { kind: 'create-table'; schema: string; table: TableState }
  | { kind: 'add-column'; schema: string; table: string; column: ColumnState }
  | { kind: 'alter-column-type'; schema: string; table: string; column: string; from: string; to: string }
  | { kind: 'set-default'; schema: string; table: string; column: string; default: string | null }
  | { kind: 'set-not-null'; schema: string; table: string; column: string }
  | { kind: 'drop-not-null'; schema: string; table: string; column: string }
  /** What the column is for; null takes the comment away. */
  | { kind: 'set-comment'; schema: string; table: string; column: string; comment: string | null }
  /** Only where it holds nothing a person entered. */
  | { kind: 'drop-table'; schema: string; table: string }
  /** Only for a column that holds nothing a person entered, or that the database computes. */
  | { kind: 'drop-column'; schema: string; table: string; column: string }
  | { kind: 'park-column'; schema: string; table: string; column: string }
  | { kind: 'park-table'; schema: string; table: string }
  | { kind: 'create-index'; schema: string; table: string; index: IndexState }
  | { kind: 'drop-index'; schema: string; index: string }
  | { kind: 'add-foreign-key'; schema: string; table: string; foreignKey: ForeignKeyState }
  | { kind: 'drop-foreign-key'; schema: string; table: string; name: string }
  /** A column that is to be required once migrations gave its rows values; it stays optional where one has none. */
  | { kind: 'require-column'; schema: string; table: string; column: string }
  /** The table of an addon that is taken out: kept with its rows under another name, out of the way of a new one. */
  | { kind: 'tombstone-table'; schema: string; table: string; to: string; indexes: { from: string; to: string }[] }
  | { kind: 'restore-table'; schema: string; table: string; to: string; indexes: { from: string; to: string }[] }
  /** The same for an organization’s own schema, as a whole. */
  | { kind: 'tombstone-schema'; schema: string; to: string }
  | { kind: 'restore-schema'; schema: string; to: string; tables: string[] }
  /** For good, with every row. */
  | { kind: 'drop-schema'; schema: string }
  | { kind: 'drop-tables'; schema: string; tables: string[] }
  /** The rows of one organization, or of all where it is null. */
  | { kind: 'delete-rows'; schema: string; table: string; tenant: { column: string; organizationId: string } | null };

/** What is done beside the schema. What a step needs and a person does not read comes with the material of the operation. */
export type EffectStep =
  /** What the schema holds now, for the next plan. */
  | { kind: 'remember-schema'; schema: string; addonKey: string; state: SchemaState }
  /** What the rooms keep of a table or a model follows its new name. */
  | { kind: 'follow-rename'; renamed: Renamed }
  /** Rows of the manifest's `seed` that are missing. */
  | { kind: 'seed-rows'; schema: string; table: string; organizationId: string; rows: number }
  | { kind: 'grant-roles'; addonKey: string; organizationId: string; roles: string[] }
  /** An upgrade leaves it switched on or off, as it was. */
  | { kind: 'record-installation'; addonKey: string; organizationId: string; version: string; isUpgrade?: true }
  /** The other addons of the organization answer no more; their rows stay. */
  | { kind: 'disable-others'; addonKey: string; organizationId: string; keeps?: readonly string[] }
  /** A file of `migrations/`, once for ever: the ledger of migrations remembers it by its checksum. */
  | {
      kind: 'run-migration';
      schema: string;
      addonKey: string;
      file: string;
      checksum: string;
      statements: number;
      /** An author’s: one that fails is taken back alone and told of. */
      isOptional?: true;
    }
  /** The tables are already what the file would make: the ledger takes it as run. */
  | { kind: 'record-migration'; schema: string; addonKey: string; file: string; checksum: string }
  /** What an upgrade replaces, kept for whoever wants to go back: the installation, and the files that took its tables along. */
  | { kind: 'keep-way-back'; addonKey: string; organizationId: string; from: string; to: string; migrations: string[]; ladder: string[] }
  /** The way back of a migration: its ledger forgets that it ran. */
  | { kind: 'revert-migration'; schema: string; addonKey: string; file: string; version: string; statements: number }
  /** The installation that was there before the upgrade, with the settings that people chose since. */
  | { kind: 'restore-installation'; addonKey: string; organizationId: string; version: string; wayBack: number }
  /** An SQL file of the upgrade ladder. */
  | { kind: 'run-upgrade-sql'; schema: string; file: string; from: string; statements: number }
  /** What migrations were to do to tables is looked at. */
  | { kind: 'verify-schema'; schema: string; places: { table: string; column: string; type: string | null }[] }
  /** A function of the addon's code. */
  | { kind: 'call-function'; addonKey: string; organizationId: string; hook: string; function: string; payload: Record<string, unknown> }
  /** The grants an addon brought, and the roles that nobody needs without it. */
  | { kind: 'take-roles'; addonKey: string; organizationId: string }
  | { kind: 'remove-installation'; addonKey: string; organizationId: string }
  | { kind: 'set-status'; addonKey: string; organizationId: string; status: 'enabled' | 'disabled' }
  | { kind: 'record-tombstone'; tombstone: Tombstone }
  | { kind: 'forget-tombstone'; id: string; addonKey: string }
  /** The ledger of migrations: an install afterwards runs them anew. */
  | { kind: 'forget-migrations'; addonKey: string; schema: string }
  /** What the rooms keep of an addon, once no organization has it. */
  | { kind: 'forget-addon'; addonKey: string }
  | { kind: 'send-webhook'; addonKey: string; organizationId: string; hook: string; url: string; payload: Record<string, unknown> };

export type Step = SchemaStep | EffectStep;
