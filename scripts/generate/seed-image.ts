/** Prepares the data directory that a tab boots from: initdb takes seconds, loading this image takes a fraction of one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { packTar, unpackTar } from 'modern-tar';
import { connectionTo } from '../../kernel/database/connection';
import { createEngine, databaseOn } from '../../kernel/database/pglite';
import { bringUp } from '../../kernel/bookkeeping';

// Not named .gz: some static hosts would send it as an encoding, and the browser would unpack it on the way.
const SEED_IMAGE = 'public/seed/pgdata.bin';

/** Maps of free space and of visibility. PostgreSQL takes a missing one for empty and makes it anew when it needs it. */
const REBUILT_BY_ITSELF = /_(?:fsm|vm)$/;
const SEGMENT = /pg_wal\/([0-9A-F]{24})$/;

export async function generateSeedImage(): Promise<void> {
  const engine = await createEngine();
  await databaseOn(connectionTo(engine)).asOwner((session) => bringUp(session));
  // The template databases are two thirds of the files, and in the browser every file is an open handle. Nothing here
  // ever creates a database, so they go; they are told apart from a real one by a flag that has to be cleared first.
  await engine.exec(`update pg_database set datistemplate = false, datallowconn = true where datname in ('template0', 'template1')`);
  await engine.exec('drop database template0');
  await engine.exec('drop database template1');
  await engine.exec('checkpoint');
  const { rows } = await engine.query<{ redo: string; current: string }>(
    'select redo_wal_file as redo, pg_walfile_name(pg_current_wal_lsn()) as current from pg_control_checkpoint()',
  );
  const [log] = rows;
  if (!log) throw new Error('the engine does not tell where its log ends');
  const image = await engine.dumpDataDir('none');
  await engine.close();
  const isNeeded = (path: string): boolean => {
    const segment = SEGMENT.exec(path)?.[1];
    // Segments behind the end are empty ones kept for later, a megabyte each.
    return segment === undefined ? !REBUILT_BY_ITSELF.test(path) : segment >= log.redo && segment <= log.current;
  };
  const entries = await unpackTar(await image.arrayBuffer(), { filter: ({ name }) => isNeeded(name) });
  mkdirSync('public/seed', { recursive: true });
  writeFileSync(SEED_IMAGE, gzipSync(await packTar(entries), { level: 9 }));
}
