/** Prepares the data directory that a tab boots from: initdb takes seconds, loading this image takes a fraction of one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createEngine, databaseOn } from '../../kernel/database/pglite';
import { bootstrap } from '../../kernel/database/bootstrap';

// Not named .gz: some static hosts would send it as an encoding, and the browser would unpack it on the way.
export const SEED_IMAGE = 'public/seed/pgdata.bin';

export async function generateSeedImage(): Promise<void> {
  const engine = await createEngine();
  await databaseOn(engine).asOwner(bootstrap);
  // The template databases are two thirds of the files, and in the browser every file is an open handle. Nothing here
  // ever creates a database, so they go; they are told apart from a real one by a flag that has to be cleared first.
  await engine.exec(`update pg_database set datistemplate = false, datallowconn = true where datname in ('template0', 'template1')`);
  await engine.exec('drop database template0');
  await engine.exec('drop database template1');
  await engine.exec('checkpoint');
  const image = await engine.dumpDataDir('gzip');
  mkdirSync('public/seed', { recursive: true });
  writeFileSync(SEED_IMAGE, new Uint8Array(await image.arrayBuffer()));
  await engine.close();
}
