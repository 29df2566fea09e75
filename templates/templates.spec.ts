import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ManifestV3, Model, NavItem } from '../schemas';
import { backendSources, compileBackend } from '../kernel/compiler/assemblyscript';
import { check } from '../kernel/contract/check';
import { isHostOnly } from '../kernel/contract/host-only';
import { BACKEND_FILE } from '../kernel/contract/wasm/abi';
import { localeTexts } from '../kernel/contract/locale-texts';
import { USERS } from '../kernel/database/core-rows';
import { buildInstallRequest } from '../kernel/lifecycle/install-request';
import { judgeProject } from '../kernel/project/judge';
import { isSamplePath, sampleWrites } from '../kernel/project/sample-rows';
import { openTestKernel, type TestKernel } from '../kernel/testing/kernel';
import { cardOf, loadTemplate, STARTER, TEMPLATE_CARDS } from './cards';
import { TEMPLATES, type Template } from './index';

const MAX_TEMPLATE_CHARS = 64 * 1024;
const MAX_CARDS_CHARS = 24 * 1024;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

const manifestOf = ({ files }: Template): ManifestV3 => JSON.parse(files['manifest.json'] ?? '') as ManifestV3;
function named(id: string): Template {
  const found = TEMPLATES.find(({ card }) => card.id === id);
  if (!found) throw new Error(`no template is called ${id}`);
  return found;
}
/** Ids of the templates that must be installed for one, itself last. */
const withNeeds = (id: string): string[] => [...new Set([...named(id).card.needs.flatMap(withNeeds), id])];
const textsOf = ({ files }: Template, locale: string) => localeTexts(files[`locales/${locale}.json`] ?? '{}') ?? new Map<string, string>();

/** Texts that a person reads on the screens of an addon: every label, title, description and the like outside of the catalogue's data. */
function shownTexts(value: unknown, member = ''): string[] {
  if (typeof value === 'string') return /^(label|title|description|placeholder|confirm_message|message|empty)$/.test(member) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => shownTexts(item, member));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (/^(metadata|input_schema)$/.test(name) ? [] : shownTexts(inner, name)));
}

/** With the module that its backend's sources make, where it has some: the page and the command line compile them before they judge. */
async function whole({ files }: Template): Promise<Map<string, string | Uint8Array>> {
  const sources = backendSources(Object.entries(files));
  const module = sources && (await compileBackend(sources)).module;
  return new Map([...Object.entries<string | Uint8Array>(files), ...(module ? [[BACKEND_FILE, module] as const] : [])]);
}

const navItems = (items: readonly NavItem[]): NavItem[] => items.flatMap((item) => [item, ...navItems(item.items ?? [])]);

async function installed(id: string): Promise<TestKernel> {
  const t = await openTestKernel();
  for (const each of withNeeds(id)) {
    const { files } = named(each);
    const text = files['manifest.json'] ?? '';
    await t.kernel.install({ ...(await buildInstallRequest(manifestOf(named(each)), text, (path) => files[path])), development: true });
  }
  return t;
}

/** What the list of a model shows for each row where a reference should be read by its label. */
async function labelsOf(t: TestKernel, { table, columns }: Model): Promise<{ rows: number; labels: string[] }> {
  const { status, body } = await t.call('GET', `/data/${table}?per_page=100`);
  expect(status).toBe(200);
  const rows = (body as { data: Record<string, unknown>[] }).data;
  const references = columns.filter(({ ref }) => ref !== undefined);
  const labels = rows.flatMap((row) =>
    references
      .filter(({ name }) => row[name] !== null)
      .map(({ name }) => String((row[name.replace(/_id$/, '')] as { label?: unknown } | null)?.label)),
  );
  return { rows: rows.length, labels };
}

