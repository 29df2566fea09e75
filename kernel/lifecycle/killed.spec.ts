/**
 * A process that dies in the middle of an install, an upgrade or an uninstall: whoever opens the database next finds it as it was before
 * the operation, or as it is after it, and never between the two. The page keeps its database as a log of changes, `serve` in a folder.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeLog } from '../database/files/change-log';
import { openPGlite } from '../database/pglite';
import type { Database } from '../database/port';
import { ORGANIZATIONS } from '../database/core-rows';
import { createKernel, type Kernel } from '../kernel';
import { breakable, type Breakable, brittleGuest, brittleRequest, checksumOf, Injected } from '../testing/brittle';
import { cases } from '../testing/drawn';
import fc from '../testing/property';
import { seedImage } from '../testing/kernel';
import { MemoryFile } from '../testing/memory-file';

/** Points at which the process dies, over all operations, in each of the three tests: every look at what is left starts an engine, whose memory stays. */
const POINTS = cases(3, 17);

const ORG = ORGANIZATIONS[0].id;
type Files = [MemoryFile, MemoryFile];
/** @throws TypeError where a place is none of a list */
function known<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('no such place');
  return value;
}

const copyOf = ([one, other]: Files): Files => [one.left(), other.left()];

const OPERATIONS: readonly (readonly [name: string, (kernel: Kernel) => Promise<unknown>])[] = [
  ['install', (kernel) => kernel.install(brittleRequest('1.0.0'))],
  ['upgrade', (kernel) => kernel.upgrade(brittleRequest('2.0.0'))],
  ['uninstall', (kernel) => kernel.uninstall({ addonKey: 'brittle', organizationId: ORG })],
];

/** A kernel on a database that can stop answering for good. */
async function start(database: Database): Promise<{ kernel: Kernel; state: Breakable }> {
  const state = breakable(database);
  const kernel = await createKernel({ database: state.database, guest: brittleGuest() });
  // What a kernel looks for when it starts is none of the operation's statements.
  await kernel.events.settled();
  return { kernel, state };
}

/**
 * Runs an operation until its statement number `at`, where its process dies: `left` takes what is on the disk then. What the engine does
 * afterwards, which only frees its memory, nobody sees.
 */
async function dying(
  database: Database,
  operation: (kernel: Kernel) => Promise<unknown>,
  at: number,
  left: () => Promise<void> | void,
): Promise<void> {
  const { kernel, state } = await start(database);
  let hasDied = false;
  state.dies = async () => {
    await left();
    hasDied = true;
    throw new Injected('died');
  };
  state.seen = 0;
  state.at = at;
  await expect(operation(kernel)).rejects.toThrow('died');
  expect(hasDied).toBe(true);
  await database.close();
}

/** Statements that an operation sends, and the checksum of what it leaves. */
async function whole(database: Database, operation: (kernel: Kernel) => Promise<unknown>): Promise<{ statements: number; after: unknown }> {
  const { kernel, state } = await start(database);
  state.seen = 0;
  await operation(kernel);
  return { statements: state.seen, after: await checksumOf(database) };
}

/** One operation as it stands in the page's log: what was there, what it added, and how many statements that took. */
interface Logged {
  name: string;
  operation: (kernel: Kernel) => Promise<unknown>;
  before: Files;
  after: Files;
  checksums: { before: unknown; after: unknown };
  statements: number;
}

const point = fc.record({ operation: fc.nat(OPERATIONS.length - 1), place: fc.double({ min: 0, max: 1, noNaN: true }) });

describe('a page that dies', () => {
  const logged: Logged[] = [];
  beforeAll(async () => {
    const files: Files = [new MemoryFile(), new MemoryFile()];
    const database = await openPGlite({ log: new ChangeLog(files), seedImage: seedImage() });
    await start(database);
    for (const [name, operation] of OPERATIONS) {
      const before = copyOf(files);
      const checksum = await checksumOf(database);
      const { statements, after } = await whole(database, operation);
      logged.push({ name, operation, before, after: copyOf(files), checksums: { before: checksum, after }, statements });
    }
    await database.close();
  });

  const found = async (files: Files): Promise<unknown> => {
    const database = await openPGlite({ log: new ChangeLog(files) });
    try {
      const { kernel } = await start(database);
      const checksum = await checksumOf(database);
      expect((await kernel.fetch(new Request('http://kernel.test/metacore/installations'))).status).toBe(200);
      return checksum;
    } finally {
      await database.close();
    }
  };

  it('at any statement of an install, an upgrade or an uninstall leaves what was there before, and every row of it', async () => {
    const one = async ({ operation, place }: { operation: number; place: number }) => {
      const { name, operation: run, before, checksums, statements } = known(logged[operation]);
      const files = copyOf(before);
      let left = files;
      const at = 1 + Math.floor(place * (statements - 1));
      await dying(await openPGlite({ log: new ChangeLog(files) }), run, at, () => {
        left = copyOf(files);
      });
      expect(await found(left), `${name}, statement ${at} of ${statements}`).toEqual(checksums.before);
    };
    await fc.assert(fc.asyncProperty(point, one), { numRuns: POINTS, endOnFailure: true });
  });

  it('while the change is written leaves what was there before, or what the operation led to', async () => {
    const one = async ({ operation, place }: { operation: number; place: number }) => {
      const { name, before, after, checksums } = known(logged[operation]);
      // A log that grew long was written anew to the other file: what was written last is cut, wherever it stands.
      const grown = after.findIndex((file, at) => file.getSize() > (before[at]?.getSize() ?? 0));
      const file = known(after[grown]);
      const from = before[grown]?.getSize() ?? 0;
      const size = from + Math.floor(place * (file.getSize() - from));
      const files: Files = copyOf(before);
      files[grown] = file.left(size);
      const checksum = await found(files);
      expect([checksums.before, checksums.after], `${name}, byte ${size - from} of ${file.getSize() - from}`).toContainEqual(checksum);
    };
    await fc.assert(fc.asyncProperty(point, one), { numRuns: POINTS, endOnFailure: true });
  });
});

describe('a host that dies', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'killed-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('leaves its folder as it was before, and the operation that it was at goes through afterwards', async () => {
    let copies = 0;
    let dataDir = join(folder, 'data');
    let database = await openPGlite({ dataDir, seedImage: seedImage() });
    await start(database);
    const left = async () => {
      const copy = join(folder, `copy-${(copies += 1)}`);
      await cp(dataDir, copy, { recursive: true });
      dataDir = copy;
    };
    for (const [name, operation] of OPERATIONS) {
      const before = await checksumOf(database);
      // How many statements it takes is not known before it was done: the first twenty are fewer than any of them sends.
      for (const place of fc.sample(fc.nat(19), Math.ceil(POINTS / OPERATIONS.length))) {
        await dying(database, operation, 1 + place, left);
        database = await openPGlite({ dataDir });
        expect(await checksumOf(database), `${name}, statement ${1 + place}`).toEqual(before);
      }
      const { after } = await whole(database, operation);
      expect(after).not.toEqual(before);
      // What was told to be done is done, however the process ends.
      await left();
      await database.close();
      database = await openPGlite({ dataDir });
      expect(await checksumOf(database), `after ${name}`).toEqual(after);
    }
    await database.close();
  });
});
