/** An operation that is done behind a transaction which is always taken back: what would happen, on the rows that are there. */
import type { Database, Session } from '../database/port';
import { type ChangedTable, changedSince, lastNoted } from '../journal/changed';
import { type CatalogueTable, readCatalogue } from './catalogue';
import type { RanStep } from './ledger';
import type { InstallNote } from './notes';
import type { Plan } from './plan';
import type { InstallRequest } from './request';
import { schemaNameOf } from '../schema/schema-of';

export interface Rehearsal {
  plan: Plan;
  notes: InstallNote[];
  ran: RanStep[];
  durationMs: number;
  /** The addon's tables before and after, as the catalogue has them; null where there is no such schema. */
  schemas: { schema: string; before: CatalogueTable[] | null; after: CatalogueTable[] | null }[];
  /** What became of rows, by table, with examples. */
  tables: ChangedTable[];
}

/** Ends the transaction of a rehearsal. */
class TakenBack extends Error {
  constructor() {
    super('a rehearsal is taken back');
    this.name = 'TakenBack';
  }
}

/** Runs `work` in a transaction of the owner's that is always rolled back. @throws what `work` throws */
async function takenBack<T>(database: Database, work: (session: Session) => Promise<T>): Promise<T> {
  const done: T[] = [];
  try {
    await database.asOwner(async (session) => {
      done.push(await work(session));
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return done[0] as T;
}

/** Runs `work` and takes it back; a failure of it is thrown, and taken back as well. Sequences go on, as PostgreSQL's do. */
export async function rehearsing(
  database: Database,
  { manifest, organizationIds }: InstallRequest,
  work: (session: Session, ran: RanStep[]) => Promise<{ plan: Plan; notes: InstallNote[] }>,
): Promise<Rehearsal> {
  const names = [...new Set(organizationIds.map((id) => schemaNameOf(manifest, id)))];
  return takenBack(database, async (session) => {
    const before = new Map<string, CatalogueTable[] | null>();
    for (const schema of names) before.set(schema, await readCatalogue(session, schema));
    const noted = await lastNoted(session);
    const began = performance.now();
    const ran: RanStep[] = [];
    const { plan, notes } = await work(session, ran);
    const durationMs = performance.now() - began;
    const schemas: Rehearsal['schemas'] = [];
    for (const schema of names) schemas.push({ schema, before: before.get(schema) ?? null, after: await readCatalogue(session, schema) });
    return { plan, notes, ran, durationMs, schemas, tables: await changedSince(session, noted) };
  });
}
