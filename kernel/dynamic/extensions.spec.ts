import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { ManifestV3, Model } from '../../schemas';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { type Answer, manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const ORGANIZATION = { name: 'organization_id', type: 'uuid' } as const;

const crm = (accepted: string[] = ['Client']): ManifestV3 =>
  manifestWith('crm', [{ key: 'Client', table: 'clients', columns: [ORGANIZATION, { name: 'name', type: 'text', not_null: true }] }], {
    capabilities: [{ kind: 'http:fetch', target: 'crm.example' }],
    extension_points: { model_extensions_accepted: accepted },
    contributions: {
      actions: [
        {
          key: 'raise',
          target_model: 'Client',
          approval: { roles: ['manager'], when: 'Fiscal.credit > 100' },
          handler: { type: 'webhook', url: 'https://crm.example/raise' },
        },
      ],
    },
  });

const FISCAL: Model = {
  key: 'Fiscal',
  table: 'fiscal_clients',
  extends: 'crm.Client',
  columns: [
    { name: 'tax_id', type: 'varchar(13)', not_null: true, label: 'fiscal.tax_id', validation: { regex: '^[A-Z0-9]+$' } },
    {
      name: 'regime',
      type: 'text',
      options: [
        { value: 'a', label: 'Regime A' },
        { value: 'b', label: 'Regime B' },
      ],
    },
    { name: 'credit', type: 'numeric(12,2)', constraints: [{ expr: 'credit >= 0', error_key: 'fiscal.credit' }] },
    { name: 'twice', type: 'numeric(12,2)' },
    { name: 'agent_id', type: 'uuid', ref: 'core.User' },
  ],
  formulas: [{ target: 'twice', expr: 'credit * 2' }],
};
const fiscal = (): ManifestV3 => manifestWith('fiscal', [FISCAL]);

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(crm());
  await t.install(crm(), { organizationId: ORGANIZATIONS[1].id });
  await t.install(fiscal(), { locales: { en: { 'fiscal.tax_id': 'Tax number' } } });
});
afterAll(() => t.database.close());

interface Record_ {
  id: string;
  [column: string]: unknown;
}
const rowOf = ({ body }: Answer): Record_ => (body as { data: Record_ }).data;
const only = (row: Record_): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith('Fiscal.') || name === 'name'));
const EMPTY = {
  'Fiscal.tax_id': null,
  'Fiscal.regime': null,
  'Fiscal.credit': null,
  'Fiscal.twice': null,
  'Fiscal.agent_id': null,
  'Fiscal.agent': null,
};
const create = (body: object, as = DEFAULT_PRINCIPAL) => t.call('POST', '/data/clients', body, as);
const invalid = (errors: object) => ({ status: 422, body: { success: false, message: 'validation.failed', errors } });

