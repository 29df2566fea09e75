import { isTemplate, placesIn } from '../../expressions/url-template';
import { waysOut } from '../read/ways-out';
import type { Rule, RulePage } from '../rule';
import { nearest } from '../suggest';
import { list, message, type Message, quote, suggesting } from '../text';

const texts = {
  verbatim: (places: readonly string[]): Message =>
    message(
      `Today's Go kernel sends this address as it is written, with ${list(places)} in it; hosts that fill places in put a value there.`,
      `El kernel en Go de hoy envía esta dirección tal como está escrita, con ${list(places)} en ella; los hosts que rellenan huecos ponen un valor ahí.`,
      'Where every host has to work, let a function of the module read the value with env_get or connector_get and call http_request.',
      'Si tiene que funcionar en todos los hosts, deje que una función del módulo lea el valor con env_get o connector_get y llame a http_request.',
    ),
  unknown: (name: string): Message =>
    message(
      `Neither a setting nor an input is called ${quote(name)}, so no host has a value for it and the playground sends nothing.`,
      `Ningún ajuste ni parámetro se llama ${quote(name)}, así que ningún host tiene un valor para él y el playground no envía nada.`,
      'Declare it as a setting or as an input, or write its right name.',
      'Declárelo como ajuste o como parámetro, o escriba su nombre correcto.',
    ),
  unreadable: (): Message =>
    message(
      'This address has places that cannot be read, so no host fills them in.',
      'Esta dirección tiene huecos que no se pueden leer, así que ningún host los rellena.',
      'Write {{name}}, with the name of a setting or an input.',
      'Escriba {{nombre}}, con el nombre de un ajuste o de un parámetro.',
    ),
  single: (place: string): Message =>
    message(
      `No host fills in ${quote(place)}: the address is sent with it as it is written.`,
      `Ningún host rellena ${quote(place)}: la dirección se envía con ello tal como está escrito.`,
      'Write {{name}}, which some hosts fill in, or the value itself.',
      'Escriba {{nombre}}, que algunos hosts rellenan, o el valor mismo.',
    ),
};

/** Places as other languages of templates write them: `{id}`, and `:id` as a part of the path. */
const SINGLE = /(?<!\{)\{([A-Za-z_]\w*)\}(?!\})|(?<=[^:/]\/):([A-Za-z_]\w*)(?=[/?#]|$)/g;

/** Names of the inputs of a tool; null for one that takes anything. */
function inputsOf(schema: unknown): string[] | null {
  if (typeof schema !== 'object' || schema === null || !('properties' in schema)) return null;
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : null;
}

export const rule: Rule<'TOOL-TEMPLATE'> = {
  id: 'TOOL-TEMPLATE',
  level: 'warning',
  check: (context, report) => {
    const { manifest } = context;
    const settings = (manifest.settings ?? []).map(({ key }) => key);
    for (const { url, path } of waysOut(context)) {
      const places = placesIn(url);
      if (isTemplate(url) && places.length === 0) report(path, texts.unreadable());
      else if (places.length > 0) {
        const tool = path[1] === 'tools' && typeof path[2] === 'number' ? manifest.contributions?.tools?.[path[2]] : undefined;
        // What an action or an event brings along is not known here.
        const inputs = tool === undefined ? null : inputsOf(tool.input_schema);
        const known = [...settings, ...(inputs ?? [])];
        if (inputs !== null)
          for (const name of new Set(places.flatMap((place) => (known.includes(place.name) ? [] : [place.name]))))
            report(
              path,
              suggesting(texts.unknown(name), name, () => nearest(name, known)),
            );
        // After what can be mended.
        report(path, texts.verbatim([...new Set(places.map(({ name }) => `{{${name}}}`))]));
      }
      for (const [place] of url.matchAll(SINGLE)) report(path, texts.single(place));
    }
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a place in an address that a host sends as it is written, or that nothing fills in',
  isOwn: true,
  why: 'Public pages and published addons write {{name}} into addresses, and today’s Go kernel has no templates: it sends the braces. Other hosts fill settings and inputs in. What a host profile does with an address, a run of the tool shows side by side.',
  example: {
    at: '/contributions/tools',
    before: [
      {
        key: 'find_order',
        description: 'Finds an order',
        input_schema: { type: 'object', properties: { number: { type: 'string' } } },
        handler: { type: 'webhook', url: 'https://api.example.com/orders/{{nunber}}' },
      },
    ],
    after: [
      {
        key: 'find_order',
        description: 'Finds an order',
        input_schema: { type: 'object', properties: { number: { type: 'string' } } },
        handler: { type: 'webhook', url: 'https://api.example.com/orders' },
      },
    ],
    given: { '/capabilities': [{ kind: 'http:fetch', target: 'api.example.com' }] },
  },
};
