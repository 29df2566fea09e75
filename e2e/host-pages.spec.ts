/** The pages a host has beside an addon's tables: dashboard, documents, approvals, schedules and webhooks. */
import { exportPublicKey, generatePrivateKey } from '../kernel/bundle/keys';
import { formatSignature, signBundle } from '../kernel/bundle/sign';
import { writeBundle } from '../kernel/bundle/write';
import type { ManifestV3 } from '../schemas';
import { violationsIn } from './accessible';
import { expect, test, type Playground } from './playground';
import { previewFrame } from './port';

// The menu stands beside the screens, where the preview is wide enough.
test.use({ viewport: { width: 2400, height: 1100 } });

const column = (name: string, type: string, more: object = {}) => ({ name, type, ...more });
const tenant = column('organization_id', 'uuid', { not_null: true });

const MANIFEST = {
  apiVersion: 'asteby.com/v3',
  kind: 'Addon',
  metadata: { key: 'till', name: 'Till', version: '1.0.0' },
  compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
  tenancy: { isolation: 'shared', rls_column: 'organization_id' },
  models: [
    {
      key: 'Sale',
      table: 'sales',
      label: 'Sales',
      columns: [
        tenant,
        column('name', 'text', { not_null: true, label: 'Name' }),
        column('amount', 'numeric(10,2)', {
          not_null: true,
          label: 'Amount',
          constraints: [
            {
              expr: 'amount <= 100',
              error_key: 'sale.large',
              on_violation: 'request_approval',
              approval: { roles: ['owner'], label: 'A large sale' },
            },
          ],
        }),
        column('note', 'text', { label: 'Note' }),
      ],
      relations: [{ name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'sale_id', label: 'Lines', embed: true }],
    },
    {
      key: 'Line',
      table: 'sale_lines',
      label: 'Lines',
      columns: [
        tenant,
        column('sale_id', 'uuid', { not_null: true, ref: 'Sale', label: 'Sale' }),
        column('title', 'text', { label: 'Title' }),
      ],
    },
  ],
  capabilities: [{ kind: 'http:fetch', target: 'till.example.com', reason: 'To tell the till' }],
  schedules: [{ key: 'nightly', every: '24h', do: 'webhook:https://till.example.com/nightly' }],
  webhooks: [
    { key: 'paid', path: '/hooks/paid', verify: 'hmac-sha256', secret_ref: 'bank.secret', do: 'webhook:https://till.example.com/paid' },
  ],
  connectors: [
    { key: 'bank', label: 'Bank', auth: 'token', credentials: [{ key: 'secret', type: 'secret', label: 'Bank secret', required: true }] },
    { key: 'mail', label: 'Mail', auth: 'oauth2', scopes: ['mail.send'], credentials: [] },
  ],
  settings: [
    { key: 'api_key', type: 'secret', label: 'API key', required: true, section: 'access' },
    { key: 'due_days', type: 'integer', label: 'Days until it is due', default: 3 },
    {
      key: 'rounding',
      type: 'select',
      label: 'Rounding',
      options: [
        { value: 'up', label: 'Up' },
        { value: 'none', label: 'None' },
      ],
    },
  ],
  contributions: {
    tools: [
      {
        key: 'find_sale',
        description: 'Finds a sale by its number.',
        input_schema: { type: 'object', properties: { number: { type: 'string', description: 'Its number' } }, required: ['number'] },
        handler: { type: 'webhook', url: 'https://till.example.com/sales?number={{number}}' },
      },
      { key: 'stock_level', description: 'Tells the stock.', handler: { type: 'webhook', url: 'https://stock.example.com/level' } },
    ],
    navigation: [{ title: 'Till', items: [{ title: 'Sales', model: 'Sale' }] }],
    dashboard: [
      { key: 'count', title: 'Sales', kind: 'stat', size: 'sm', query: { model: 'Sale', aggregate: 'count' } },
      {
        key: 'names',
        title: 'By name',
        kind: 'bar',
        size: 'md',
        query: { model: 'Sale', aggregate: 'sum', field: 'amount', group_by: 'name' },
      },
      {
        key: 'share',
        title: 'Shares',
        kind: 'donut',
        size: 'md',
        query: { model: 'Sale', aggregate: 'sum', field: 'amount', group_by: 'name' },
      },
      {
        key: 'days',
        title: 'By day',
        kind: 'area',
        size: 'md',
        query: { model: 'Sale', aggregate: 'count', date_field: 'created_at', interval: 'day', range: 'last_7_days' },
      },
    ],
    documents: [
      {
        key: 'receipt',
        model: 'Sale',
        template: 'templates/receipt.html',
        paper: 'A4',
        label: 'Receipt',
        filename: 'receipt-{{record.name}}',
      },
    ],
  },
} as unknown as ManifestV3;