describe('a model that another addon extends', () => {
  it('has its columns, and none of them for an organization without that addon', async () => {
    const created = await create({
      name: 'Ann',
      'Fiscal.tax_id': 'XAXX01',
      'Fiscal.regime': 'a',
      'Fiscal.credit': 12.5,
      'Fiscal.agent_id': USERS[1].id,
    });
    expect(created.status).toBe(201);
    const filled = {
      name: 'Ann',
      'Fiscal.tax_id': 'XAXX01',
      'Fiscal.regime': 'a',
      'Fiscal.credit': 12.5,
      'Fiscal.twice': 25,
      'Fiscal.agent_id': USERS[1].id,
      'Fiscal.agent': { value: USERS[1].id, label: USERS[1].name },
    };
    expect(only(rowOf(created))).toEqual(filled);
    expect(only(rowOf(await t.call('GET', `/data/clients/${rowOf(created).id}`)))).toEqual(filled);
    expect(only(rowOf(await create({ name: 'Bob' })))).toEqual({ name: 'Bob', ...EMPTY });
    const other = await create({ name: 'Zoe', 'Fiscal.tax_id': 'X' }, OTHER_PRINCIPAL);
    expect(Object.keys(rowOf(other)).filter((name) => name.includes('.'))).toEqual([]);
  });

  it('asks for an approval by what they hold', async () => {
    const raise = async (credit: number): Promise<number> => {
      const { id } = rowOf(await create({ name: 'Dee', 'Fiscal.tax_id': 'D1', 'Fiscal.credit': credit }));
      const { status } = await t.call('POST', `/data/clients/${id}/action/raise`, {});
      await t.call('DELETE', `/data/clients/${id}`);
      return status;
    };
    expect([await raise(5), await raise(500)]).toEqual([200, 202]);
  });

  it('is written with them, or without where nothing of them was filled', async () => {
    const { id } = rowOf(
      await create({ name: 'Cid', 'Fiscal.tax_id': '', 'Fiscal.regime': '', 'Fiscal.credit': '', 'Fiscal.agent_id': null }),
    );
    expect(await t.query('select id from addon_fiscal.fiscal_clients where id = $1', [id])).toEqual([]);
    const changed = await t.call('PUT', `/data/clients/${id}`, { 'Fiscal.tax_id': 'C1' });
    expect(only(rowOf(changed))).toEqual({ name: 'Cid', ...EMPTY, 'Fiscal.tax_id': 'C1', 'Fiscal.twice': 0 });
    const again = await t.call('PUT', `/data/clients/${id}`, { name: 'Cyd', 'Fiscal.credit': 3 });
    expect(only(rowOf(again))).toEqual({ name: 'Cyd', ...EMPTY, 'Fiscal.tax_id': 'C1', 'Fiscal.credit': 3, 'Fiscal.twice': 6 });
    const [row] = await t.query('select organization_id, created_by_id, updated_by_id from addon_fiscal.fiscal_clients where id = $1', [
      id,
    ]);
    expect(row).toEqual({ organization_id: ORGANIZATIONS[0].id, created_by_id: USERS[0].id, updated_by_id: USERS[0].id });
  });

  it('refuses their faults by name, and then writes nothing at all', async () => {
    expect(await create({ 'Fiscal.tax_id': 'lower', 'Fiscal.regime': 'z' })).toEqual(
      invalid({ name: [{ code: 'required' }], 'Fiscal.tax_id': [{ code: 'regex' }], 'Fiscal.regime': [{ code: 'invalid_option' }] }),
    );
    expect(await create({ name: 'Dan', 'Fiscal.regime': 'a' })).toEqual(invalid({ 'Fiscal.tax_id': [{ code: 'required' }] }));
    expect(await create({ name: 'Dan', 'Fiscal.tax_id': 'D', 'Fiscal.credit': -1 })).toMatchObject({
      status: 422,
      body: { error_key: 'fiscal.credit' },
    });
    expect(await t.query(`select id from addon_crm.clients where name = 'Dan'`)).toEqual([]);
    const { id } = rowOf(await create({ name: 'Eve' }));
    expect(await t.call('PUT', `/data/clients/${id}`, { name: 'Eva', 'Fiscal.regime': 'b' })).toEqual(
      invalid({ 'Fiscal.tax_id': [{ code: 'required' }] }),
    );
    expect(rowOf(await t.call('GET', `/data/clients/${id}`)).name).toBe('Eve');
  });

  it('is found and sorted by them', async () => {
    const names = async (query: string) =>
      ((await t.call('GET', `/data/clients?${query}`)).body as { data: { name: string }[] }).data.map(({ name }) => name);
    expect(await names('f_Fiscal.regime=a')).toEqual(['Ann']);
    expect(await names('f_Fiscal.credit=RANGE:1,5')).toEqual(['Cyd']);
    expect(await names('f_Fiscal.tax_id=NULL&sortBy=name&order=asc')).toEqual(['Bob', 'Eve']);
    expect(await names('f_Fiscal.tax_id=ILIKE:xx')).toEqual(['Ann']);
    expect(await names('sortBy=Fiscal.credit&order=asc&f_Fiscal.credit=NOT_NULL')).toEqual(['Cyd', 'Ann']);
    expect(await names('f_Fiscal.organization_id=x&f_Nothing.tax_id=1&f_name=Bob')).toEqual(['Bob']);
    expect((await t.call('GET', '/data/clients/facets?field=Fiscal.regime')).body).toMatchObject({
      data: [{ value: 'a', label: 'Regime A', count: 1 }],
    });
    const narrow = await t.call('GET', '/data/clients?fields=Fiscal.regime&f_name=Ann');
    expect(Object.keys((narrow.body as { data: object[] }).data[0] ?? {})).toEqual(['id', 'Fiscal.regime']);
  });

  it('shows them in table and form', async () => {
    const table = (await t.call('GET', '/metadata/table/clients')).body as { data: { columns: Record<string, unknown>[] } };
    const added = table.data.columns.filter(({ key }) => String(key).includes('.'));
    expect(added.map(({ key }) => key)).toEqual(['Fiscal.tax_id', 'Fiscal.regime', 'Fiscal.credit', 'Fiscal.twice', 'Fiscal.agent_id']);
    expect(added[0]).toMatchObject({ label: 'Tax number', filterType: 'text', searchable: false });
    const modal = (await t.call('GET', '/metadata/modal/clients')).body as { data: { fields: Record<string, unknown>[] } };
    const fields = modal.data.fields.filter(({ key }) => String(key).includes('.'));
    expect(fields.map(({ key, required, nullable, readonly }) => [key, required, nullable, readonly])).toEqual([
      ['Fiscal.tax_id', undefined, true, undefined],
      ['Fiscal.regime', undefined, true, undefined],
      ['Fiscal.credit', undefined, true, undefined],
      ['Fiscal.twice', undefined, true, true],
      ['Fiscal.agent_id', undefined, true, undefined],
    ]);
  });

  it('keeps the extension’s own rows to rows that are there', async () => {
    const nobody = '99999999-9999-4999-8999-999999999999';
    expect(await t.call('POST', '/data/fiscal_clients', { id: nobody, tax_id: 'N' })).toEqual(invalid({ id: [{ code: 'not_found' }] }));
    const { id } = rowOf(await create({ name: 'Fay' }));
    expect((await t.call('POST', '/data/fiscal_clients', { id, tax_id: 'F' })).status).toBe(201);
    await t.query('delete from addon_crm.clients where id = $1', [id]);
    expect(await t.query('select id from addon_fiscal.fiscal_clients where id = $1', [id])).toEqual([]);
  });
});

