import type { Rule, RulePage } from '../rule';
import { message, type Message } from '../text';

const texts = {
  dropped: (): Message =>
    message(
      "Today's Go kernel hands a webhook none of these inputs: it sends `parameters: {}` and checks nothing. Hosts that read the schema check them and hand them on, and so does the playground.",
      'El kernel en Go de hoy no entrega ninguno de estos parámetros a un webhook: envía `parameters: {}` y no comprueba nada. Los hosts que leen el esquema los comprueban y los entregan, y el playground también.',
    ),
};

/** Tools that are noted one by one; the note on the first few says it of all. */
const MAX_NOTED = 3;

export const rule: Rule<'TOOL-INPUTS'> = {
  id: 'TOOL-INPUTS',
  level: 'info',
  check: ({ manifest }, report) => {
    const noted = (manifest.contributions?.tools ?? []).flatMap(({ handler, input_schema: schema }, index) => {
      const properties: unknown = schema?.properties;
      const hasInputs = typeof properties === 'object' && properties !== null && Object.keys(properties).length > 0;
      return handler?.type === 'webhook' && hasInputs ? [index] : [];
    });
    for (const index of noted.slice(0, MAX_NOTED)) report(['contributions', 'tools', index, 'input_schema'], texts.dropped());
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'inputs of a v3 tool that calls a webhook, which today’s Go kernel does not hand on',
  isOwn: true,
  why: 'The flat list of tools that hosts keep has no field for the schema of a v3 tool, so the kernel knows no inputs and drops what it is given. A function of the module, or a host that reads the schema, gets them.',
  example: {
    at: '/contributions/tools',
    before: [
      {
        key: 'find_order',
        description: 'Finds an order',
        input_schema: { type: 'object', properties: { number: { type: 'string' } } },
        handler: { type: 'webhook', url: 'https://api.example.com/orders' },
      },
    ],
    after: [{ key: 'find_order', description: 'Finds an order', handler: { type: 'webhook', url: 'https://api.example.com/orders' } }],
    given: { '/capabilities': [{ kind: 'http:fetch', target: 'api.example.com' }] },
  },
};
