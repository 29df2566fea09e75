/** Public links: what whoever has one sees and may do, and what everybody else finds (PUBLIC). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import type { Clock } from '../clock';
import { ORGANIZATIONS, USERS } from '../database/core-rows';
import type { Principal } from '../principal';
import { DEFAULT_PRINCIPAL } from '../security/default-principal';
import { manifestWith, openTestKernel, OTHER_PRINCIPAL, type TestKernel } from '../testing/kernel';

const HOOK = 'https://offers.example.com/hooks/accept';
const MARKUP = '<script>alert(1)</script>';
let now = Date.parse('2026-06-01T10:00:00Z');
const clock: Clock = { now: () => now, after: () => () => undefined };

const viewer: Principal = { ...DEFAULT_PRINCIPAL, userId: USERS[2].id, roles: ['viewer'], isAdmin: false };

const manifest = (): ManifestV3 =>
  manifestWith(
    'sales',
    [
      {
        key: 'Offer',
        table: 'offers',
        columns: [
          { name: 'organization_id', type: 'uuid' },
          { name: 'title', type: 'text', label: 'Subject' },
          {
            name: 'status',
            type: 'text',
            options: ['sent', 'accepted', 'draft'].map((value) => ({ value, label: value === 'sent' ? 'Sent' : value })),
          },
          { name: 'margin', type: 'numeric' },
          { name: 'agent_id', type: 'uuid', ref: 'core.User' },
          { name: 'until', type: 'date' },
          { name: 'secret', type: 'varchar(64)' },
          { name: 'other_secret', type: 'text' },
        ],
        relations: [{ name: 'lines', kind: 'one_to_many', through: 'Line', foreign_key: 'offer_id' }],
      },
      {
        key: 'Line',
        table: 'offer_lines',
        columns: [
          { name: 'organization_id', type: 'uuid' },
          { name: 'offer_id', type: 'uuid', ref: 'Offer' },
          { name: 'what', type: 'text' },
          { name: 'line_secret', type: 'text' },
        ],
      },
    ],
    {
      capabilities: [{ kind: 'http:fetch', target: 'offers.example.com' }],
      contributions: {
        documents: [{ key: 'paper', model: 'Offer', template: 'templates/offer.html', paper: 'A4', requires_state: ['sent'] }],
        actions: [
          {
            key: 'accept',
            label: 'Accept',
            target_model: 'Offer',
            requires_state: ['sent'],
            handler: { type: 'webhook', url: HOOK },
            fields: [
              { key: 'name', label: 'Your name', type: 'text', required: true },
              {
                key: 'how',
                label: 'How',
                type: 'select',
                options: [
                  { value: 'whole', label: 'Whole' },
                  { value: 'part', label: 'Part' },
                ],
              },
            ],
          },
          { key: 'scrap', target_model: 'Offer', requires_state: ['sent'], handler: { type: 'compiled', function: 'noop' } },
        ],
        public_routes: [
          {
            key: 'offer',
            model: 'Offer',
            token_column: 'secret',
            kind: 'html',
            label: 'Your offer',
            columns: ['title', 'status'],
            relations: ['agent', 'lines'],
            document: 'paper',
            expires_column: 'until',
            enabled_when: "status in ('sent', 'accepted')",
            actions: [{ action: 'accept', style: 'primary', show_message: true }],
          },
          { key: 'data', model: 'Offer', token_column: 'other_secret', kind: 'json', columns: ['title'], relations: ['agent_id'] },
          { key: 'paper', model: 'Offer', token_column: 'other_secret', kind: 'document', document: 'paper' },
          { key: 'line', model: 'Line', token_column: 'line_secret', kind: 'json', columns: ['what'] },
        ],
      },
    },
  );

let t: TestKernel;

interface Link {
  key: string;
  url: string | null;
  state: string;
}

const made = async (table: string, body: object): Promise<string> => {
  const answer = await t.call('POST', `/data/${table}`, body);
  expect(answer).toMatchObject({ status: 201 });
  return (answer.body as { data: { id: string } }).data.id;
};
const linksOf = async (id: string): Promise<Link[]> =>
  ((await t.call('GET', `/playground/links/offers/${id}`)).body as { data: Link[] }).data;
const linkOf = async (id: string, key = 'offer'): Promise<string> => (await linksOf(id)).find((link) => link.key === key)?.url ?? '';
const offer = (more: object = {}) =>
  made('offers', { title: `Roof ${MARKUP}`, status: 'sent', margin: 4711, agent_id: USERS[1].id, until: '2026-06-01', ...more });

interface Came {
  status: number;
  text: string;
  headers: Headers;
}
/** Nobody: no token, no person. */
async function come(path: string, init: RequestInit = {}, as: Principal | null = null): Promise<Came> {
  const response = await t.kernel.fetch(new Request(`http://kernel.test${path}`, init), as);
  return { status: response.status, text: await response.text(), headers: response.headers };
}
const post = (path: string, body: object) => come(path, { method: 'POST', body: JSON.stringify(body) });
const send = (path: string, fields: Record<string, string>) =>
  come(path, { method: 'POST', body: new URLSearchParams(fields), headers: { 'content-type': 'application/x-www-form-urlencoded' } });