const TEMPLATE = `<html><head><style>h1 { color: #8a1c1c }</style></head><body>
  <h1>Receipt of {{org.name}}</h1><p>{{record.name}}: {{record.amount}}</p><p class="note">{{record.note}}</p>{{line_items}}
  <script>parent.document.title = 'stolen'</script></body></html>`;

async function openTill(playground: Playground): Promise<void> {
  const { page } = playground;
  const files = { 'manifest.json': JSON.stringify(MANIFEST, null, 2), 'templates/receipt.html': TEMPLATE };
  const bytes = await writeBundle(new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])));
  const key = await generatePrivateKey();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByTestId('bundle-input').setInputFiles([
    { name: 'till.mcbundle', mimeType: 'application/gzip', buffer: Buffer.from(bytes) },
    { name: 'till.mcbundle.sig', mimeType: 'text/plain', buffer: Buffer.from(formatSignature(await signBundle(bytes, key))) },
    { name: 'dev.pub', mimeType: 'text/plain', buffer: Buffer.from(exportPublicKey(key.publicKey)) },
  ]);
  await page.getByRole('button', { name: 'Trust this key' }).click();
  await page.getByRole('button', { name: 'Install as a new project' }).click();
  await playground.ready();
  await expect(playground.frame.getByRole('heading', { name: 'Sales' }).first()).toBeVisible();
}

