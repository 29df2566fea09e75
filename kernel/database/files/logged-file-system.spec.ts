import { afterEach, expect, it } from 'vitest';
import { seedImage } from '../../testing/kernel';
import { MemoryFile } from '../../testing/memory-file';
import { openPGlite } from '../pglite';
import type { Database } from '../port';
import { ChangeLog } from './change-log';

let open: Database | undefined;
afterEach(() => open?.close());

async function start(files: [MemoryFile, MemoryFile], image?: Blob): Promise<Database> {
  open = await openPGlite({ log: new ChangeLog(files), ...(image && { seedImage: image }) });
  return open;
}

const ask = (database: Database, sql: string) => database.asOwner(async (session) => (await session.run({ sql, parameters: [] })).rows);

it('a database comes back with what was committed after its process died, and refuses only what finds no room', async () => {
  const files: [MemoryFile, MemoryFile] = [new MemoryFile(), new MemoryFile()];
  const first = await start(files, seedImage());
  await first.asOwner((session) => session.script('create schema shop; create table shop.things (id int primary key, word text)'));
  for (let id = 1; id <= 20; id += 1) await ask(first, `insert into shop.things values (${String(id)}, repeat('x', 1000))`);

  // The process dies: nothing is closed, and the last record is torn.
  const left: [MemoryFile, MemoryFile] = [files[0].left(), files[1].left()];
  const second = await start(left);
  expect(await ask(second, 'select count(*)::int as count, max(length(word)) as long from shop.things')).toEqual([
    { count: 20, long: 1000 },
  ]);

  left[0].room = left[0].getSize();
  left[1].room = 0;
  const insert = (id: number) => ask(second, `insert into shop.things values (${String(id)}, 'no room')`);
  // Room for one commit is always kept; the next finds that it cannot be kept any more.
  await insert(21);
  await expect(insert(22)).rejects.toMatchObject({ code: 'storage_full' });
  expect(await ask(second, 'select count(*)::int as count from shop.things')).toEqual([{ count: 21 }]);
  await expect(
    ask(second, `insert into shop.things select id, repeat(md5(id::text), 100) from generate_series(100, 5100) id`),
  ).rejects.toMatchObject({ code: 'storage_full' });
  expect(await ask(second, 'select count(*)::int as count from shop.things')).toEqual([{ count: 21 }]);

  left[0].room = Number.POSITIVE_INFINITY;
  await insert(22);
  const third = await start([left[0].left(), left[1].left()]);
  expect(await ask(third, 'select count(*)::int as count from shop.things')).toEqual([{ count: 22 }]);
  await second.close();
});
