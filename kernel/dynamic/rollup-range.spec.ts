/** A number that a parent keeps of its children and that does not fit its column refuses the child, by the name of that number. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestWith, openTestKernel, type TestKernel } from '../testing/kernel';

const tenant = { name: 'organization_id', type: 'uuid' };

describe('a number that a parent keeps', () => {
  let host: TestKernel;
  let pot = '';
  beforeAll(async () => {
    host = await openTestKernel();
    await host.install(
      manifestWith('pots', [
        {
          key: 'Pot',
          table: 'pots',
          columns: [
            tenant,
            { name: 'drops', type: 'integer' },
            { name: 'summed', type: 'integer' },
            { name: 'largest', type: 'numeric(4,2)' },
            { name: 'squared', type: 'numeric(5,0)' },
            { name: 'plain', type: 'numeric' },
          ],
          relations: [
            {
              name: 'drops_of',
              kind: 'one_to_many',
              through: 'Drop',
              foreign_key: 'pot_id',
              rollups: [
                { target: 'drops', fn: 'count' },
                { target: 'summed', from: 'many' },
                { target: 'largest', fn: 'max', from: 'size' },
                { target: 'squared', expr: 'size * size' },
                { target: 'plain', from: 'many' },
              ],
            },
          ],
        },
        {
          key: 'Drop',
          table: 'drops',
          columns: [
            tenant,
            { name: 'pot_id', type: 'uuid', ref: 'Pot' },
            { name: 'many', type: 'integer' },
            { name: 'size', type: 'numeric(8,2)' },
          ],
        },
      ]),
    );
    pot = ((await host.call('POST', '/api/data/pots', {})).body as { data: { id: string } }).data.id;
  });
  afterAll(() => host.database.close());

  const drop = (row: object, language = 'en') =>
    host.call('POST', '/api/data/drops', { pot_id: pot, ...row }, undefined, { 'accept-language': language });
  const stored = async (): Promise<unknown> => {
    const { body } = await host.call('GET', `/api/data/pots/${pot}`);
    const { drops, summed, largest } = (body as { data: Record<string, unknown> }).data;
    return { drops, summed, largest };
  };

  it.each([
    ['a sum beyond an integer', 'summed', [{ many: 1_500_000_000 }], { many: 1_500_000_000 }],
    ['a largest value beyond its digits', 'largest', [{ size: 99.99 }], { size: 100 }],
    ['a sum of products beyond its digits', 'squared', Array.from({ length: 10 }, () => ({ size: 99 })), { size: 99 }],
  ])('refuses %s by the name of the one that does not fit', async (_, name, before, refused) => {
    await host.query('delete from addon_pots.drops');
    for (const row of before) expect((await drop(row)).status).toBe(201);
    const was = await stored();
    expect(await drop(refused)).toMatchObject({ status: 422 });
    const { errors } = (await drop(refused, 'es')).body as { errors: object };
    expect(errors).toEqual({
      [`Pot.${name}`]: [
        {
          code: 'max',
          params: { kind: 'kept', column: `Pot.${name}` },
          message: `Pot.${name} pasaría a ser un número fuera de su rango: se calcula con este registro y otros`,
        },
      ],
    });
    expect(await stored()).toEqual(was);
  });
});
