import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from './check';
import type { Diagnostic } from './diagnostic';
import { isHostOnly } from './host-only';
import { stepsOf, valueAt } from './pointer';

const TICKETS = readFileSync('templates/tickets/manifest.json', 'utf8');
/** The tickets manifest with values set, or removed where `undefined`, at pointers. */
function edited(changes: Record<string, unknown>): string {
  const manifest = JSON.parse(TICKETS) as object;
  for (const [pointer, value] of Object.entries(changes)) {
    const steps = stepsOf(pointer);
    const last = steps.pop() ?? '';
    const parent = valueAt(manifest, steps) as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = value;
  }
  return JSON.stringify(manifest);
}

/** Without the notes on what only a host does, which the tickets addon has two of. */
const problems = (diagnostics: readonly Diagnostic[]): Diagnostic[] => diagnostics.filter((found) => !isHostOnly(found));

/** Every finding in one line. */
const findings = (text: string, options: Parameters<typeof check>[1] = {}): string[] =>
  problems(check(text, options).diagnostics).map(
    ({ rule, severity, path, message, cure }) => `${severity} ${rule} ${path}: ${message}${cure === undefined ? '' : ` ${cure}`}`,
  );

describe('check', () => {
  it('accepts the tickets addon and gives it typed', () => {
    const result = check(TICKETS);
    expect(result.diagnostics.map(({ rule, severity, path }) => `${severity} ${rule} ${path}`)).toEqual([
      'info HOST-ONLY /metadata/features',
    ]);
    expect(result).toMatchObject({ version: 'v3', accepted: true });
    expect(result.manifest?.models?.map(({ key, table }) => `${key} ${table}`)).toEqual(['Ticket tickets', 'Comment ticket_comments']);
  });

  it('gives no manifest when it is rejected, but the document', () => {
    const result = check(edited({ '/metadata/name': undefined }));
    expect(result.manifest).toBeNull();
    expect(result.document).toMatchObject({ kind: 'Addon' });
    expect(problems(result.diagnostics)).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'a missing field',
      { '/metadata/version': undefined },
      ['error SCHEMA-REQUIRED /metadata/version: "version" is missing. Add "version".'],
    ],
    [
      'a misspelt field',
      { '/settingz': [] },
      ['error SCHEMA-UNKNOWN /settingz: "settingz" is not a field of this block. Did you mean "settings"?'],
    ],
    [
      'a field with a character that nobody sees',
      { '/set\u200btings': [] },
      ['error SCHEMA-UNKNOWN /set\u200btings: "set\\u200btings" is not a field of this block. Did you mean "settings"?'],
    ],
    [
      'a misspelt field deep inside',
      { '/models/0/columns/2/searchabel': true },
      ['error SCHEMA-UNKNOWN /models/0/columns/2/searchabel: "searchabel" is not a field of this block. Did you mean "searchable"?'],
    ],
    [
      'an unknown column type',
      { '/models/0/columns/2/type': 'string' },
      [
        'error SCHEMA-ENUM /models/0/columns/2/type: "string" is not allowed here; allowed are "uuid", "text", "integer", "bigint", "numeric", "boolean", "timestamp", "timestamptz", "date", "json", "jsonb", "vector", `numeric(p,s)`, `varchar(n)`, `vector(n)`. Did you mean "text"?',
      ],
    ],
    [
      'a badly written parameter',
      { '/models/0/columns/2/type': 'numeric(12, 2)' },
      [
        'error SCHEMA-PATTERN /models/0/columns/2/type: Expected `numeric(12,2)`, `varchar(80)` or `vector(384)`, without spaces, found "numeric(12, 2)". Did you mean "numeric(12,2)"?',
      ],
    ],
    ['a wrong type', { '/models/0/columns': {} }, ['error SCHEMA-TYPE /models/0/columns: Expected a list, found {…}.']],
    [
      'a key with a hyphen',
      { '/metadata/key': 'help-desk' },
      [
        'error SCHEMA-PATTERN /metadata/key: Expected 2 to 63 lowercase letters, digits or `_`, from a letter on, found "help-desk". Did you mean "help_desk"?',
      ],
    ],
    [
      'a shape with alternatives',
      { '/models/0/columns/2/visible_when': { equals: 'x' } },
      ['error SCHEMA-REQUIRED /models/0/columns/2/visible_when: Needs at least one of "field", "class".'],
    ],
    [
      'a block of another kind',
      { '/preset': { addons: [{ key: 'a', version: '1' }] } },
      ['error SCHEMA-KIND /preset: A document of kind "Addon" has no "preset". Remove the block, or change `kind`.'],
    ],
    [
      'a number out of range (SCHEMA-RANGE)',
      { '/contributions/actions/0/fields/0/max_size': -1 },
      ['error SCHEMA-RANGE /contributions/actions/0/fields/0/max_size: Must be at least 0, found -1.'],
    ],
    ['too few entries', { '/compatibility': { requires: [] } }, ['error SCHEMA-SIZE /compatibility/requires: Needs at least 1 entry.']],
    [
      'repeated entries',
      { '/compatibility': { requires: [{ key: 'kernel', version: '*' }], provides: ['a', 'b', 'a'] } },
      ['error SCHEMA-UNIQUE /compatibility/provides/2: Entries 1 and 3 are the same.'],
    ],
  ])('says one clear thing about %s', (_, edit, expected) => {
    expect(findings(edited(edit))).toEqual(expected);
  });

  it('refuses whole numbers that the host cannot decode', () => {
    const route =
      '"contributions":{"routes":[{"domain":"a","handler":"b","priority":1.0},{"domain":"a","handler":"b","priority":1e2},{"domain":"a","handler":"b","priority":9223372036854775808}]}';
    const text = `{${route},${JSON.stringify({ ...(JSON.parse(TICKETS) as object), contributions: undefined }).slice(1)}`;
    const errors = check(text).diagnostics.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule, path }) => `${rule} ${path}`)).toEqual(
      [0, 1, 2].map((index) => `DEC-INT /contributions/routes/${index}/priority`),
    );
  });

  it('orders findings by their place', () => {
    const text = edited({ '/models/1/columns/3/default': "a'b", '/models/0/columns/2/default': {} });
    expect(check(text).diagnostics.map(({ path }) => path)).toEqual([
      '/metadata/features',
      '/models/0/columns/2/default',
      '/models/1/columns/3/default',
    ]);
  });

  it('speaks Spanish when asked', () => {
    expect(findings(edited({ '/metadata/version': undefined }), { locale: 'es' })).toEqual([
      'error SCHEMA-REQUIRED /metadata/version: Falta "version". Agregue "version".',
    ]);
  });

  it('reads a document without the exact apiVersion as v2, and says so', () => {
    const result = check(edited({ '/apiVersion': 'asteby.com/v2' }));
    expect(result).toMatchObject({ version: 'v2', accepted: false, manifest: null });
    expect(result.diagnostics.map(({ rule, severity, path }) => `${severity} ${rule} ${path}`)).toEqual([
      'error SCHEMA-REQUIRED /key',
      'error SCHEMA-REQUIRED /name',
      'error SCHEMA-REQUIRED /version',
      'warning API-VERSION /apiVersion',
      'error SCHEMA-TYPE /i18n/default_locale',
      'error SCHEMA-TYPE /i18n/bundles',
    ]);
  });

  it('warns when the host is shut out, and takes the version of the host from the caller', () => {
    expect(findings(TICKETS, { hostVersion: '4.0.0' })).toEqual([
      'warning REQ-HOST /compatibility/requires/0/version: The kernel range ">=3.0.0 <4.0.0" shuts out this host (4.0.0); the install will be refused here. Widen the range, or choose another host version in the project.',
    ]);
    expect(findings(TICKETS, { hostVersion: 'nonsense' })).toEqual([]);
  });
});

