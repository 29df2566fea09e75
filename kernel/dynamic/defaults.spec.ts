/** A declared default means the same to the database, to what is worked out before a row is written, and to the form. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const tenant = { name: 'organization_id', type: 'uuid' };
const STAGES = [{ key: 'open' }, { key: 'done' }];

describe('a default', () => {
  let host: TestKernel;
  beforeAll(async () => {
    host = await openTestKernel();
    await host.install(
      manifestWith('defaults', [
        {
          key: 'Staged',
          table: 'staged',
          stage_field: 'stage',
          stages: STAGES,
          columns: [
            tenant,
            { name: 'stage', type: 'text', not_null: true, default: 'null' },
            { name: 'version', type: 'integer', default: 'null' },
          ],
        },
        {
          key: 'Blank',
          table: 'blank',
          stage_field: 'stage',
          stages: STAGES,
          columns: [tenant, { name: 'stage', type: 'text', default: '' }, { name: 'note', type: 'text', default: 'null' }],
        },
        {
          key: 'Plain',
          table: 'plain',
          columns: [
            tenant,
            { name: 'flag', type: 'boolean', default: 'yes' },
            { name: 'quoted', type: 'boolean', default: "'on'" },
            { name: 'none', type: 'boolean', default: 'null' },
            { name: 'many', type: 'integer', default: "'7'" },
            { name: 'few', type: 'numeric', default: 'null' },
            { name: 'large', type: 'bigint', default: '9007199254740993' },
            { name: 'total', type: 'numeric(10,0)' },
            {
              name: 'name',
              type: 'text',
              constraints: [{ expr: 'flag == true', error_key: 'flagged' }],
            },
          ],
          formulas: [{ target: 'total', expr: 'many + few' }],
        },
      ]),
    );
  });
  afterAll(() => host.database.close());

  it.each([
    ['staged', { stage: 'open', version: 1 }],
    ['blank', { stage: 'open' }],
  ])('that hosts take for none leaves a row of %s to what the host fills', async (table, row) => {
    expect(await host.call('POST', `/api/data/${table}`, {})).toMatchObject({ status: 201, body: { data: row } });
  });

  it('that hosts take for none leaves a blank text what it is', async () => {
    expect(await host.call('POST', '/api/data/blank', { note: '' })).toMatchObject({ status: 201, body: { data: { note: '' } } });
  });

  it('is to a constraint and to a formula what the database stores', async () => {
    expect(await host.call('POST', '/api/data/plain', { name: 'a' })).toMatchObject({
      status: 201,
      body: { data: { flag: true, quoted: true, none: null, many: 7, few: null, total: 7, large: '9007199254740993' } },
    });
  });

  it('stands in the form as rows answer it', async () => {
    const { body } = await host.call('GET', '/api/metadata/modal/plain');
    const fields = (body as { data: { fields: { key: string; defaultValue?: unknown }[] } }).data.fields;
    expect(Object.fromEntries(fields.map(({ key, defaultValue }) => [key, defaultValue]))).toEqual({
      flag: true,
      quoted: true,
      none: undefined,
      many: 7,
      few: undefined,
      large: '9007199254740993',
      total: undefined,
      name: undefined,
    });
  });
});
