/** The small parts that need no database: names, filters, schemas, the bus, waits. */
import { describe, expect, it } from 'vitest';
import { createBus, type Published } from './bus';
import { waitAfter } from './dispatcher';
import { filterHolds, parseFilter } from './filter';
import { matchesEvent } from './names';
import { UNCHECKED_KEYWORDS } from '../contract/payload-schema';
import { schemaFault } from './schema';
import { parseJson } from '../values/json';
import fc from '../testing/property';

describe('a pattern', () => {
  it.each([
    ['shop.Order.created', 'shop.Order.created', true],
    ['shop.Order.created', 'shop.order.created', false],
    ['*', 'anything', true],
    ['shop.*', 'shop.Order.created', true],
    ['shop.*', 'shop', true],
    ['shop.*', 'shops.Order', false],
    ['shop.Order.*', 'shop.Order.deleted', true],
    ['shop.*.created', 'shop.Order.created', false],
    ['sh*', 'shop', false],
  ])('%s and %s: %s', (pattern, name, matches) => {
    expect(matchesEvent(pattern, name)).toBe(matches);
  });
});

describe('a filter', () => {
  const payload = {
    status: 'paid',
    total: '100.50',
    count: 2,
    ok: true,
    none: null,
    after: { status: 'closed', tags: ['a', 'b'] },
    lines: [{ qty: 1 }],
    quoted: "it's",
  };
  it.each([
    ['', true],
    ["status == 'paid'", true],
    ["status = 'open'", false],
    ["status != 'open'", true],
    ["status <> 'paid'", false],
    ["payload.status == 'paid'", true],
    ["after.status == 'closed'", true],
    ["before.status == 'closed'", false],
    ['before.status == null', true],
    ['none == nil', true],
    ['none != null', false],
    ['ok == true', true],
    ['total > 100', true],
    ['total >= 100.5', true],
    ['total < 100.49', false],
    ["total == '100.5'", false],
    ['count <= 2', true],
    ['missing > 0', false],
    ["status > 'open'", true],
    ["status in ('open', 'paid')", true],
    ['status not in [\'open\', "paid"]', false],
    ['count not_in (1, 3)', true],
    ['missing in (null)', true],
    ['payload.lines.size() > 0', true],
    ['after.tags.size() == 2', true],
    ['missing.size() == 0', true],
    ["quoted == 'it\\'s'", true],
    ["status == 'open' || count == 2 && ok == true", true],
    ["(status == 'open' || count == 2) && ok == false", false],
    ["status == 'open' && count == 2 || ok == true", true],
    ["((status == 'paid'))", true],
  ])('%s is %s', (text, holds) => {
    expect(filterHolds(parseFilter(text) ?? [], payload)).toBe(holds);
    expect(parseFilter(text)).not.toBeNull();
  });

  it('reads a number as the check does, with a bare point behind it too', () => {
    expect(filterHolds(parseFilter("total = 3. && kind in (1., 'a')") ?? [], { total: 3, kind: 1 })).toBe(true);
    expect(filterHolds(parseFilter('total = 3. && kind = 2') ?? [], { total: 3, kind: 1 })).toBe(false);
  });

  it.each(['status', 'payload.total.length() > 1', 'status == open', "status == 'a' &&", 'x'.repeat(2001)])('%s is none', (text) => {
    expect(parseFilter(text)).toBeNull();
  });

  it('joins as JavaScript does, however it is nested', () => {
    const tree: fc.Arbitrary<{ text: string; value: boolean }> = fc.letrec<{ node: { text: string; value: boolean } }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.boolean().map((value) => ({ text: `ok == ${String(value)}`, value })),
        fc.tuple(tie('node'), fc.constantFrom('&&', '||'), tie('node')).map(([a, joint, b]) => ({
          text: `(${a.text}) ${joint} (${b.text})`,
          value: joint === '&&' ? a.value && b.value : a.value || b.value,
        })),
      ),
    })).node;
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        fc.pre(text.length <= 2000);
        expect(filterHolds(parseFilter(text) ?? [], { ok: true })).toBe(value);
      }),
    );
  });
});

