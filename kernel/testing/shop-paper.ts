/** What the shop prints, does by the clock, and hears of from other servers. */
import type { DocumentDef, InboundWebhook, Schedule } from '../../schemas';

export const SLIP_TEMPLATE =
  '<html><body><h1>{{org.branding.name}}</h1><p class="no">{{record.folio}} for {{record.customer.label}}</p>{{line_items}}' +
  '<script>print()</script></body></html>';

export const SHOP_TEMPLATES = { 'templates/slip.html': SLIP_TEMPLATE };

const slip: DocumentDef = {
  key: 'slip',
  model: 'Order',
  template: 'templates/slip.html',
  paper: 'ticket80',
  label: 'Slip',
  filename: 'slip-{{record.folio}}',
};

export const SHOP_DOCUMENTS: DocumentDef[] = [
  slip,
  { ...slip, key: 'note', label: 'Delivery note', paper: 'A4', requires_state: ['shipped'] },
  { ...slip, key: 'draft', label: 'Draft', paper: 'letter', condition: { field: 'note', operator: 'truthy' } },
  { ...slip, key: 'card', label: 'Card', model: 'Customer', template: 'templates/card.html' },
];

export const SHOP_SCHEDULES: Schedule[] = [
  { key: 'nightly', every: '24h', do: 'webhook:https://shop.example.com/hooks/nightly' },
  { key: 'sweep', every: '5m', do: 'wasm:sweep' },
  { key: 'idle', every: '1h', do: 'compiled:noop' },
];

export const SHOP_WEBHOOKS: InboundWebhook[] = [
  { key: 'paid', path: '/hooks/paid', verify: 'hmac-sha256', secret_ref: 'tax.secret', do: 'compiled:noop' },
  { key: 'told', path: '/hooks/told', verify: 'bearer', secret_ref: 'tax.token', do: 'compiled:noop' },
  { key: 'open', path: '/hooks/open', do: 'webhook:https://shop.example.com/hooks/open' },
];
