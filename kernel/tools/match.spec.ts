import { describe, expect, it } from 'vitest';
import { MAX_SENTENCE_CHARS, matchTools } from './match';
import type { AddonTool, ToolExtras } from './tool';

const tool = (
  key: string,
  description: string,
  extras: ToolExtras | null,
  properties: Record<string, object> = {},
  required: string[] = [],
): AddonTool => ({
  addon: { key: 'shop' } as AddonTool['addon'],
  index: 0,
  declared: { key, description, input_schema: { type: 'object', properties, required } },
  extras,
});

const TOOLS = [
  tool(
    'stamp',
    'Emite y timbra una factura ante el SAT.',
    {
      trigger_keywords: ['timbrar', 'factura electrónica'],
      trigger_intents: ['fiscal.invoice.stamp'],
      inputs: { uuid: { example: 'F-1001' } },
    },
    { uuid: { type: 'string' }, usage: { type: 'string', default: 'G03' } },
    ['uuid', 'usage'],
  ),
  tool(
    'payment',
    'Looks a payment up by its charge.',
    { priority: 2, inputs: { charge: { example: 'ch_1ABC123' } } },
    { charge: { type: 'string' } },
    ['charge'],
  ),
  tool(
    'mail',
    'Sends a payment reminder.',
    { priority: 5, inputs: { to: { type: 'email' }, day: { type: 'date' } } },
    {
      to: { type: 'string' },
      amount: { type: 'number' },
      day: { type: 'string' },
      text: { type: 'string' },
      sku: { type: 'string', pattern: '^[A-Z]{2}-\\d+$', 'x-normalize': 'uppercase' },
    },
    ['to', 'text'],
  ),
];
const found = (sentence: string) => matchTools(TOOLS, sentence);

describe('a sentence', () => {
  it('calls the tool whose words it has, whatever their case and accents, before one that only shares some', () => {
    expect(found('¿Me puedes TIMBRAR la Factura Electronica F-2002?')).toEqual([
      {
        ...{ addon: 'shop', tool: 'stamp', score: 21, keywords: ['timbrar', 'factura electrónica'], words: ['factura'] },
        ...{ parameters: { uuid: 'F-2002' }, missing: [] },
      },
    ]);
  });

  it('calls by whole words', () => {
    expect(found('timbrarlo')).toEqual([]);
    expect(found('')).toEqual([]);
    expect(found('!!! ... ???')).toEqual([]);
  });

  it('gives parameters by their shape, each word once, and free ones in quotes', () => {
    const [mail] = found('Send a payment reminder of 250.50 to ana@example.com, before 2026-12-24: "Please pay" for ab-12.');
    expect(mail).toMatchObject({
      tool: 'mail',
      parameters: { to: 'ana@example.com', amount: '250.50', day: '2026-12-24', text: 'Please pay', sku: 'ab-12' },
      missing: [],
    });
    expect(found('reminder')[0]).toMatchObject({ tool: 'mail', parameters: {}, missing: ['to', 'text'] });
  });

  it('of two tools alike, calls the one of the higher priority', () => {
    expect(found('payment').map(({ tool: key }) => key)).toEqual(['mail', 'payment']);
    expect(found('the charge of payment ch_9XYZ').map(({ tool: key, parameters }) => [key, parameters.charge])).toEqual([
      ['payment', 'ch_9XYZ'],
      ['mail', undefined],
    ]);
  });

  it('is read as far as two thousand characters', () => {
    expect(found(`${'x'.repeat(MAX_SENTENCE_CHARS)} timbrar`)).toEqual([]);
  });
});