describe('starter addons', () => {
  it('are the folders of templates/, in the order of their cards, with all their files', () => {
    const folders = readdirSync('templates', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(TEMPLATE_CARDS.map(({ id }) => id).sort()).toEqual(folders.map(({ name }) => name).sort());
    expect(TEMPLATES.map(({ card }) => card)).toEqual(TEMPLATE_CARDS);
    expect(TEMPLATE_CARDS.map(({ order }) => order)).toEqual([...new Set(TEMPLATE_CARDS.map(({ order }) => order))].sort((a, b) => a - b));
    for (const { card, files } of TEMPLATES) {
      const found = readdirSync(`templates/${card.id}`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const paths = found.map((entry) => `${entry.parentPath}/${entry.name}`.slice(`templates/${card.id}/`.length));
      expect(paths.filter((path) => path !== '.card.json').sort()).toEqual(Object.keys(files).sort());
      for (const [path, text] of Object.entries(files)) expect(text).toBe(readFileSync(`templates/${card.id}/${path}`, 'utf8'));
    }
  });

  it('are loaded one by one, by their names and no others', async () => {
    for (const { card, files } of TEMPLATES) expect(await loadTemplate(card.id)).toEqual({ card, files });
    for (const id of ['', 'nothing', '__proto__', 'constructor', 'toString']) {
      expect(await loadTemplate(id)).toBeNull();
      expect(cardOf(id)).toBeUndefined();
    }
    expect(STARTER).toBe(TEMPLATE_CARDS[0]?.id);
  });

  it('cost the first screen a few kilobytes of cards', () => {
    expect(JSON.stringify(TEMPLATE_CARDS).length).toBeLessThan(MAX_CARDS_CHARS);
  });
});

describe.each(TEMPLATES.map((template) => [template.card.id, template] as const))('the starter %s', (id, template) => {
  const { card, files } = template;
  const manifest = manifestOf(template);
  const models = manifest.models ?? [];

  it('is accepted, and nothing is said of it but what only a host acts on, which its card tells as planned', async () => {
    const { accepted, diagnostics } = judgeProject(await whole(template));
    expect({ accepted, said: diagnostics.filter((one) => !isHostOnly(one)) }).toEqual({ accepted: true, said: [] });
    // What a kernel of Go does otherwise is no part that is still to come.
    const inert = check(files['manifest.json'] ?? '').diagnostics.filter(({ rule }) => rule === 'HOST-ONLY');
    expect([...new Set(inert.map(({ message }) => /^`([^`]+)`/.exec(message)?.[1]))].sort()).toEqual([...card.planned].sort());
  });

  it('has a card that says in both languages what it is for, and what it shows in three points at most', () => {
    expect(Object.keys(card).sort()).toEqual(['description', 'id', 'needs', 'order', 'planned', 'points', 'title']);
    const sentences = [card.description];
    for (const text of [card.title, ...sentences, ...card.points]) {
      expect(Object.keys(text)).toEqual(['en', 'es']);
      expect(text.en).not.toBe('');
      expect(text.es).not.toBe('');
      expect(Math.max(text.en.length, text.es.length)).toBeLessThanOrEqual(140);
    }
    for (const { en, es } of sentences)
      expect([en, es].every((text) => text.endsWith('.') && !text.slice(0, -1).includes('. '))).toBe(true);
    expect(card.points.length).toBeGreaterThan(0);
    expect(card.points.length).toBeLessThanOrEqual(3);
  });

  it('has a README that says what to change first, and is no larger than a template should be', () => {
    expect(files['README.md']).toMatch(/^# .+\n/);
    expect(files['README.md']).toMatch(/^## What to change first|^## Before you publish it/m);
    expect(manifest.metadata.readme).toBe('README.md');
    expect(Object.values(files).join('').length).toBeLessThan(MAX_TEMPLATE_CHARS);
  });

  it('has every text in both languages, and no text that nobody shows', () => {
    const { name, description, i18n } = manifest.metadata;
    expect([name, description, i18n?.es?.name, i18n?.es?.description].every((text) => text !== undefined && text !== '')).toBe(true);
    const shown = [...new Set(shownTexts(manifest))].sort();
    // A label that is a text of its own is its own translation in the language it is written in.
    const keys = shown.filter((text) => text.startsWith(`${manifest.metadata.key}.`));
    for (const locale of ['en', 'es']) {
      const texts = textsOf(template, locale);
      expect([...texts.keys()].sort()).toEqual(locale === 'en' ? keys : shown);
      expect([...texts.values()].filter((text) => text.trim() === '')).toEqual([]);
    }
  });

  it('has an icon, an entry in the menu for every model that has screens of its own, and an icon for every entry', () => {
    expect(manifest.metadata.icon?.slug).toMatch(/^[A-Z]/);
    const groups = manifest.contributions?.navigation ?? [];
    const items = groups.flatMap((group) => navItems(group.items));
    const inMenu = new Set(items.map(({ model }) => model));
    expect(
      models.filter((model) => model.extends === undefined && !inMenu.has(model.key) && !isPart(model, models)).map(({ key }) => key),
    ).toEqual([]);
    expect([...groups, ...items].filter(({ icon }) => icon === undefined)).toEqual([]);
  });

  it('needs the addons that it names, and they are starters', () => {
    const required = manifest.compatibility.requires.map(({ key }) => key).filter((key) => key !== 'kernel');
    const members = (manifest.preset?.addons ?? []).map(({ key }) => key);
    expect(card.needs.map((need) => manifestOf(named(need)).metadata.key)).toEqual([...required, ...members]);
  });

  it('has no action that answers “done” without a trace', () => {
    const actions = manifest.contributions?.actions ?? [];
    expect(actions.filter(({ handler }) => handler.type === 'webhook' && !handler.url).map(({ key }) => key)).toEqual([]);
  });

  it.runIf(manifest.kind === 'Addon').each(['en', 'es'] as const)(
    'installs, takes its sample rows as a person’s in %s, and lists every one with labels',
    async (language) => {
      const t = await installed(id);
      try {
        const users = USERS.filter(({ organization }) => organization === 0).map((user) => user.id);
        const writes = sampleWrites(files, { language, now: Date.now(), newId: () => crypto.randomUUID(), users });
        for (const { method, path, json } of writes) {
          const { status, body } = await t.call(method, path, json);
          expect({ path, json, body: status < 300 ? null : body }).toEqual({ path, json, body: null });
        }
        for (const model of models.filter((one) => one.extends === undefined)) {
          const { rows, labels } = await labelsOf(t, model);
          expect({ table: model.table, rows: rows > 0 }).toEqual({ table: model.table, rows: true });
          expect(labels.filter((label) => label === 'undefined' || UUID.test(label))).toEqual([]);
        }
        const tables = new Set(Object.keys(files).filter(isSamplePath));
        expect(tables.size).toBeGreaterThan(0);
      } finally {
        await t.database.close();
      }
    },
  );
});

/** Whether the rows of a model are shown with another's, as the lines of a document are. */
function isPart(model: Model, models: readonly Model[]): boolean {
  return models.some(({ relations = [] }) => relations.some(({ through, embed }) => embed === true && through === model.key));
}
