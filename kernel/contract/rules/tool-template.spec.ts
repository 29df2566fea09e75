import { describe, expect, it } from 'vitest';
import { applyEdits, fixesFor } from '../../authoring/fixes/fixes';
import { check } from '../check';
import { shopWith } from '../testing';

const SCHEMA = { type: 'object', properties: { number: { type: 'string' } } };
const shop = (url: string, schema: unknown = SCHEMA): string =>
  shopWith({
    '/capabilities': [{ kind: 'http:fetch', target: '*.shop.example', reason: 'x' }],
    '/settings': [{ key: 'store', type: 'string', label: 'Store' }],
    '/contributions': {
      tools: [{ key: 'find', description: 'Finds', input_schema: schema, handler: { type: 'webhook', url } }],
    },
  });
const told = (text: string, rule: string, locale: 'en' | 'es' = 'en'): string[] =>
  check(text, { locale }).diagnostics.flatMap((found) => (found.rule === rule ? [`${found.severity} ${found.message}`] : []));

describe('an address that hosts do not send alike', () => {
  it.each([
    ['https://eu.shop.example/orders', []],
    ['https://{{store}}.shop.example/{{number}}?n={{number}}', ['is sent as it is, with "{{store}}", "{{number}}"']],
    ['https://eu.shop.example/{{settings.store}}', ['"{{store}}"']],
    ['https://eu.shop.example/{{nunber}}', ['called "nunber"', '"{{nunber}}"']],
    ['https://eu.shop.example/{{ }}/{{a b}}', ['cannot be read']],
    ['https://eu.shop.example/{number}/x', ['"{number}"']],
    ['https://eu.shop.example/orders/:number', ['":number"']],
    ['https://eu.shop.example:8443/orders', []],
  ])('%s', (url, texts) => {
    const found = told(shop(url), 'TOOL-TEMPLATE');
    expect(found.length).toBe(texts.length);
    texts.forEach((text, index) => expect(found[index]).toContain(text.split(', with ').at(-1)));
    for (const one of found) expect(one).toMatch(/^warning /);
    expect(told(shop(url), 'TOOL-TEMPLATE', 'es').length).toBe(texts.length);
  });

  it('of a tool that takes anything names no input as unknown', () => {
    expect(told(shop('https://eu.shop.example/{{anything}}', { type: 'object' }), 'TOOL-TEMPLATE').length).toBe(1);
  });

  it('a wrong name is mended by the one that was meant', () => {
    const text = shop('https://eu.shop.example/{{nunber}}');
    const diagnostic = check(text).diagnostics.find(({ rule }) => rule === 'TOOL-TEMPLATE');
    const [fix] = diagnostic ? fixesFor(text, diagnostic) : [];
    expect(fix && applyEdits(text, fix.edits)).toContain('https://eu.shop.example/{{number}}');
    expect(fix?.safe).toBe(false);
  });
});

describe('TOOL-INPUTS notes', () => {
  it('inputs that the kernel does not hand on, of the first three tools', () => {
    const tool = (key: string) => ({
      key,
      description: 'x',
      input_schema: SCHEMA,
      handler: { type: 'webhook', url: 'https://eu.shop.example/x' },
    });
    const text = shopWith({
      '/capabilities': [{ kind: 'http:fetch', target: '*.shop.example', reason: 'x' }],
      '/contributions': { tools: ['a', 'b', 'c', 'd'].map(tool) },
    });
    expect(told(text, 'TOOL-INPUTS').length).toBe(3);
    expect(told(shop('https://eu.shop.example/x', { type: 'object', properties: {} }), 'TOOL-INPUTS')).toEqual([]);
  });
});
