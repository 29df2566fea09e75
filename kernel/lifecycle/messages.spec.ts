import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KernelError } from '../errors';
import { installError, type InstallErrorCode, type InstallProblems, installSentence } from './messages';

/** Something of every kind that a refusal tells. */
const SAMPLES: { [C in InstallErrorCode]: InstallProblems[C][] } = {
  manifest_rejected: [{ en: 'The key is missing.', es: 'Falta la clave.' }],
  key_reserved: [{ key: 'core' }],
  nothing_to_roll_back: ['1.0.0', ''].map((version) => ({ key: 'shop', version })),
  no_way_back: [{ key: 'shop', version: '2.0.0', file: 'migrations/0002.sql' }],
  shared_with_newer: [{ key: 'shop', version: '2.0.0', organization: 'a' }],
  downgrade_refused: [{ key: 'shop', installed: '2.0.0', version: '1.0.0' }],
  requirement_missing: [
    { addon: 'shop', key: 'base', range: '^1' },
    { addon: 'shop', key: 'base', range: '^1', installed: '2.0.0' },
  ],
  table_taken: [{ addon: 'shop', owner: 'store', table: 'items', pointer: '/models/0/table' }],
  schema_taken: [{ addon: 'a_11111111', owner: 'a', schema: 'addon_a_11111111' }],
  values_do_not_fit: [1, 2].map((count) => ({
    place: 'items.size',
    pointer: '/models/0/columns/0/type',
    count,
    sample: '"XL"',
    from: 'text',
    to: 'integer',
  })),
  values_not_computed: [{ table: 'items', column: 'total' }],
  needs_rebuild: [{ table: 'items' }],
  install_failed: [
    { place: 'items', reason: 'no room', sqlState: '53100' },
    { place: 'items', reason: 'no room', sqlState: '53100', seed: true },
  ],
  extension_refused: (['missing', 'extends', 'closed'] as const).map((reason) => ({ model: 'base.Order', reason })),
  bad_index_predicate: [{ term: 'a ~ b' }],
  unknown_column_type: [{ type: 'money' }],
  unsafe_default: (['nul', 'quotes', 'object'] as const).map((reason) => ({ value: '"x"', reason })),
  bad_expression: (['constraint', 'formula', 'rollup'] as const).map((what) => ({ table: 'items', expression: '1 +', what })),
  bad_generated_column: [{ expression: 'a || b' }],
  identifier_too_long: (['table', 'column'] as const).map((what) => ({ name: 'long', what, limit: 63 })),
  unknown_column: [
    { table: 'items', what: 'index', name: 'by_size', column: 'size' },
    { table: 'items', what: 'rule', name: 'twice', column: 'size' },
    { table: 'items', what: 'foreign key', column: 'size' },
    { what: 'generated', column: 'size' },
  ],
  migration_refused: [{ file: 'migrations/1.sql', line: 3, kind: 'statement', what: 'DROP DATABASE' }],
  migration_syntax: [{ file: 'migrations/1.sql', line: 3, reason: 'syntax error' }],
  migration_failed: [{ file: 'migrations/1.sql', line: 3, reason: 'no room', sqlState: '53100' }],
  migration_changed: [{ file: 'migrations/1.sql' }],
  migrations_too_many: [{ count: 201, limit: 200 }],
  upgrade_file_missing: [{ file: 'upgrade/2.sql', pointer: '/lifecycle/upgrade/0' }],
  not_installed: [{ key: 'shop' }],
  same_version: [{ key: 'shop', version: '1.0.0' }],
  cannot_downgrade: [{ key: 'shop', installed: '2.0.0', version: '1.0.0' }],
  upgrade_blocked: (['type', 'primary_key', 'referenced', 'permission'] as const).flatMap((change) =>
    [0, 2].map((others) => ({ change, others, place: 'items.size', pointer: '/models/0', detail: 'text to integer', cure: 'alter' })),
  ),
  change_not_made: [{ place: 'items.size', wanted: 'bigint', found: 'text' }],
  hook_failed: [{ hook: 'install', target: 'on_install', reason: 'it trapped' }],
  has_dependents: [
    { key: 'base', dependents: ['shop'] },
    { key: 'base', dependents: ['shop', 'till'] },
  ],
  requirement_cycle: [{ keys: ['a', 'b', 'a'] }],
  permission_taken: [{ addon: 'shop', owner: 'till', permission: 'sell', pointer: '/rbac/permissions/0' }],
  provision_taken: [{ addon: 'shop', owner: 'till', name: 'tax', pointer: '/provides_capabilities/0' }],
  already_installed: [{ key: 'shop' }],
  tombstone_missing: [{ id: 'x' }],
  tombstone_damaged: [{ id: 'x', place: '/tables', kind: 'array' }],
  state_damaged: [
    { addon: 'shop', schema: 'addon_shop', place: '/tables', kind: 'array' },
    { addon: 'shop', schema: 'addon_shop', place: '', kind: 'object' },
    { addon: 'shop', schema: 'addon_shop', place: '/tables/0/name', kind: null },
  ],
  not_preset: [{ key: 'shop' }],
  unknown_dependency: [{ key: 'shop', missing: 'base' }],
  cyclic_dependency: [{ keys: ['a', 'b', 'a'] }],
  preset_member_missing: [{ key: 'shop', range: '^1' }],
  signature_required: [{}],
  unsigned_bundle: [{}],
  signature_mismatch: [{ keys: ['aa:bb'] }],
  tenancy_not_implemented: [{}],
  stored_damaged: [
    ...(['string', 'number', 'integer', 'boolean', 'array', 'object'] as const).map((kind) => ({
      fault: 'kind' as const,
      place: '/models',
      kind,
    })),
    { fault: 'kind', place: '', kind: 'object' },
    ...(['missing', 'other addon'] as const).map((fault) => ({ fault, place: '/models' })),
  ],
};

