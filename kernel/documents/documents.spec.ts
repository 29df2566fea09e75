/** Documents of records: who gets one, and what is on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentDef, ManifestV3 } from '../../schemas';
import { ORGANIZATIONS } from '../database/core-rows';
import { createTestClock } from '../testing/guest';
import { openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';
import { shopManifest } from '../testing/shop';

const slip: DocumentDef = {
  key: 'slip',
  model: 'Order',
  template: 'templates/slip.html',
  paper: 'ticket80',
  label: 'shop.slip',
  filename: 'slip-{{record.folio}}.pdf',
};
const TEMPLATE = `<html><body><h1>{{ org.branding.name }}</h1><p>{{record.folio}} {{record.customer.label}} {{record.note}}</p>
<p title='{{record.note}}'>{{now}}</p>{{line_items}}<footer>{{org.branding.phone}}{{record.nothing}}{{#each lines}}</footer><script>x</script></body></html>`;

const documents: DocumentDef[] = [
  slip,
  { ...slip, key: 'label', paper: 'A4', requires_state: ['shipped'] },
  { ...slip, key: 'noted', paper: 'letter', condition: { field: 'note', operator: 'truthy' } },
  { ...slip, key: 'lost', template: 'templates/lost.html' },
  { ...slip, key: 'huge', template: 'templates/huge.html' },
];
const manifest = (): ManifestV3 => {
  const shop = shopManifest();
  return { ...shop, contributions: { ...shop.contributions, documents } };
};

let t: TestKernel;
let order = '';
const text = async (path: string, as = undefined as undefined | typeof OTHER_PRINCIPAL) => {
  const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`), ...(as ? ([as] as const) : []));
  return { status: response.status, headers: response.headers, text: await response.text() };
};

beforeAll(async () => {
  t = await openTestKernel({ clock: createTestClock() });
  const templateFiles = { 'templates/slip.html': TEMPLATE, 'templates/huge.html': 'x'.repeat(300 * 1024), 'other.html': 'other' };
  for (const { id } of ORGANIZATIONS)
    await t.install(manifest(), {
      templateFiles,
      organizationId: id,
      locales: { en: { 'shop.slip': 'Delivery slip' }, es: { 'shop.slip': 'Remisión' } },
    });
  const idOf = async (path: string, body: object) => ((await t.call('POST', path, body)).body as { data: { id: string } }).data.id;
  const customer = await idOf('/data/customers', { name: '<Ann> & Söhne' });
  const product = await idOf('/data/products', { sku: 'P', title: 'Pen "fine"', price: 2 });
  order = await idOf('/data/orders', { customer_id: customer, note: `<img src=x onerror='go()'>` });
  await idOf('/data/order_lines', { order_id: order, product_id: product, quantity: 2, price: 2 });
  await idOf('/data/order_lines', { order_id: order, quantity: 1, price: 0.5, kind: 'gift' });
});
afterAll(() => t.database.close());

describe('a document', () => {
  it('is the template with the record, its lines and the organization, every value escaped', async () => {
    const answer = await text(`/api/data/orders/${order}/documents/slip.html`);
    expect(answer.status).toBe(200);
    expect(answer.text.slice(answer.text.indexOf('<html>'))).toBe(
      '<html><body><h1>Acme Workshop</h1><p>F-00001 &lt;Ann&gt; &amp; Söhne &lt;img src=x onerror=&#39;go()&#39;&gt;</p>\n' +
        '<p title="&lt;img src=x onerror=&#39;go()&#39;&gt;">2026-01-01 00:00</p>' +
        '<table class="line-items"><thead><tr><th>Product</th><th>Kind</th><th class="number">Quantity</th><th class="number">Price</th>' +
        '<th class="number">Amount</th></tr></thead><tbody>' +
        '<tr><td>Pen &quot;fine&quot;</td><td>sale</td><td class="number">2</td><td class="number">2</td><td class="number">4</td></tr>' +
        '<tr><td></td><td>gift</td><td class="number">1</td><td class="number">0.5</td><td class="number">0.5</td></tr></tbody></table>' +
        '<footer></footer></body></html>',
    );
    expect(answer.text).toContain('@page{size:80mm auto;margin:3mm}');
  });

  it('says what it is called, what was left out, and that nothing in it runs', async () => {
    const { headers } = await text(`/data/orders/me/${order}/documents/slip`);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(`inline; filename="slip-F-00001.html"; filename*=UTF-8''slip-F-00001.html`);
    expect(decodeURIComponent(headers.get('x-playground-left-out') ?? '')).toBe('<script> {{#each lines}} {{record.nothing}}');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*; sandbox$/);
  });

  it('is refused in another state, without what its condition asks for, and where its template is missing', async () => {
    const url = (key: string) => `/data/orders/${order}/documents/${key}.html`;
    expect(await t.call('GET', url('label'))).toEqual({
      status: 409,
      body: {
        success: false,
        code: 'document_withheld',
        message: 'the document "label" is not offered: it needs the state shipped; the record is draft',
      },
    });
    expect((await text(url('noted'))).status).toBe(200);
    await t.call('PUT', `/data/orders/${order}`, { note: '' });
    expect(await t.call('GET', url('noted'))).toMatchObject({ status: 409 });
    for (const [key, path] of [
      ['lost', 'templates/lost.html'],
      ['huge', 'templates/huge.html'],
    ] as const)
      expect(await t.call('GET', url(key))).toEqual({
        status: 404,
        body: { success: false, message: `the template "${path}" is not in the bundle of "shop"` },
      });
    expect(await t.call('GET', url('nothing'))).toMatchObject({ status: 404 });
    expect(await t.call('GET', `/data/customers/${order}/documents/slip.html`)).toMatchObject({ status: 404 });
    expect(await t.call('GET', `/data/orders/${order}/documents/slip.pdf`)).toMatchObject({
      status: 501,
      body: { code: 'pdf_not_available' },
    });
    expect(await t.call('GET', `/data/orders/${order}/documents/slip.exe`)).toMatchObject({ status: 404 });
    expect(await t.call('GET', '/data/orders/x/documents/slip.html')).toMatchObject({ status: 400 });
  });

  it('of a stranger is not there, and without the permission it is not given', async () => {
    expect((await text(`/data/orders/${order}/documents/slip.html`, OTHER_PRINCIPAL)).status).toBe(404);
    const nobodys = { ...OTHER_PRINCIPAL, organizationId: ORGANIZATIONS[0].id, roles: [], isAdmin: false };
    expect((await text(`/data/orders/${order}/documents/slip.html`, nobodys)).status).toBe(403);
    expect(await t.call('GET', '/documents', undefined, nobodys)).toEqual({
      status: 200,
      body: { success: true, data: [], meta: { count: 0 } },
    });
  });
});

it('a document with more lines than an answer holds is refused before they leave the database', async () => {
  await t.query(
    `insert into addon_shop.order_lines (organization_id, order_id, quantity, price, kind) select organization_id, id, 1, 1, repeat('x', 7000000) from addon_shop.orders, generate_series(1, 5) where id = $1`,
    [order],
  );
  expect(await t.call('GET', `/data/orders/${order}/documents/slip.html`)).toEqual({
    status: 422,
    body: { success: false, message: 'the document is longer than 4 MiB', code: 'document_too_large' },
  });
  await t.query('delete from addon_shop.order_lines where length(kind) > 9');
});

it('documents are listed for everybody who may read, and for a record with what stands in their way', async () => {
  const listed = (await t.call('GET', '/documents', undefined, undefined, { 'accept-language': 'es' })).body as { data: object[] };
  expect(listed.data[1]).toEqual({
    key: 'label',
    addon: 'shop',
    model: 'orders',
    label: 'Remisión',
    paper: 'A4',
    requires_state: ['shipped'],
  });
  const own = (await t.call('GET', `/data/orders/${order}/documents`)).body as { data: object[] };
  expect(own.data[0]).toEqual({ key: 'slip', addon: 'shop', model: 'orders', label: 'Delivery slip', paper: 'ticket80', available: true });
  expect(own.data[1]).toMatchObject({ available: false, reason: 'it needs the state shipped; the record is draft' });
});
