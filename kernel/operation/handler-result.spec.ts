import { describe, expect, it } from 'vitest';
import { parseHandlerResult } from './handler-result';

describe('the data of an answer', () => {
  it.each<[string, string, unknown]>([
    ['those of the envelope', '{"success":true,"data":{"rows":[1]}}', { rows: [1] }],
    ['none where the envelope has none, whatever stands beside', '{"success":true,"rows":[1]}', {}],
    ['those of the short form', '{"ok":true,"data":{"rows":[1]},"rows":[2]}', { rows: [1] }],
    ['what stands beside ok, where the short form has no data', '{"ok":true,"rows":[1],"message":"m","meta":{}}', { rows: [1] }],
    ['nothing beside ok', '{"ok":true}', {}],
    ['the object itself where it says neither', '{"rows":[1]}', { rows: [1] }],
    ['nothing of an empty answer', '', {}],
  ])('are %s', (_, text, data) => expect(parseHandlerResult(text)).toMatchObject({ failure: null, data }));
});