const samples = Object.entries(SAMPLES).flatMap(([code, details]) => details.map((each) => [code as InstallErrorCode, each] as const));

it.each(samples)('%s is said in English and in Spanish, with all that it knows: %j', (code, details) => {
  const error = installError(code, details);
  const [en, es] = [installSentence(error, 'en'), installSentence(error, 'es')];
  expect(error.message).toBe(en);
  expect(es).not.toBe(en);
  for (const said of [en, es]) expect(said).not.toMatch(/undefined|\[object/);
  expect(es).not.toMatch(/[“”]|\b(?:the|is|was)\b/);
  // What crosses from a worker to the page is data, which says the same.
  expect(installSentence(structuredClone({ code: error.code, details: error.details }), 'es')).toBe(es);
});

it('sentences read as people write them', () => {
  const [refused] = SAMPLES.values_do_not_fit;
  const es = (code: InstallErrorCode, details: object) => installSentence({ code, details: { ...details } }, 'es');
  expect(es('values_do_not_fit', refused ?? {})).toBe(
    'items.size (/models/0/columns/0/type): una fila tiene un valor que integer no puede guardar, como "XL". Cámbielo o vacíelo y vuelva a instalar, o deje la columna como text. No se cambió nada.',
  );
  expect(es('requirement_missing', SAMPLES.requirement_missing[0] ?? {})).toBe(
    '«shop» requiere «base» ^1 y no está instalado. Instale antes «base» en una versión de ese rango. No se cambió nada.',
  );
  expect(es('install_failed', SAMPLES.install_failed[1] ?? {})).toBe(
    'filas iniciales de items: PostgreSQL lo rechaza (no room). No se cambió nada.',
  );
  expect(installSentence({ code: 'outcome_unknown', details: {} }, 'es')).toBeUndefined();
  expect(installSentence({ code: 'toString', details: {} }, 'es')).toBeUndefined();
});

it('what nobody can see in a name is written out in both languages', () => {
  const error = installError('key_reserved', { key: 'co\u200bre' });
  for (const locale of ['en', 'es'] as const) expect(installSentence(error, locale)).toContain('co\\u200bre');
});

it('the installer refuses in no other way', () => {
  const files = ['.', 'steps', '../schema'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, import.meta.url)).map((name) => new URL(`${folder}/${name}`, import.meta.url)),
  );
  const sources = files.filter(({ pathname }) => /(?<!\.spec)\.ts$/.test(pathname) && !pathname.endsWith('/messages.ts'));
  expect(sources.length).toBeGreaterThan(20);
  for (const source of sources)
    expect([source.pathname, /new (?:Kernel)?Error\(/.test(readFileSync(source, 'utf8'))]).toEqual([source.pathname, false]);
  expect(installError('needs_rebuild', { table: 'items' })).toBeInstanceOf(KernelError);
});
