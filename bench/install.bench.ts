/** Installs: of an addon with twenty models, and of what is installed already. */
import { DEFAULT_PRINCIPAL } from '../kernel/security/default-principal';
import { hashOf, manifestWith } from '../kernel/testing/kernel';
import { open, timed } from './kernel';
import { type Figure, percentile, plain, within } from './table';

const MODELS = 20;
const RUNS = 5;

const addon = (key: string) =>
  manifestWith(
    key,
    Array.from({ length: MODELS }, (_, n) => ({
      key: `Model${n}`,
      table: `${key}_${n}`,
      columns: [
        { name: 'organization_id', type: 'uuid', not_null: true },
        { name: 'name', type: 'text', not_null: true, searchable: true },
        { name: 'amount', type: 'numeric(12,2)' },
        { name: 'day', type: 'date' },
        ...(n === 0 ? [] : [{ name: 'parent_id', type: 'uuid', ref: `Model${n - 1}` }]),
      ],
    })),
  );

export async function benchInstall(): Promise<Figure[]> {
  const { kernel, database } = await open();
  const install = async (key: string): Promise<void> => {
    const manifest = addon(key);
    await kernel.install({ manifest, manifestHash: hashOf(manifest), organizationIds: [DEFAULT_PRINCIPAL.organizationId], locales: {} });
  };
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) samples.push(await timed(() => install(`bench${run}`)));
  let statements = 0;
  database.onStatement = () => (statements += 1);
  await install(`bench${RUNS - 1}`);
  database.onStatement = undefined;
  await database.close();
  return [
    within(`install of an addon with ${MODELS} models`, percentile(samples, 0.5), 500),
    plain('statements of the same install again', String(statements)),
  ];
}
