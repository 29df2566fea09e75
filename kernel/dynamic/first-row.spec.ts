/** What the host fills of columns that a manifest declares itself, and what is refused of them by name. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const tenant = { name: 'organization_id', type: 'uuid' };

describe('a new row', () => {
  let host: TestKernel;
  beforeAll(async () => {
    host = await openTestKernel();
    await host.install(
      manifestWith('first', [
        {
          key: 'Dated',
          table: 'dated',
          columns: [
            tenant,
            { name: 'name', type: 'text' },
            { name: 'created_at', type: 'timestamptz', not_null: true },
            { name: 'updated_at', type: 'timestamp' },
            { name: 'created_by_id', type: 'uuid', not_null: true },
          ],
        },
        {
          key: 'Named',
          table: 'named',
          columns: [
            { name: 'id', type: 'text', primary_key: true },
            tenant,
            { name: 'name', type: 'text' },
            { name: 'parent_id', type: 'uuid', ref: 'Named' },
            { name: 'many', type: 'integer' },
          ],
          relations: [
            {
              name: 'children',
              kind: 'one_to_many',
              through: 'Named',
              foreign_key: 'parent_id',
              rollups: [{ target: 'many', fn: 'count' }],
            },
          ],
        },
        {
          key: 'Kept',
          table: 'kept',
          columns: [{ name: 'id', type: 'varchar(36)' }, tenant, { name: 'name', type: 'text' }],
        },
      ]),
    );
  });
  afterAll(() => host.database.close());

  it('is told when it was made, whoever declared the column', async () => {
    const { status, body } = await host.call('POST', '/api/data/dated', { name: 'a' });
    expect(status).toBe(201);
    const { data } = body as { data: Record<string, string> };
    expect([data.created_at, data.updated_at].map((text) => Number.isNaN(Date.parse(text ?? '')))).toEqual([false, false]);
  });

  it.each(['named', 'kept'])('of a model whose id is a text is written, found, changed and deleted (%s)', async (table) => {
    const { status, body } = await host.call('POST', `/api/data/${table}`, { name: 'a' });
    expect(status).toBe(201);
    const { id } = (body as { data: { id: string } }).data;
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await host.call('GET', `/api/data/${table}/${id}`)).status).toBe(200);
    expect(await host.call('PUT', `/api/data/${table}/${id}`, { name: 'b' })).toMatchObject({
      status: 200,
      body: { data: { id, name: 'b' } },
    });
    expect(await host.call('GET', `/api/data/${table}?f_name=b&search=b`)).toMatchObject({ body: { data: [{ id }] } });
    expect((await host.call('DELETE', `/api/data/${table}/${id}`)).status).toBe(200);
    expect((await host.call('GET', `/api/data/${table}/${id}`)).status).toBe(404);
  });

  it('may point by a uuid at one whose id is a text', async () => {
    const parent = ((await host.call('POST', '/api/data/named', { name: 'parent' })).body as { data: { id: string } }).data.id;
    const child = await host.call('POST', '/api/data/named', { name: 'child', parent_id: parent });
    expect(child).toMatchObject({ status: 201, body: { data: { parent: { value: parent, label: 'parent' } } } });
    expect(await host.call('GET', `/api/data/named/${parent}`)).toMatchObject({ body: { data: { many: 1 } } });
    expect(await host.call('GET', '/api/data/named?f_parent.name=parent&with=children&search=parent')).toMatchObject({ status: 200 });
    expect(await host.call('GET', '/api/data/named?with=children&f_name=parent')).toMatchObject({
      body: { data: [{ children: [{ name: 'child' }] }] },
    });
  });
});