describe('an extension', () => {
  it('is refused where the other addon does not offer the model', async () => {
    const refusal = async (manifest: ManifestV3) =>
      (await t.install(manifest).catch((error: unknown) => error)) as { code?: string; message?: string };
    const more = (extended: string) =>
      manifestWith('more', [{ key: 'More', table: 'more_things', extends: extended, columns: [{ name: 'a', type: 'text' }] }]);
    expect(await refusal(more('crm.Nothing'))).toMatchObject({
      code: 'extension_refused',
      message: '“crm.Nothing” cannot be extended: the installed addon has no such model.',
    });
    expect(await refusal(more('fiscal.Fiscal'))).toMatchObject({ code: 'extension_refused' });
    await t.install(manifestWith('shy', [{ key: 'Thing', table: 'shy_things', columns: [ORGANIZATION, { name: 'a', type: 'text' }] }]));
    expect(await refusal(more('shy.Thing'))).toMatchObject({
      code: 'extension_refused',
      message: '“shy.Thing” cannot be extended: its addon does not list it in extension_points.model_extensions_accepted.',
    });
    expect(await t.query(`select 1 from pg_tables where tablename = 'more_things'`)).toEqual([]);
  });

  it('waits for an addon that is not there yet', async () => {
    await t.install(
      manifestWith('early', [{ key: 'Early', table: 'early_rows', extends: 'late.Guest', columns: [{ name: 'a', type: 'text' }] }]),
    );
    await t.install(
      manifestWith('late', [{ key: 'Guest', table: 'late_guests', columns: [ORGANIZATION, { name: 'name', type: 'text' }] }], {
        extension_points: { model_extensions_accepted: ['Guest'] },
      }),
    );
    const created = await t.call('POST', '/data/late_guests', { name: 'x', 'Early.a': 'y' });
    expect(rowOf(created)['Early.a']).toBe('y');
  });

  it('is filled with sample data, one row for a row', async () => {
    const run = await t.call('POST', '/playground/seed', { rows: 12, models: ['clients', 'fiscal_clients'] });
    const { tables, id } = (run.body as { data: { id: string; tables: { table: string; rows: number; listed: boolean }[] } }).data;
    expect(tables.map(({ table, rows, listed }) => [table, rows, listed])).toEqual([['clients', 12, false], ['fiscal_clients', 12, true]]); // prettier-ignore
    const { body } = await t.call('GET', '/data/clients?per_page=200&f_Fiscal.tax_id=NOT_NULL');
    expect((body as { data: unknown[] }).data.length).toBeGreaterThanOrEqual(12);
    expect((await t.call('DELETE', `/playground/seed/${id}`)).status).toBe(200);
  });
});