beforeAll(async () => {
  t = await openTestKernel({ clock });
  await t.install(manifest(), {
    organizationIds: ORGANIZATIONS.map(({ id }) => id),
    templateFiles: { 'templates/offer.html': '<h1>{{record.title}}</h1>' },
  });
});
// A minute after the last: whoever looked for links may ask again.
beforeEach(() => {
  now += 60_000;
});
afterAll(() => t.database.close());

describe('a link', () => {
  it('is made with its row, of 32 random bytes, whatever was sent for it', async () => {
    const [one, two] = [await offer({ secret: 'mine' }), await offer()];
    const urls = [await linkOf(one), await linkOf(two)];
    for (const url of urls) expect(url).toMatch(/^\/p\/acme\/sales\/offer\/[A-Za-z0-9_-]{43}$/);
    expect(new Set(urls).size).toBe(2);
    expect((await come('/p/acme/sales/offer/mine')).status).toBe(404);
  });

  it('shows the columns and relations of its route as a page on which nothing runs, to nobody in particular', async () => {
    const id = await offer();
    await made('offer_lines', { offer_id: id, what: 'Tiles' });
    const url = await linkOf(id);
    for (const as of [null, DEFAULT_PRINCIPAL, OTHER_PRINCIPAL, viewer]) {
      const { status, text, headers } = await come(url, {}, as);
      expect(status).toBe(200);
      expect(text).toContain('<h1>Your offer</h1>');
      expect(text).toContain('<dt>Subject</dt><dd>Roof &lt;script&gt;alert(1)&lt;/script&gt;</dd>');
      for (const shown of ['Sent', 'Tiles', USERS[1].name, `action="${url}/actions/accept"`, 'Your name', `href="${url}.html"`])
        expect(text).toContain(shown);
      for (const hidden of ['<script', '4711', id, USERS[1].id, USERS[1].email, 'scrap', 'Ada']) expect(text).not.toContain(hidden);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect([headers.get('cache-control'), headers.get('referrer-policy'), headers.get('x-robots-tag')]).toEqual([
        'no-store',
        'no-referrer',
        'noindex',
      ]);
    }
  });

  it('answers data by an allowlist, of which no secret is ever part', async () => {
    const id = await offer();
    await made('offer_lines', { offer_id: id, what: 'Tiles' });
    const data = JSON.parse((await come(await linkOf(id, 'data'))).text) as unknown;
    expect(data).toEqual({ success: true, data: { title: `Roof ${MARKUP}`, agent_id: { label: USERS[1].name } } });
    const url = await linkOf(id);
    expect(JSON.parse((await come(`/api${url}.json`)).text)).toEqual({
      success: true,
      data: {
        title: `Roof ${MARKUP}`,
        status: 'sent',
        agent: { label: USERS[1].name },
        lines: [{ what: 'Tiles' }],
        document_url: `/api${url}.html`,
      },
    });
  });

  it('answers its document as a page that prints, while the record has one', async () => {
    const id = await offer();
    const url = await linkOf(id, 'paper');
    const page = await come(url);
    expect([page.status, page.text.includes('&lt;script&gt;'), page.headers.get('content-type')]).toEqual([
      200,
      true,
      'text/html; charset=utf-8',
    ]);
    expect([(await come(`${url}.html`)).status, (await come(`${url}.pdf`)).status, (await come(`${url}.xml`)).status]).toEqual([
      200, 501, 404,
    ]);
    await t.call('PUT', `/data/offers/${id}`, { status: 'draft' });
    expect((await come(url)).status).toBe(404);
  });

  it('is over behind its day: 410', async () => {
    const url = await linkOf(await offer({ until: '2026-05-31' }));
    expect((await come(url)).status).toBe(410);
    expect((await post(`${url}/actions/accept`, { name: 'x' })).status).toBe(410);
    expect((await come(await linkOf(await offer({ until: '2026-06-01' })))).status).toBe(200);
    expect((await come(await linkOf(await offer({ until: null })))).status).toBe(200);
  });

  it('that is none is answered always alike: unknown, disabled, deleted, of another place or organization', async () => {
    const id = await offer();
    const url = await linkOf(id);
    const token = url.split('/').at(-1) ?? '';
    const draft = await linkOf(await offer({ status: 'draft' }));
    const deleted = await offer();
    const gone = await linkOf(deleted);
    await t.call('DELETE', `/data/offers/${deleted}`);
    const unknown = await come(`/p/acme/sales/offer/${'A'.repeat(43)}`);
    expect(unknown.status).toBe(404);
    for (const path of [
      draft,
      gone,
      `/p/globex/sales/offer/${token}`,
      `/p/nobody/sales/offer/${token}`,
      `/p/acme/nothing/offer/${token}`,
      `/p/acme/sales/nothing/${token}`,
      `/p/acme/sales/line/${token}`,
      `/p/acme/sales/offer/${token.slice(1)}`,
      `/p/acme/sales/offer/%25`,
      `/p/acme/sales/offer/' or true --`,
    ])
      expect({ path, ...(await come(path)), headers: null }).toEqual({ path, ...unknown, headers: null });
    expect((await come(`/p/${ORGANIZATIONS[0].id}/sales/offer/${token}`)).status).toBe(200);
  });

  it('is made anew by whoever may change its record, and the one before is none', async () => {
    const id = await offer();
    const before = await linkOf(id);
    const renew = (as: Principal) => t.call('POST', `/playground/links/offers/${id}/sales/offer`, {}, as);
    expect((await renew(viewer)).status).toBe(403);
    expect((await renew(OTHER_PRINCIPAL)).status).toBe(404);
    expect((await renew(DEFAULT_PRINCIPAL)).status).toBe(200);
    expect([(await come(before)).status, (await come(await linkOf(id))).status]).toEqual([404, 200]);
    expect((await linksOf(id)).map(({ key, state }) => [key, state])).toEqual([
      ['offer', 'open'],
      ['data', 'open'],
      ['paper', 'open'],
    ]);
  });
});