describe('check of the flat v2 shape', () => {
  const flat = (more: object): string => JSON.stringify({ key: 'demo', name: 'Demo', version: '1.0.0', ...more });

  it('ignores unknown fields and takes null for absent', () => {
    expect(check(flat({ whatever: { x: 1 }, settings: null, kernel: null }))).toMatchObject({
      version: 'v2',
      accepted: true,
      manifest: null,
      diagnostics: [],
    });
  });

  it('takes the host as 2.0.0 and warns when 3.x is shut out', () => {
    expect(findings(flat({ kernel: '>=2.0.0 <3.0.0' })).map((line) => line.split(':')[0])).toEqual(['warning V2-KERNEL-3 /kernel']);
    expect(findings(flat({ kernel: '>=2.0.0 <3.0.0' }), { hostVersion: '3.0.0' }).map((line) => line.split(':')[0])).toEqual([
      'error V2-KERNEL /kernel',
    ]);
  });

  it('refuses a default that is not one of the literals', () => {
    const column = (value: unknown): string =>
      flat({ model_definitions: [{ model_key: 'a', table_name: 'a', columns: [{ name: 'c', type: 'x', default: value }] }] });
    expect(findings(column("'open'"))).toEqual([]);
    expect(findings(column('open')).map((line) => line.split(':')[0])).toEqual(['error V2-DEFAULT /model_definitions/0/columns/0/default']);
    expect(findings(column("'); drop table x; --")).map((line) => line.split(':')[0])).toEqual([
      'error V2-DEFAULT /model_definitions/0/columns/0/default',
    ]);
  });

  it.each([
    ['size', { type: 'string', size: 1 }, '"size":1', 'A size of 9223372036854775807;'],
    ['min', { type: 'int', validation: { min: 1, max: 1 } }, '"min":1', 'min (9223372036854775807) is above max (1).'],
    ['type', { type: 1 }, '"type":1', 'found 9223372036854775807'],
  ])('quotes a number of a flat manifest with every digit: %s', (_, column, from, sentence) => {
    const text = flat({ model_definitions: [{ model_key: 'a', table_name: 'a', columns: [{ name: 'c', ...column }] }] });
    const told = findings(text.replace(from, from.replace('1', '9223372036854775807')));
    expect(told.filter((line) => line.includes(sentence))).toHaveLength(1);
  });

  it('takes hooks keyed by a model, as the public reference shows them, with a warning', () => {
    const text = flat({
      model_definitions: [{ model_key: 'Order', table_name: 'orders', columns: [{ name: 'a' }] }],
      lifecycle_hooks: { Order: [{ event: 'after_create', target: { type: 'wasm_call', function: 'F' } }] },
    });
    expect(check(text).accepted).toBe(true);
    expect(findings(text).map((line) => line.split(':')[0])).toEqual([
      'warning V2-EVENT /lifecycle_hooks/Order',
      'warning V2-TARGET /lifecycle_hooks/Order/0/target/type',
    ]);
  });
});
