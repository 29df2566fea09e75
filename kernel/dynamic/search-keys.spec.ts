import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalised } from '../schema/search-key';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(
    manifestWith('fleet', [
      {
        key: 'Car',
        table: 'cars',
        columns: [
          { name: 'organization_id', type: 'uuid' },
          { name: 'plate', type: 'varchar(12)' },
          { name: 'brand', type: 'text' },
          { name: 'year', type: 'integer' },
          { name: 'bought', type: 'date' },
          { name: 'seen', type: 'timestamptz' },
          { name: 'hidden', type: 'jsonb' },
        ],
        search_keys: [
          { name: 'plate_key', format: '{plate}' },
          { name: 'full_key', format: "{brand} '{year}/{bought}", match: 'normalized_prefix' },
          { name: 'exact_key', format: '{plate}@{year} {seen}', match: 'exact' },
        ],
      },
    ]),
  );
  await t.call('POST', '/data/cars', {
    plate: 'ABC-12 3',
    brand: 'Citroën',
    year: 2020,
    bought: '2021-03-04',
    seen: '2022-01-02T23:00:00-05:00',
  });
  await t.call('POST', '/data/cars', { plate: 'xyz 999', brand: 'Ñandú', year: 1999 });
});
afterAll(() => t.database.close());

const found = async (search: string): Promise<unknown[]> =>
  (
    (await t.call('GET', `/data/cars?search=${encodeURIComponent(search)}&sortBy=plate&order=asc`)).body as { data: { plate: string }[] }
  ).data.map(({ plate }) => plate);

describe('search keys', () => {
  it('find what was typed without its marks, case and blanks', async () => {
    expect(await found('abc123')).toEqual(['ABC-12 3']);
    expect(await found('c 1-2')).toEqual(['ABC-12 3']);
    expect(await found('XYZ-999')).toEqual(['xyz 999']);
    expect(await found('abc124')).toEqual([]);
    expect(await found('!!')).toEqual([]);
  });

  it('from the beginning only, where they say so', async () => {
    expect(await found('citroen2020')).toEqual(['ABC-12 3']);
    expect(await found('CITROËN 2020 2021-03')).toEqual(['ABC-12 3']);
    expect(await found('troen 2020')).toEqual([]);
    expect(await found('nandu1999')).toEqual(['xyz 999']);
  });

  it('to the letter, where they say so', async () => {
    expect(await found('ABC-12 3@2020 2022-01-03')).toEqual(['ABC-12 3']);
    expect(await found('abc-12 3@2020 2022-01-03')).toEqual([]);
    expect(await found('xyz 999@1999 ')).toEqual([]);
  });

  it('are no columns of the row, the form or a filter', async () => {
    const { data } = (await t.call('GET', '/data/cars?f_plate_key=abc123')).body as { data: object[] };
    expect(data.length).toBe(2);
    expect(Object.keys(data[0] ?? {}).filter((name) => name.endsWith('_key'))).toEqual([]);
    const text = JSON.stringify((await t.call('GET', '/metadata/all')).body);
    expect(text).not.toContain('plate_key');
    expect((await t.call('POST', '/data/cars', { plate: 'K', plate_key: 'z' })).status).toBe(201);
  });

  it('follow a change of their format', async () => {
    expect(normalised('  Élan-Ñ 7_ß ')).toBe('elann7ß');
    const manifest = manifestWith('fleet', [
      { key: 'Car', table: 'cars', columns: [{ name: 'organization_id', type: 'uuid' }, { name: 'plate', type: 'varchar(12)' }, { name: 'brand', type: 'text' }], search_keys: [{ name: 'plate_key', format: '{brand}{plate}' }] }, // prettier-ignore
    ]);
    await t.install(manifest);
    expect(await found('citroenabc')).toEqual(['ABC-12 3']);
  });
});
