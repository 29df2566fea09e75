/** Prepares the data directory that a tab boots from: initdb takes seconds, loading this image takes a fraction of one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createEngine, databaseOn } from '../../kernel/database/pglite';
import { bootstrap } from '../../kernel/database/bootstrap';

export const SEED_IMAGE = 'public/seed/pgdata.tar.gz';

export async function generateSeedImage(): Promise<void> {
  const engine = await createEngine();
  await databaseOn(engine).asOwner(bootstrap);
  await engine.exec('checkpoint');
  const image = await engine.dumpDataDir('gzip');
  mkdirSync('public/seed', { recursive: true });
  writeFileSync(SEED_IMAGE, new Uint8Array(await image.arrayBuffer()));
  await engine.close();
}