test('an addon’s dashboard, documents, approvals, schedules and webhooks are pages of the preview', async ({ playground, faults }) => {
  const { page, frame } = playground;
  await playground.open();
  await openTill(playground);
  const menu = frame.getByRole('navigation', { name: 'Screens of the addon' });
  const open = (name: string) => menu.getByRole('button', { name, exact: true }).click();

  await test.step('rows, and one that waits', async () => {
    await playground.create({ Name: 'Pens', Amount: '30', Note: `<img src=x onerror="parent.x=1">` });
    await playground.create({ Name: 'Ink', Amount: '60' });
    await expect(playground.row('Ink')).toBeVisible();
    await frame.getByRole('button', { name: 'New', exact: true }).click();
    const dialog = frame.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Press');
    await dialog.getByLabel('Amount').fill('900');
    await dialog.getByRole('button', { name: /^(Create|Save)/ }).click();
    await expect(frame.getByText(/an approval by owner is needed/).first()).toBeVisible();
    // What was typed is with the request now: the form closes, and asks nothing.
    await expect(dialog).toBeHidden();
    await expect(frame.getByRole('alertdialog')).toBeHidden();
  });

  await test.step('approving does what was asked for', async () => {
    await open('Approvals');
    const request = frame.getByRole('listitem').filter({ hasText: 'A large sale' });
    await expect(request).toContainText('Asked by Ada');
    await request.getByRole('button', { name: 'Approve' }).click();
    await expect(frame.getByText('Nothing waits for an approval')).toBeVisible();
    await frame.getByLabel('Status').selectOption({ label: 'Approved' });
    await expect(frame.getByRole('listitem').filter({ hasText: 'A large sale' })).toContainText('Decided by Ada');
    await open('Sales');
    await expect(playground.row('Press')).toBeVisible();
  });

  await test.step('the dashboard counts, and counts on', async () => {
    await open('Dashboard');
    await expect(frame.getByTestId('widget-till.count')).toContainText('3');
    await expect(frame.getByTestId('widget-till.names').getByRole('img')).toHaveAttribute('aria-label', 'Press: 900, Ink: 60, Pens: 30');
    await expect(frame.getByTestId('widget-till.share').getByRole('img')).toBeVisible();
    await expect(frame.getByTestId('widget-till.days').getByRole('img')).toBeVisible();
  });

  await test.step('a document is shown where nothing runs, and says what is not on it', async () => {
    await open('Documents');
    await frame.getByLabel('Record', { exact: true }).selectOption({ label: 'Pens' });
    const receipt = frame.frameLocator('iframe[title=Receipt]');
    await expect(receipt.getByRole('heading', { name: 'Receipt of Acme Workshop' })).toHaveCSS('color', 'rgb(138, 28, 28)');
    await expect(receipt.locator('.note')).toHaveText('<img src=x onerror="parent.x=1">');
    await expect(frame.getByRole('note')).toContainText('<script>');
    await expect(frame.locator('iframe[title=Receipt]')).toHaveAttribute('sandbox', '');
    const download = page.waitForEvent('download');
    await frame.getByRole('button', { name: 'Save as HTML' }).click();
    expect((await download).suggestedFilename()).toBe('till-receipt-Pens.html');
  });

  await test.step('a change of the template is on the page', async () => {
    await frame.getByLabel('Record', { exact: true }).selectOption({ label: 'Ink' });
    await expect(frame.frameLocator('iframe[title=Receipt]').getByText('Ink: 60')).toBeVisible();
    await playground.openFile('templates/receipt.html');
    await playground.write('<p>Thank you, {{record.name}}</p>');
    await expect(frame.frameLocator('iframe[title=Receipt]').getByText('Thank you, Ink')).toBeVisible();
  });

  await test.step('schedules run and webhooks hear what they are sent', async () => {
    await open('Schedules and webhooks');
    await frame.getByRole('button', { name: 'Run now: nightly' }).click();
    await expect(frame.getByRole('listitem').filter({ hasText: 'nightly' })).toContainText('Answered 200');
    const webhook = frame.getByRole('listitem').filter({ hasText: 'hmac-sha256' });
    await webhook.getByRole('textbox', { name: 'Payload' }).fill('{"sale": 7}');
    await webhook.getByRole('button', { name: 'Send payload: paid' }).click();
    await expect(webhook).toContainText('Answered 200');
    await expect(webhook).toContainText('X-Hub-Signature-256');
    await webhook.getByLabel('Signature').selectOption({ label: 'Wrong' });
    await webhook.getByRole('button', { name: 'Send payload: paid' }).click();
    await expect(webhook).toContainText('Answered 401');
  });

  await test.step('a tool is called as an assistant would, and says what each host would send', async () => {
    await open('Tools');
    const form = frame.getByRole('form', { name: 'find_sale' });
    await form.getByRole('button', { name: 'Call the tool' }).click();
    await expect(frame.getByRole('status')).toContainText('The tool failed: invalid params');
    await form.getByLabel('number · required').fill('A 7');
    await form.getByRole('button', { name: 'Call the tool' }).click();
    await expect(frame.getByRole('status')).toHaveText('The tool answered.');
    await expect(frame.getByRole('region', { name: 'Run' })).toContainText('POST https://till.example.com/sales?number=A%207');
    await expect(frame.getByRole('region', { name: 'Run' })).toContainText('POST https://till.example.com/sales?number={{number}}');
  });

  await test.step('a call that no capability covers is refused, and mended by the line that would allow it', async () => {
    await frame.getByLabel('Tool', { exact: true }).selectOption({ label: 'till · stock_level' });
    const form = frame.getByRole('form', { name: 'stock_level' });
    await form.getByRole('button', { name: 'Call the tool' }).click();
    await expect(frame.getByRole('alert')).toContainText('declares no capability http:fetch for "stock.example.com"');
    await page.getByRole('tab', { name: 'Activity' }).click();
    const capabilities = page.getByTestId('activity').getByRole('region', { name: 'Capabilities' });
    const refused = capabilities.getByRole('listitem').filter({ hasText: 'tool stock_level' });
    await expect(refused).toContainText('Refused');
    await refused.getByRole('button', { name: 'Declare it' }).click();
    // Once the manifest with the line is installed, the line is one that nothing has used.
    await expect(capabilities.getByRole('listitem').filter({ hasText: 'http:fetch stock.example.com /capabilities/1' })).toContainText(
      'declared, and nothing has used it',
    );
    await form.getByRole('button', { name: 'Call the tool' }).click();
    await expect(frame.getByRole('status')).toHaveText('The tool answered.');
    await expect(refused).toContainText('Covered');
    const calls = page.getByTestId('activity').getByRole('region', { name: 'Calls' }).locator('details');
    const call = calls.filter({ has: page.locator('summary', { hasText: 'https://stock.example.com/level' }) });
    await call.locator('summary').click();
    await expect(call).toContainText('Let through by: till#/capabilities/1');
  });

  await test.step('a sentence finds the tool and fills it in, and what came of the call is a test', async () => {
    const sentence = frame.getByRole('form', { name: 'What somebody says' });
    await sentence.getByRole('textbox', { name: 'What somebody says' }).fill('Find the sale number "B 8"');
    await sentence.getByRole('button', { name: 'Find the tool' }).click();
    await sentence.getByRole('button', { name: 'Fill in: find_sale' }).click();
    const form = frame.getByRole('form', { name: 'find_sale' });
    await expect(form.getByLabel('number · required')).toHaveValue('B 8');
    await form.getByRole('button', { name: 'Call the tool' }).click();
    await expect(frame.getByRole('region', { name: 'Run' })).toContainText('POST https://till.example.com/sales?number=B%208');
    await frame.getByText('As a test', { exact: true }).click();
    await expect(frame.getByText('"url": "https://till.example.com/sales?number=B%208"').last()).toBeVisible();
  });

  await test.step('services are connected by a form and by consent', async () => {
    await open('Connectors');
    const bank = frame.getByRole('form', { name: 'Bank' });
    await bank.getByLabel('Bank secret').fill('bank-planted-1');
    await bank.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(bank.getByRole('status')).toHaveText('Connected');
    const mail = frame.getByRole('form', { name: 'Mail' });
    await mail.getByRole('button', { name: 'Connect through the mock provider' }).click();
    const consent = mail.getByRole('region', { name: 'Mock provider' });
    await expect(consent).toContainText('mail.send');
    await consent.getByRole('button', { name: 'Deny' }).click();
    await expect(consent).toBeHidden();
    await expect(mail.getByRole('status')).toHaveText('Not connected');
    await mail.getByRole('button', { name: 'Connect through the mock provider' }).click();
    await consent.getByRole('button', { name: 'Allow' }).click();
    await expect(mail.getByRole('status')).toHaveText('Connected');
    expect(await previewFrame(page).then((inner) => inner.content())).not.toContain('bank-planted-1');
  });

  await test.step('settings are checked and kept, and a secret is never told', async () => {
    await open('Settings');
    const form = frame.getByRole('form', { name: 'Till' });
    await form.getByLabel('Days until it is due').fill('soon');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('This is no value of its kind.')).toBeVisible();
    await form.getByLabel('Days until it is due').fill('14');
    await form.getByLabel('API key').fill('sk-planted-1');
    await form.getByLabel('Rounding').selectOption({ label: 'Up' });
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByLabel('API key')).toHaveAttribute('placeholder', 'Set; type a new one to replace it');
    await page.reload();
    await playground.ready();
    await open('Settings');
    await expect(form.getByLabel('Days until it is due')).toHaveValue('14');
    await expect(form.getByLabel('Rounding')).toHaveValue('up');
    await expect(form.getByLabel('API key')).toHaveValue('');
    await expect(form.getByLabel('API key')).toHaveAttribute('placeholder', 'Set; type a new one to replace it');
    expect(await previewFrame(page).then((inner) => inner.content())).not.toContain('sk-planted-1');
  });

  await test.step('everybody can use them, in both languages', async () => {
    for (const name of ['Dashboard', 'Documents', 'Approvals', 'Schedules and webhooks', 'Tools', 'Connectors', 'Settings']) {
      await open(name);
      await expect(frame.getByRole('heading', { level: 1, name })).toBeVisible();
      expect(await violationsIn(page, 'main', await previewFrame(page))).toEqual([]);
      for (const screen of [page, await previewFrame(page)]) expect(await screen.content()).not.toContain('planted-1');
    }
    await playground.choose('Español');
    await expect(frame.getByRole('navigation', { name: 'Pantallas del addon' })).toBeVisible();
    await frame.getByRole('button', { name: 'Aprobaciones', exact: true }).click();
    await expect(frame.getByText('Nada espera una aprobación')).toBeVisible();
    await frame.getByRole('button', { name: 'Herramientas', exact: true }).click();
    await frame.getByRole('form', { name: 'find_sale' }).getByRole('button', { name: 'Llamar a la herramienta' }).click();
    await expect(frame.getByRole('status')).toContainText('La herramienta falló: invalid params: number: required');
  });
  // What the test's own tools try inside: a probe in the document, and axe reading style sheets. Neither may.
  expect(faults.filter((fault) => !/script execution in 'about:srcdoc'|frame\.css' violates/.test(fault))).toEqual([]);
});