describe('an action of a link', () => {
  beforeAll(() =>
    t.kernel.webhooks
      .of(ORGANIZATIONS[0].id)
      .set(HOOK, { status: 200, body: JSON.stringify({ success: true, message: `Signed ${MARKUP}`, data: { margin: 4711 } }) }),
  );

  it('runs as nobody with the fields it declares, and says what its handler said', async () => {
    const id = await offer();
    const url = await linkOf(id);
    const answer = await post(`${url}/actions/accept`, { name: 'Zoe', how: 'whole', status: 'accepted', approval_id: 'x' });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { success: true, message: `Signed ${MARKUP}` }]);
    const [sent] = await t.kernel.sentWebhooks(ORGANIZATIONS[0].id);
    expect(JSON.stringify(sent)).toContain('Zoe');
    expect(JSON.stringify(sent)).not.toContain('approval_id');
  });

  it('is a form of the page, which comes back with what was wrong', async () => {
    const url = await linkOf(await offer());
    const wrong = await send(`${url}/actions/accept`, { name: '', how: 'none' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('class="notice error"');
    const right = await send(`${url}/actions/accept`, { name: 'Zoe', how: 'part' });
    expect([right.status, right.text.includes('Signed &lt;script&gt;'), right.text.includes('4711')]).toEqual([200, true, false]);
  });

  it('is offered in its state and by its route alone', async () => {
    const id = await offer({ status: 'accepted' });
    const url = await linkOf(id);
    expect((await come(url)).text).not.toContain('<form');
    expect((await post(`${url}/actions/accept`, { name: 'Zoe' })).status).toBe(409);
    expect((await post(`${url}/actions/scrap`, {})).status).toBe(404);
    expect((await post(`${await linkOf(id, 'data')}/actions/accept`, { name: 'Zoe' })).status).toBe(404);
  });

  it('takes no more than a form holds', async () => {
    const url = await linkOf(await offer());
    expect((await post(`${url}/actions/accept`, { name: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await post(`${url}/actions/accept`, [] as object)).status).toBe(400);
  });
});

describe('whoever looks for links', () => {
  it('is told to wait after thirty that are none, the right one too, for a minute', async () => {
    const url = await linkOf(await offer());
    const tries = await Promise.all(
      Array.from({ length: 40 }, (_, index) => come(`/p/acme/sales/offer/${String(index).padStart(43, 'x')}`)),
    );
    expect(tries.every(({ status }) => status === 404 || status === 429)).toBe(true);
    expect((await come(url)).status).toBe(429);
    expect((await come(url, { headers: { 'x-playground-client': '10.0.0.7' } })).status).toBe(200);
    now += 60_000;
    expect((await come(url)).status).toBe(200);
  });

  it('asks one link so often in a minute', async () => {
    const url = await linkOf(await offer(), 'data');
    const statuses: number[] = [];
    for (let index = 0; index < 121; index += 1) statuses.push((await come(url)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(120);
    expect(statuses.at(-1)).toBe(429);
  });
});
