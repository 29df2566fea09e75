import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

let cli: Session;
beforeAll(async () => {
  cli = await startSession();
  await cp(fileURLToPath(new URL('../../templates/tickets', import.meta.url)), join(cli.folder, 'tickets'), { recursive: true });
  await cli.write('notes.json', NOTES_MANIFEST);
  const models = [
    {
      key: 'Day',
      table: 'days',
      columns: [
        { name: 'organization_id', type: 'uuid' },
        { name: 'name', type: 'text', not_null: true, options: [{ value: 'mon', label: 'Monday' }] },
      ],
      rules: [{ kind: 'unique', columns: ['name'], error_key: 'day.taken' }],
    },
  ];
  await cli.write('days.json', JSON.stringify({ ...(JSON.parse(NOTES_MANIFEST) as object), models }));
});
afterAll(() => cli.end());

interface Rows {
  tickets: Record<string, unknown>[];
  ticket_comments: Record<string, unknown>[];
}
/** Without what the clock says. */
const lasting = (rows: Rows) => JSON.stringify(rows, (name, value: unknown) => (/_at$|_date$/.test(name) ? undefined : value));

describe('seed', () => {
  it('prints sample rows by table, the same for the same number', async () => {
    const first = await cli.run('seed', 'tickets', '--rows', '7', '--number', '3');
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    const rows = JSON.parse(first.out) as Rows;
    expect([rows.tickets.length, rows.ticket_comments.length]).toEqual([7, 7]);
    const ids = new Set(rows.tickets.map(({ id }) => id));
    for (const comment of rows.ticket_comments) expect(ids).toContain(comment.ticket_id);
    const again = await cli.run('seed', 'tickets', '--rows', '7', '--number', '3');
    expect(lasting(JSON.parse(again.out) as Rows)).toBe(lasting(rows));
    const other = await cli.run('seed', 'tickets', '--rows', '7', '--number', '4');
    expect(lasting(JSON.parse(other.out) as Rows)).not.toBe(lasting(rows));
  });

  it('writes them to a file', async () => {
    expect(await cli.run('seed', 'tickets', '--rows', '2', '-o', 'rows.json')).toEqual({ code: 0, out: 'rows.json: written\n', err: '' });
    expect((JSON.parse(await cli.read('rows.json')) as Rows).tickets.length).toBe(2);
    expect(await cli.run('seed', 'notes.json')).toEqual({ code: 0, out: '{}\n', err: '' });
  });

  it('says where there are fewer', async () => {
    const { code, out, err } = await cli.run('seed', 'days.json', '--rows', '5');
    expect({ code, err, days: (JSON.parse(out) as { days: unknown[] }).days.length }).toEqual({
      code: 0,
      err: 'days: 1 of 5 rows. More would repeat what must be unique.\n',
      days: 1,
    });
    const spanish = await cli.run('seed', 'days.json', '--rows', '5', '--lang', 'es');
    expect(spanish.err).toBe('days: 1 de 5 filas. Más filas repetirían lo que debe ser único.\n');
  });

  it('says what it cannot do', async () => {
    const usage = (err: string) => ({ code: 2, out: '', err });
    expect(await cli.run('seed')).toEqual(usage('PATH is missing. Usage: seed PATH… [--rows N] [--number S] [-o FILE]\n'));
    expect(await cli.run('seed', 'nothing')).toEqual(usage('nothing: no such file or folder.\n'));
    expect(await cli.run('seed', 'tickets', '--rows', '0')).toEqual(usage('--rows takes a whole number from 1 to 1000000, not "0".\n'));
    expect(await cli.run('serve', '--seed', 'x')).toEqual(usage('--seed takes a whole number from 1 to 1000000, not "x".\n'));
    expect(await cli.run('seed', 'tickets', '--rows', '600000')).toEqual({
      code: 1,
      out: '',
      err: 'The sample rows could not be written: 1200000 rows are too many: at most 1000000 in one run\n',
    });
  });

  it('fills both organizations of a server', async () => {
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    let announced: (text: string) => void = () => undefined;
    const serving = new Promise<string>((resolve) => (announced = resolve));
    const argv = ['serve', 'tickets', '--port', '0', '--seed', '12', '--json'];
    const code = main(argv, { cwd: cli.folder, env: {}, out: announced, err: () => undefined, stopped: () => stopped });
    const { url, rows } = JSON.parse(await serving) as { url: string; rows: number };
    expect(rows).toBe(48);
    expect(await (await fetch(`${url}/data/tickets?per_page=1`)).json()).toMatchObject({ meta: { total: 12 } });
    stop();
    expect(await code).toBe(0);
  });
});
