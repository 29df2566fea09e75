/** A connector as published ones are: settings of every kind, connectors, tools of every handler. For the conformance suite. */
import type { ManifestV3, Tool } from '../../schemas';
import { manifestWith } from './kernel';
import type { ToolExtras } from '../tools/tool';

const API = 'https://{{region}}.courier.example';
const webhook = (key: string, url: string, more: Partial<Tool> = {}): Tool => ({
  key,
  description: `Does ${key}`,
  handler: { type: 'webhook', url },
  ...more,
});

/** The mock behind its tools answers with what it was asked. */
export const COURIER_ROUTES = {
  'https://*.courier.example/parcels/:id':
    '{"success":true,"data":{"id":"{{path.id}}","note":"{{query.note}}","count":"{{body.parameters.count}}"}}',
  'https://*.courier.example/echo': '{"success":false,"error":"no van","metadata":{"parameters":"{{body.parameters}}"}}',
  'https://*.courier.example/gone': 'nobody home',
} as const;

export const COURIER_EXTRAS: Record<string, ToolExtras> = {
  track: { method: 'GET', name: 'Track a parcel', category: 'query', trigger_keywords: ['parcel'] },
};

export const courierManifest = (): ManifestV3 =>
  manifestWith('courier', [], {
    settings: [
      { key: 'region', type: 'string', label: 'Region', default: 'eu', required: true },
      { key: 'token', type: 'secret', label: 'Token', section: 'access' },
      { key: 'days', type: 'integer', label: 'Days', scope: 'branch' },
      {
        key: 'speed',
        type: 'select',
        label: 'Speed',
        options: [
          { value: 'slow', label: 'Slow' },
          { value: 'fast', label: 'Fast' },
        ],
      },
      { key: 'insured', type: 'boolean', label: 'Insured' },
      { key: 'rate', type: 'number', label: 'Rate' },
      { key: 'extra', type: 'json', label: 'Extra' },
    ],
    connectors: [
      {
        ...{ key: 'vans', label: 'Vans', auth: 'token', test_export: 'try_vans' },
        credentials: [
          { key: 'user', type: 'string', label: 'User', required: true },
          { key: 'password', type: 'secret', label: 'Password', required: true },
        ],
      },
      {
        ...{ key: 'maps', label: 'Maps', auth: 'oauth2', scopes: ['routes.read'] },
        credentials: [
          { key: 'client_id', type: 'string', label: 'Client' },
          { key: 'client_secret', type: 'secret', label: 'Client secret' },
        ],
      },
    ],
    capabilities: [{ kind: 'http:fetch', target: '*.courier.example', reason: 'To ask where parcels are' }],
    contributions: {
      tools: [
        webhook('track', `${API}/parcels/{{id}}?note={{note}}`, {
          input_schema: {
            type: 'object',
            properties: {
              id: { type: 'string', pattern: '^P-\\d+$', 'x-normalize': 'uppercase' },
              note: { type: 'string', default: 'none' },
              count: { type: 'number' },
            },
            required: ['id'],
          },
        }),
        webhook('echo', `${API}/echo`),
        webhook('lost', `${API}/gone`),
        webhook('unreachable', `${API}/down`),
        webhook('uncovered', 'https://other.example/x'),
        webhook('relative', '/hooks/run'),
        { key: 'load', description: 'Loads', handler: { type: 'wasm', function: 'load_van' } },
        { key: 'bare', description: 'Nothing' },
      ],
    },
  });