describe('a schema', () => {
  const schema = {
    type: 'object',
    required: ['id', 'delta'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', minLength: 1, maxLength: 4, pattern: '^[a-z]*$' },
      delta: { type: 'integer', minimum: -5, exclusiveMaximum: 5 },
      kind: { enum: ['in', 'out'] },
      lines: { type: 'array', minItems: 1, maxItems: 2, items: { $ref: '#/$defs/line' } },
      either: { oneOf: [{ type: 'string' }, { type: 'number', minimum: 3 }] },
      any: { anyOf: [{ const: 1 }, { const: { a: 1, b: 2 } }] },
      all: { allOf: [{ type: 'string' }, { not: { const: 'no' } }] },
      free: { type: ['null', 'boolean'] },
      never: false,
    },
    $defs: { line: { type: 'object', required: ['qty'], properties: { qty: { type: 'number' }, next: { $ref: '#/$defs/line' } } } },
  };
  const good = { id: 'ab', delta: 1 };
  it.each<[unknown, string | null]>([
    [good, null],
    [{ ...good, kind: 'in', lines: [{ qty: 1, next: { qty: 2.5 } }], either: 4, any: { b: 2, a: 1 }, all: 'yes', free: null }, null],
    [[], 'must be object, not array'],
    [{ id: 'ab' }, 'lacks "delta"'],
    [{ ...good, extra: 1 }, 'must not have "extra"'],
    [{ ...good, id: '' }, '/id must have a length of at least 1'],
    [{ ...good, id: 'abcde' }, '/id must have a length of at most 4'],
    [{ ...good, id: 'A' }, '/id must match ^[a-z]*$'],
    [{ ...good, delta: 1.5 }, '/delta must be integer, not number'],
    [{ ...good, delta: -6 }, '/delta must be at least -5'],
    [{ ...good, delta: 5 }, '/delta must be less than 5'],
    [{ ...good, kind: 'up' }, '/kind must be one of ["in","out"]'],
    [{ ...good, lines: [] }, '/lines must have a number of items of at least 1'],
    [{ ...good, lines: [{ qty: 1 }, { qty: 'x' }] }, '/lines/1/qty must be number, not string'],
    [{ ...good, lines: [{ qty: 1, next: { qty: 1, next: {} } }] }, '/lines/0/next/next lacks "qty"'],
    [{ ...good, either: 2 }, '/either must fit exactly one of the forms it may have'],
    [{ ...good, any: 2 }, '/any fits none of the forms it may have'],
    [{ ...good, all: 'no' }, '/all has a form it must not have'],
    [{ ...good, free: 0 }, '/free must be null or boolean, not integer'],
    [{ ...good, never: 1 }, '/never must not be there'],
  ])('says of %j: %s', (value, fault) => {
    const found = schemaFault(schema, value);
    expect(found === null ? null : `${found.path} ${found.message}`.trim()).toBe(fault);
  });

  it.each<[unknown, string, string | null]>([
    [{ patternProperties: { '^x_': { type: 'number' } }, additionalProperties: false }, '{"x_a":1}', null],
    [{ patternProperties: { '^x_': { type: 'number' } }, additionalProperties: false }, '{"y":1}', 'must not have "y"'],
    [{ patternProperties: { '^x_': { type: 'number' } } }, '{"x_a":"1"}', '/x_a must be number, not string'],
    [
      { properties: { x: { type: 'string' } }, patternProperties: { x: { maxLength: 1 } } },
      '{"x":"ab"}',
      '/x must have a length of at most 1',
    ],
    // Patterns that backtrack would not end here.
    [{ patternProperties: { '^(a+)+$': false } }, `{"${'a'.repeat(40)}b":1}`, null],
    [{ prefixItems: [{ type: 'string' }, { type: 'integer' }] }, '["a",1,null]', null],
    [{ prefixItems: [{ type: 'string' }], items: false }, '["a",1]', '/1 must not be there'],
    [{ prefixItems: [{ type: 'string' }, { type: 'integer' }] }, '["a","b"]', '/1 must be integer, not string'],
    [{ prefixItems: [{ type: 'string' }], items: { type: 'null' } }, '["a",null,1]', '/2 must be null, not integer'],
    [{ uniqueItems: true }, '[1,2,"1",[1],{"a":1}]', null],
    [{ uniqueItems: true }, '[{"a":1,"b":2},{"b":2.0,"a":1}]', 'must have no two equal items'],
    [{ uniqueItems: true }, '[12345678901234567890,12345678901234567891]', null],
    [{ uniqueItems: false }, '[1,1]', null],
    [{ multipleOf: 3 }, '9', null],
    [{ multipleOf: 3 }, '-9', null],
    [{ multipleOf: 3 }, '10', 'must be a multiple of 3'],
    [{ multipleOf: 0.01 }, '4.02', null],
    [{ multipleOf: 0.01 }, '12345678901234567890.125', 'must be a multiple of 0.01'],
    [{ multipleOf: 7 }, '70000000000000000000000', null],
    [{ multipleOf: 7 }, '70000000000000000000001', 'must be a multiple of 7'],
    [{ multipleOf: 0 }, '1', null],
    [{ multipleOf: 2 }, '0', null],
    [{ minProperties: 1 }, '{}', 'must have a number of properties of at least 1'],
    [{ maxProperties: 1 }, '{"a":1,"b":2}', 'must have a number of properties of at most 1'],
    [{ propertyNames: { maxLength: 1 } }, '{"ab":1}', 'must not have "ab": the name must have a length of at most 1'],
    [{ dependentRequired: { a: ['b'] } }, '{"a":1}', 'has "a" and lacks "b"'],
    [{ dependentRequired: { a: ['b'] } }, '{"c":1}', null],
    [{ dependentSchemas: { a: { required: ['b'] } } }, '{"a":1}', 'lacks "b"'],
    [{ contains: { const: 1 } }, '[2,1]', null],
    [{ contains: { const: 1 } }, '[2]', 'must have at least 1 items of a form it lacks'],
    [{ contains: { const: 1 }, minContains: 0, maxContains: 1 }, '[1,1]', 'must have at most 1 items of a form'],
    [{ if: { type: 'string' }, then: { minLength: 2 }, else: { minimum: 2 } }, '"a"', 'must have a length of at least 2'],
    [{ if: { type: 'string' }, then: { minLength: 2 }, else: { minimum: 2 } }, '1', 'must be at least 2'],
    [{ $ref: '#/prefixItems/0', prefixItems: [{ type: 'array' }] }, '1', 'must be array, not integer'],
    [{ $ref: '#/%zz' }, '1', null],
    [{ properties: { a: { $ref: '#text' } }, $defs: { t: { $anchor: 'text', type: 'string' } }, type: 'object' }, '{"a":"x"}', null],
    [
      { properties: { a: { $ref: '#text' } }, $defs: { t: { $anchor: 'text', type: 'string' } } },
      '{"a":1}',
      '/a must be string, not integer',
    ],
    [
      { properties: { a: { $dynamicRef: '#node' } }, $dynamicAnchor: 'node', type: 'object' },
      '{"a":{"a":1}}',
      '/a/a must be object, not integer',
    ],
    [{ $ref: '#nowhere', type: 'string' }, '"a"', null],
    [{ $anchor: 'self', $ref: '#self' }, '1', null],
  ])('as draft 2020-12 has it: %j says of %s: %s', (own, value, fault) => {
    const found = schemaFault(own, parseJson(value));
    expect(found === null ? null : `${found.path} ${found.message}`.trim()).toBe(fault);
  });

  it('finds anchors among a hundred thousand values', () => {
    // Level by level: the document, its definitions, the fillers and what holds the anchor, and then the anchor.
    const fault = (fillers: number) => {
      const filler = Array.from({ length: fillers }, () => ({}));
      return schemaFault({ $ref: '#deep', $defs: { filler, holder: { deep: { $anchor: 'deep', type: 'string' } } } }, 1);
    };
    expect([fault(99_995)?.message, fault(99_996)]).toEqual(['must be string, not integer', null]);
  });

  it('passes over what the verdict says it passes over, and over nothing else of its draft', () => {
    const breaks: Record<string, [unknown, unknown]> = {
      unevaluatedProperties: [false, { a: 1 }],
      unevaluatedItems: [false, [1]],
      format: ['email', 'nobody'],
      additionalItems: [false, [1]],
      dependencies: [{ a: ['b'] }, { a: 1 }],
      $recursiveRef: ['#', 1],
    };
    expect(Object.keys(breaks).sort()).toEqual([...UNCHECKED_KEYWORDS].sort());
    for (const [name, [says, value]] of Object.entries(breaks)) expect(schemaFault({ [name]: says }, value)).toBeNull();
  });

  it('that refers to itself, or is none, ends', () => {
    expect(schemaFault({ $ref: '#' }, 1)).toBeNull();
    expect(schemaFault({ allOf: [{ $ref: '#' }, { $ref: '#' }] }, 1)).toBeNull();
    expect(schemaFault('nonsense', 1)).toBeNull();
    expect(schemaFault({ type: 'string', $ref: 'https://elsewhere.example/x' }, 1)).toEqual({
      path: '',
      message: 'must be string, not integer',
    });
  });
});

describe('the bus', () => {
  it('calls listeners in the order they came, past those that fail', () => {
    const errors: unknown[] = [];
    const heard: string[] = [];
    const bus = createBus((error) => errors.push(error));
    bus.on('*', ({ name }) => heard.push(`all ${name}`));
    const fault = new Error('deaf');
    bus.on('a.b', () => {
      throw fault;
    });
    const stop = bus.on('a.*', ({ name }) => heard.push(`a ${name}`));
    const event = (name: string): Published => ({ organizationId: 'o', name, publisher: 'a', occurrenceId: 'x', payload: null });
    expect([bus.publish(event('a.b')), bus.publish(event('c'))]).toEqual([3, 1]);
    stop();
    expect(bus.publish(event('a.b'))).toBe(2);
    expect(heard).toEqual(['all a.b', 'a a.b', 'all c', 'all a.b']);
    expect(errors).toEqual([fault, fault]);
  });
});

it('waits double each time, up to half a minute, a fifth more or less', () => {
  expect([1, 2, 3, 7, 30].map((attempts) => waitAfter(attempts, 0.5))).toEqual([500, 1000, 2000, 30_000, 30_000]);
  expect([waitAfter(1, 0), waitAfter(1, 0.999_999)]).toEqual([400, 600]);
});
