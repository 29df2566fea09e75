import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USERS } from '../database/core-rows';
import { labManifest, LAB_LOCALES } from '../testing/lab';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

let t: TestKernel;
const samples: string[] = [];
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(labManifest(), { locales: LAB_LOCALES });
  for (const name of ['Ünder', 'over', '50% off']) samples.push(await create('samples', { name, ready: true }));
  await create('parts', { sample_id: samples[0], user_id: USERS[1].id, title: 'first' });
  await create('parts', { sample_id: samples[1], user_id: USERS[0].id, title: 'second' });
});
afterAll(() => t.database.close());

async function create(table: string, body: unknown): Promise<string> {
  const answer = await t.call('POST', `/data/${table}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return (answer.body as { data: { id: string } }).data.id;
}

const option = (value: string | undefined, label: string, more: Record<string, unknown> = {}) => ({
  id: value,
  value,
  label,
  name: label,
  ...more,
});
const user = (index: 0 | 1 | 2) => option(USERS[index].id, USERS[index].name, { description: USERS[index].email });
const options = async (query: string) => t.call('GET', `/options/${query}`);
const labels = async (query: string) => ((await options(query)).body as { data: { label: string }[] }).data.map((one) => one.label);

describe('options', () => {
  it('that are declared come as declared, labels in the caller’s language', async () => {
    expect(await options('samples?field=kind&q=ignored')).toEqual({
      status: 200,
      body: {
        success: true,
        data: [option('raw', 'Raw', { color: '#111111' }), option('done', 'Done', { icon: 'Check' })],
        meta: { type: 'static', count: 2 },
      },
    });
    const spanish = await t.call('GET', '/options/samples?field=kind', undefined, undefined, { 'accept-language': 'es' });
    expect((spanish.body as { data: unknown[] }).data[0]).toEqual(option('raw', 'Crudo', { color: '#111111' }));
  });

  it('of a reference are rows of its model', async () => {
    expect(await options('samples?field=owner_id')).toEqual({
      status: 200,
      body: { success: true, data: [user(0), user(1), user(2)], meta: { type: 'dynamic', count: 3 } },
    });
    expect(await labels('Sample?field=viewers&q=bru')).toEqual(['Bruno Díaz']);
    expect(await labels('lab.Sample?field=parent_id')).toEqual(['50% off', 'over', 'Ünder']);
  });

  it('of id are the model itself', async () => {
    expect(await labels('users?field=id')).toEqual(['Ada Romero', 'Bruno Díaz', 'Carla Núñez']);
    expect(await labels('core.User?field=id&q=DIAZ')).toEqual(['Bruno Díaz']);
    expect((await options('samples?field=id&q=under')).body).toMatchObject({ data: [option(samples[0], 'Ünder')] });
  });

  it('take a configured source: value, borrowed label, description, extra columns, filter', async () => {
    expect((await options('parts?field=picked')).body).toEqual({
      success: true,
      data: [
        option(USERS[0].id, USERS[0].name, { title: 'second', description: 'second' }),
        option(USERS[1].id, USERS[1].name, { title: 'first', description: 'first' }),
      ],
      meta: { type: 'dynamic', count: 2 },
    });
    expect(await labels(`parts?field=picked&filter_value=${samples[0]?.toUpperCase() ?? ''}`)).toEqual(['Bruno Díaz']);
    expect(await labels('parts?field=picked&filter_value=nothing')).toEqual([]);
    expect(await labels('parts?field=picked&filter_value=')).toHaveLength(2);
    expect(await labels('parts?field=picked&q=bruno')).toEqual(['Bruno Díaz']);
  });

  it('tell extra columns as rows do: long numbers and instants as texts', async () => {
    const id = { name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' };
    const organization = { name: 'organization_id', type: 'uuid', not_null: true };
    const extra_columns = ['big', 'exact', 'at', 'doc'];
    const picked = { name: 'thing_id', type: 'uuid', ref: 'Thing', options: { source: 'Thing', label: 'name', extra_columns } };
    await t.install(
      manifestWith('wide', [
        {
          ...{ key: 'Thing', table: 'things', label: 'Things' },
          columns: [
            ...[
              id,
              organization,
              { name: 'name', type: 'text' },
              { name: 'big', type: 'bigint' },
              { name: 'exact', type: 'numeric(30,6)' },
            ],
            ...[
              { name: 'at', type: 'timestamptz' },
              { name: 'doc', type: 'jsonb' },
            ],
          ],
        },
        { key: 'Pick', table: 'picks', label: 'Picks', columns: [id, organization, picked] },
      ]),
    );
    const told = { big: '9223372036854775807', exact: '123456789012345678901234.123456', at: '2026-01-02T03:04:05Z', doc: { a: [1] } };
    const thing = await create('things', { name: 'wide', ...told });
    expect((await options('picks?field=thing_id')).body).toMatchObject({ data: [option(thing, 'wide', told)] });
  });

  it('by id come whatever the page, in every spelling', async () => {
    const [a, b] = [USERS[0].id, USERS[1].id];
    for (const query of [
      `ids=${a},${b}`,
      `ids=${a}&ids=${b}`,
      `ids[]=${a}&ids[]=${b}`,
      `ids=${a.toUpperCase()},nonsense,,${b}&limit=1&q=zzz`,
    ])
      expect(await labels(`users?field=id&${query}`)).toEqual(['Ada Romero', 'Bruno Díaz']);
    expect(await labels('users?field=id&ids=nonsense')).toEqual([]);
    expect(await labels('users?field=id&ids=')).toEqual([]);
    const many = Array.from({ length: 300 }, (_, n) => `d0000000-0000-4000-8000-${String(n).padStart(12, '0')}`).join(',');
    expect(await labels(`users?field=id&ids=${many},${a}`)).toEqual([]);
  });

  it('are paged', async () => {
    expect(await labels('users?field=id&limit=2')).toEqual(['Ada Romero', 'Bruno Díaz']);
    expect(await labels('users?field=id&limit=2&offset=2')).toEqual(['Carla Núñez']);
    for (const limit of ['0', '-1', 'x', '1e9', ''])
      expect((await labels(`users?field=id&limit=${limit}`)).length).toBe(limit === '0' ? 1 : 3);
    await t.query(
      `insert into addon_lab.bins (organization_id, label) select '11111111-1111-4111-8111-111111111111', 'bin ' || n from generate_series(1, 300) n`,
    );
    expect(await labels('bins?field=id')).toHaveLength(50);
    expect(await labels('bins?field=id&limit=1000')).toHaveLength(200);
  });

  it('take what is typed literally', async () => {
    expect(await labels('samples?field=id&q=50%25')).toEqual(['50% off']);
    expect(await labels('samples?field=id&q=%25')).toEqual(['50% off']);
    expect(await labels('samples?field=id&q=_')).toEqual([]);
    for (const wide of ['＿＿', '％'])
      expect(await labels(`samples?field=id&q=${encodeURIComponent(wide)}`)).toEqual(wide === '％' ? ['50% off'] : []);
    expect(await labels('samples?field=id&q=%00over')).toEqual(['over']);
  });

  it('need a field that has some', async () => {
    expect(await options('samples')).toEqual({ status: 400, body: { success: false, message: 'field is required' } });
    for (const field of ['note', 'nope', '__proto__'])
      expect(await options(`samples?field=${field}`)).toEqual({
        status: 404,
        body: { success: false, message: `field "${field}" has no options` },
      });
  });
});

describe('search', () => {
  it('finds rows by label, with q or search', async () => {
    for (const word of ['q', 'search'])
      expect(await t.call('GET', `/search/samples?${word}=OVE&limit=5`)).toEqual({
        status: 200,
        body: { success: true, data: [option(samples[1], 'over')] },
      });
  });
});
