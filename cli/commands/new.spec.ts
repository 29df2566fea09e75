import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../templates';
import { renameAddon } from '../rename';
import { startSession, type Session } from '../testing/session';

let cli: Session;
beforeEach(async () => {
  cli = await startSession();
});
afterEach(() => cli.end());

describe('new', () => {
  it.each(TEMPLATES.map(({ card }) => card.id))('makes an addon from %s that is accepted and can be built', async (id) => {
    expect(await cli.run('new', 'my_addon', '--template', id)).toMatchObject({ code: 0, err: '' });
    const manifest = JSON.parse(await cli.read('my_addon/manifest.json')) as { metadata: { key: string } };
    expect(manifest.metadata.key).toBe('my_addon');
    const checked = await cli.run('check', 'my_addon');
    const lines = checked.out.split('\n').filter((line) => !/ note (?:HOST-ONLY|TOOL-INPUTS) /.test(line));
    expect({ ...checked, out: lines.join('\n') }).toEqual({ code: 0, out: 'my_addon: accepted (v3), errors: 0, warnings: 0\n', err: '' });
    expect((await cli.run('build', 'my_addon', '-o', '.', '--strict')).code).toBe(0);
  });

  it('says where it put what', async () => {
    const files = Object.keys(TEMPLATES.find(({ card }) => card.id === 'tickets')?.files ?? {});
    expect(await cli.run('new', 'desk', '--dir', 'work/desk')).toEqual({
      code: 0,
      out: `desk is in work/desk: ${files.length} files from the template tickets.\nNext: check work/desk\n`,
      err: '',
    });
    expect(JSON.parse((await cli.run('new', 'desk', '--json')).out)).toEqual({
      key: 'desk',
      directory: 'desk',
      template: 'tickets',
      files,
    });
  });

  it('leaves a folder with content alone, and fills an empty one', async () => {
    await cli.write('desk/precious.txt', 'mine');
    expect(await cli.run('new', 'desk')).toEqual({ code: 1, out: '', err: 'desk is not empty; nothing was written.\n' });
    await cli.write('file', 'mine');
    expect((await cli.run('new', 'desk', '--dir', 'file')).err).toBe('file is not empty; nothing was written.\n');
  });

  it('refuses keys that the contract would refuse, and templates that are not there', async () => {
    for (const key of ['Desk', 'x', 'my-desk', '1desk', 'a'.repeat(64), '../up']) {
      expect(await cli.run('new', key)).toEqual({
        code: 2,
        out: '',
        err: `"${key}" cannot be an addon key: a lower-case letter, then 1 to 62 lower-case letters, digits or underscores.\n`,
      });
    }
    const names = TEMPLATES.map(({ card }) => card.id).join(', ');
    expect((await cli.run('new', 'desk', '--template', 'none')).err).toBe(`There is no template "none". There are: ${names}.\n`);
  });
});

describe('renameAddon', () => {
  it('changes the key where it names the addon, and nowhere else', () => {
    const manifest = `{
  "metadata": { "key": "tickets", "name": "tickets" },
  "models": [{ "key": "Ticket", "table": "tickets", "columns": [{ "ref": "tickets.Ticket" }] }],
  "events": ["tickets.Ticket.created", "tickets.ticket.escalated"],
  "actions": [{ "key": "close", "modal": "tickets.close" }],
  "permissions": ["tickets.index", "ticket_comments.index"],
  "capabilities": [{ "target": "addon_tickets.tickets" }, { "target": "addon_tickets_x.y" }],
  "text": "tickets.Ticket is a model. \\"tickets.A\\""
}`;
    const files = renameAddon(
      {
        'manifest.json': manifest,
        'locales/es.json': '{ "tickets": { "tickets": "Tickets" } }',
        'migrations/1.sql': 'alter table addon_tickets.tickets; -- my_addon_tickets',
      },
      'tickets',
      'desk',
    );
    expect(files.get('manifest.json')).toBe(`{
  "metadata": { "key": "desk", "name": "tickets" },
  "models": [{ "key": "Ticket", "table": "tickets", "columns": [{ "ref": "desk.Ticket" }] }],
  "events": ["desk.Ticket.created", "desk.ticket.escalated"],
  "actions": [{ "key": "close", "modal": "desk.close" }],
  "permissions": ["tickets.index", "ticket_comments.index"],
  "capabilities": [{ "target": "addon_desk.tickets" }, { "target": "addon_tickets_x.y" }],
  "text": "tickets.Ticket is a model. \\"tickets.A\\""
}`);
    expect(files.get('locales/es.json')).toBe('{ "desk": { "tickets": "Tickets" } }');
    expect(files.get('migrations/1.sql')).toBe('alter table addon_desk.tickets; -- my_addon_tickets');
  });
});