describe('files', () => {
  const get = async (path: string): Promise<string> =>
    (await t.kernel.fetch(new Request(`http://kernel.test/dynamic/clients/${path}`))).text();
  const send = async (csv: string): Promise<unknown> => {
    const form = new FormData();
    form.set('file', new File([csv], 'clients.csv'));
    const response = await t.kernel.fetch(new Request('http://kernel.test/dynamic/clients/import', { method: 'POST', body: form }));
    return ((await response.json()) as { data: unknown }).data;
  };

  it('carry the columns of extensions, by name and by label, both ways', async () => {
    expect((await get('export/template?format=csv')).trim()).toBe('Name,Fiscal.tax_id,Fiscal.regime,Fiscal.credit,Fiscal.agent_id');
    expect(await send('name,Tax number,Fiscal.regime,Fiscal.credit,Fiscal.twice\nFiled,FILE1,Regime B,7.5,99\nPlain,,,,\n')).toMatchObject({
      created: 2,
      failed: 0,
    });
    const columns = 'columns=name,Fiscal.tax_id,Fiscal.regime,Fiscal.twice,Fiscal.nothing';
    expect(await get(`export?${columns}&sortBy=name&order=asc&f_name=IN:Filed,Plain`)).toBe(
      'Name,Tax number,Regime,Twice\r\nFiled,FILE1,b,15\r\nPlain,,,\r\n',
    );
    expect(await get('export?format=json&columns=name,Fiscal.credit&f_name=Filed')).toBe('[\n{"name":"Filed","Fiscal.credit":7.5}\n]\n');
    expect((await get('export?f_name=Filed')).split('\r\n')[0]).toContain(
      ',Fiscal.tax_id,Fiscal.regime,Fiscal.credit,Fiscal.twice,Fiscal.agent_id',
    );
  });

  it('are told what is wrong with an extension’s column, and write nothing of that row', async () => {
    expect(await send('name,Fiscal.tax_id\nBroken,no!\n')).toEqual({
      created: 0,
      failed: 1,
      skipped: 0,
      failures: [{ row: 2, column: 'Tax number', field: 'Fiscal.tax_id', error: expect.any(String) as string }],
    });
    expect(await t.query(`select * from addon_crm.clients where name = 'Broken'`)).toEqual([]);
  });
});

describe('the older spelling, extensions of a model', () => {
  it('adds columns to the other addon’s rows as extends does', async () => {
    const older = manifestWith('road_side', [
      {
        key: 'Van',
        table: 'vans',
        columns: [ORGANIZATION, { name: 'plate', type: 'text' }],
        extensions: [
          { target_model: 'crm.Client', columns: [{ name: 'route', type: 'text' }] },
          { target_model: 'elsewhere.Thing', columns: [{ name: 'note', type: 'text' }] },
        ],
      },
      {
        key: 'Stop',
        table: 'stops',
        columns: [ORGANIZATION],
        extensions: [
          {
            target_model: 'crm.Client',
            columns: [
              { name: 'route', type: 'integer' },
              { name: 'door', type: 'integer' },
            ],
          },
        ],
      },
    ]);
    await t.install(older);
    const answer = await create({ name: 'Roadie', 'RoadSideClient.route': 'North', 'RoadSideClient.door': '7' });
    expect(answer).toMatchObject({ status: 201, body: { data: { 'RoadSideClient.route': 'North', 'RoadSideClient.door': 7 } } });
    expect(await t.call('GET', '/data/clients?f_RoadSideClient.door=7&fields=name,RoadSideClient.route')).toMatchObject({
      body: { data: [{ name: 'Roadie', 'RoadSideClient.route': 'North' }] },
    });
    expect(await create({ name: 'Wrong', 'RoadSideClient.door': 'x' })).toEqual(invalid({ 'RoadSideClient.door': [{ code: 'integer' }] }));
    // A row that goes takes what was added to it along.
    const { id } = rowOf(answer);
    await t.query('delete from addon_crm.clients where id = $1', [id]);
    expect(await t.query('select * from addon_road_side.client_extension')).toEqual([]);
    // The manifest is told as it was written.
    const manifests = t.kernel.manifests(DEFAULT_PRINCIPAL.organizationId);
    expect(manifests.find(({ metadata }) => metadata.key === 'road_side')?.models?.map(({ key }) => key)).toEqual(['Van', 'Stop']);
  });
});
