/** What a room that keeps tables of its own says of them, in one place. Nobody else knows their names. */
import type { Session } from './port';

/** One step of a room's structure, in a transaction of the owner's. A step that was released never changes: another one follows it. */
export type Migration = (session: Session) => Promise<void>;

/** A name of an addon's that became another. */
export type Renamed =
  | { kind: 'table'; addonKey: string; schema: string; from: string; to: string }
  | { kind: 'model'; addonKey: string; from: string; to: string };

export interface Bookkeeping {
  /** Numbers the migrations of this room apart from the others'. Never changes. */
  readonly room: string;
  /** Numbered by their place, from 1. The first also finds tables of databases that were not numbered, and brings them up. */
  readonly migrations: readonly Migration[];
  /** Tables of `metacore` whose rows are journaled: they outlive the database. Each has an `id`. */
  readonly journaled?: readonly string[];
  /** What the rows call an addon's table or model follows its new name. */
  onRename?(session: Session, renamed: Renamed): Promise<void>;
  /** What is kept of an addon goes with it. */
  onUninstall?(session: Session, addonKey: string): Promise<void>;
}

/** The role every request runs under. It owns nothing and cannot bypass row-level security. */
export const APP_ROLE = 'metacore_app';

export const script =
  (text: string): Migration =>
  (session) =>
    session.script(text);

/** The statements by which an organization sees and writes its own rows of a table alone. */
export const ownRowsOnly = (table: string, column = 'organization_id'): string => {
  const own = `${column} = nullif(current_setting('app.current_org', true), '')::uuid`;
  return `alter table ${table} enable row level security;
drop policy if exists rls_org_isolation on ${table};
create policy rls_org_isolation on ${table} using (${own}) with check (${own});`;
};
