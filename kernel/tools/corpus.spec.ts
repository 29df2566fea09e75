/**
 * Every tool of every published bundle, configured as its author meant it and called in both profiles against a mock that keeps what it was
 * sent. docs/contract/tools.md is made of what this finds (`PLAYGROUND_WRITE_DOCS=1` writes it), a line a tool.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3, PlaygroundFile, Setting } from '../../schemas';
import { readBundle } from '../bundle/read';
import { convert } from '../authoring/convert/convert';
import { check } from '../contract/check';
import { fetchGrants } from '../contract/capability-target';
import { placesIn } from '../expressions/url-template';
import { besideManifest } from '../host/beside';
import type { OutboundRequest } from '../outbound/message';
import { readPlayground } from '../project/playground-file';
import { openTestKernel, type TestKernel } from '../testing/kernel';
import type { Profile } from './profile';
import type { ToolRun } from './run';
import { inputsOf, type ToolExtras, type ToolInput } from './tool';

const corpus = process.env.PLAYGROUND_CORPUS;
if (corpus === undefined) process.stderr.write('tools/corpus.spec.ts: skipped, PLAYGROUND_CORPUS is not set\n');
const PAGE = fileURLToPath(new URL('../../docs/contract/tools.md', import.meta.url));

interface Addon {
  file: string;
  manifest: ManifestV3;
  beside: PlaygroundFile;
}

const asV3 = (file: string, text: string): Addon => {
  if (check(text, { strict: false }).version === 'v3') return { file, manifest: JSON.parse(text) as ManifestV3, beside: {} };
  const { manifest, files } = convert(text);
  if (!manifest) throw new Error(`${file} was not converted`);
  return { file, manifest, beside: readPlayground(files.get('playground.json') ?? '{}').members };
};

async function addons(): Promise<Addon[]> {
  const bundles = readdirSync(`${corpus}/bundles`).filter((name) => name.endsWith('.tar.gz'));
  const packed = await Promise.all(
    bundles.map(async (name) => asV3(name, (await readBundle(new Uint8Array(readFileSync(`${corpus}/bundles/${name}`)))).manifestText)),
  );
  const folder = `${corpus}/manifests/valid`;
  const plain = !existsSync(folder)
    ? []
    : readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => {
          const text = readFileSync(`${folder}/${name}`, 'utf8');
          const { manifest, version } = check(text, { strict: false });
          return version === 'v3' && manifest && (manifest.contributions?.tools ?? []).length > 0
            ? [{ file: name, manifest, beside: {} }]
            : [];
        });
  return [...packed, ...plain].sort((a, b) => (a.file < b.file ? -1 : 1));
}

const SECRET = 'PLANTED-secret_1';

/** A value for a setting, as whoever sets the addon up would type it. */
function settingValue({ manifest }: Addon, setting: Setting): unknown {
  const { key, type, options = [] } = setting;
  const urls = (manifest.contributions?.tools ?? []).map(({ handler }) => handler?.url ?? '');
  const place = urls.flatMap(placesIn).find(({ name }) => name === key)?.place;
  const target = (manifest.capabilities ?? []).find(({ kind }) => kind === 'http:fetch')?.target ?? 'hooks.example.com';
  const host = target.replace(/^\*\./, 'own.');
  if (place === 'base') return `https://${host}/in/${type === 'secret' ? SECRET : 'x'}`;
  if (place === 'host') return 'acme';
  if (key === 'github_repo') return 'acme/site map';
  if (type === 'select') return options[0]?.value;
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  return type === 'json' ? {} : type === 'secret' ? SECRET : `${key} & co`;
}

/** A value for a parameter, as a model would find it in a sentence. */
function inputValue({ name, type, example }: ToolInput): unknown {
  if (type === 'number') return 42;
  if (type === 'boolean') return true;
  if (type === 'date') return '2026-03-01';
  if (type === 'email') return 'ana@example.com';
  if (type === 'phone') return '+525512345678';
  if (type === 'array') return [];
  if (type === 'object') return {};
  return example ?? (name === 'url' ? 'https://example.com/a?b=c' : `${name} & ñ/1`);
}

let t: TestKernel;
const sent: OutboundRequest[] = [];
beforeAll(async () => {
  t = await openTestKernel();
  const desk = t.kernel.webhooks;
  const of = desk.of.bind(desk);
  // The mock answers as usual and keeps what it was asked: method, address, headers, body as they would leave.
  Object.assign(t.kernel.webhooks, {
    of: (organizationId: string) => {
      const answers = of(organizationId);
      return {
        ...answers,
        isSet: () => true,
        answer: (request: OutboundRequest) => {
          sent.push(request);
          return { status: 200, body: '{"success":true,"data":{"ok":true}}' };
        },
      };
    },
  });
});
afterAll(() => t.database.close());

interface Called {
  file: string;
  tool: string;
  lines: Record<Profile, string>;
}
const called: Called[] = [];

const hostIn = (url: string): string => (/^https?:\/\//i.test(url) ? new URL(url).host : '');
/** The address without what is in it of an organization. */
const shown = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** What is expected of the address in the profile that fills it in: every place with its value, encoded, where it stands. */
function expectedUrl(template: string, settings: Record<string, unknown>, parameters: Record<string, unknown>): string {
  return template.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (_, name: string) => {
    const place = placesIn(template).find((one) => one.name === name)?.place;
    const isSetting = settings[name] !== undefined;
    const value = settings[name] ?? parameters[name] ?? '';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (isSetting && (place === 'base' || place === 'host')) return text;
    return isSetting && place === 'path' ? text.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(text);
  });
}

const found = corpus === undefined ? [] : await addons();

describe.skipIf(corpus === undefined)('tools of published addons', () => {
  it('are there, and none is left out', () => {
    expect(found.filter(({ file }) => file.endsWith('.tar.gz')).length).toBeGreaterThanOrEqual(33);
  });

  it.each(found.map((addon) => [addon.file, addon] as const))('%s', async (_, addon) => {
    const { manifest, beside } = addon;
    const { key } = manifest.metadata;
    const own = { ...manifest, compatibility: { ...manifest.compatibility, requires: [] }, models: [] } as ManifestV3;
    const contributions = { tools: manifest.contributions?.tools ?? [] };
    await t.kernel.reset(key).catch(() => undefined);
    await t.install({ ...own, contributions }, besideManifest(manifest, beside));
    const declared = manifest.settings ?? [];
    const settings = Object.fromEntries(declared.map((setting) => [setting.key, settingValue(addon, setting)]));
    const configured = await t.call('PUT', `/api/addons/${key}/settings`, settings);
    expect(configured).toMatchObject({ status: 200 });
    expect(JSON.stringify(configured)).not.toContain('PLANTED');
    const [row] = await t.query('select id, organization_id as org from public.metacore_installations where addon_key = $1', [key]);
    for (const tool of contributions.tools) {
      const extras: ToolExtras | null = beside.tools?.[tool.key] ?? null;
      const inputs = inputsOf({ declared: tool, extras });
      const parameters = Object.fromEntries(
        inputs.filter(({ name }) => settings[name] === undefined).map((input) => [input.name, inputValue(input)]),
      );
      const lines = {} as Record<Profile, string>;
      for (const profile of ['kernel', 'templating'] as const) {
        // The kernel takes nothing from settings: whoever calls has to say it.
        const all =
          profile === 'kernel'
            ? { ...Object.fromEntries(inputs.map((input) => [input.name, inputValue(input)])), ...parameters }
            : parameters;
        t.kernel.enforce('shadow');
        sent.length = 0;
        const { status, body } = await t.call('POST', `/playground/tools/${key}/${tool.key}/run`, { parameters: all, profile });
        t.kernel.enforce('enforce');
        const run = (body as { data?: ToolRun }).data;
        if (status === 501) {
          lines[profile] = 'needs its module';
          continue;
        }
        expect([tool.key, profile, status]).toEqual([tool.key, profile, 200]);
        const side = run?.sides[profile];
        const url = tool.handler?.url ?? '';
        if (run?.status === 502) {
          // Nothing can be sent: the words are the hosts' own, and nothing was.
          expect(sent).toEqual([]);
          expect(side?.refusal).toMatch(
            /^tool\.HTTPDispatcher: (?:endpoint is empty|endpoint ".*" is relative but Installation\.BaseURL is empty|request: parse )/,
          );
          lines[profile] = `not sent: ${String(side?.refusal).replace(/^tool\.HTTPDispatcher: (?:request: )?/, '')}`;
          continue;
        }
        expect(run?.result).toEqual({ success: true, data: { ok: true } });
        const [request] = sent;
        const isFlat = extras !== null;
        expect(request?.method).toBe(extras?.method ?? 'POST');
        expect(request?.url).toBe(profile === 'kernel' ? url : expectedUrl(url, settings, parameters));
        expect(request?.headers).toMatchObject({
          'Content-Type': 'application/json',
          'X-Metacore-Event': `tool:${tool.key}`,
          'X-Metacore-Installation-ID': row?.id,
        });
        expect(request?.headers['X-Metacore-Signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
        const { parameters: told, ...rest } = JSON.parse(request?.body ?? '{}') as { parameters: Record<string, unknown> };
        expect(rest).toEqual({ addon_key: key, tool_id: tool.key, installation_id: row?.id, org_id: row?.org });
        if (!isFlat && profile === 'kernel') expect(told).toEqual({});
        else expect(Object.keys(told).sort()).toEqual(Object.keys(profile === 'kernel' ? all : parameters).sort());
        expect(JSON.stringify(run)).not.toContain('PLANTED');
        const host = hostIn(request?.url ?? '');
        const isCovered = fetchGrants(manifest.capabilities)(host) >= 0;
        lines[profile] = `${request?.method ?? ''} ${side?.request?.url ?? ''}${isCovered ? '' : ' — no capability'}`;
      }
      called.push({ file: addon.file, tool: tool.key, lines });
    }
    await t.kernel.reset(key);
  });

  it('stand on their page, a line each', () => {
    const total = found.reduce((sum, { manifest }) => sum + (manifest.contributions?.tools ?? []).length, 0);
    expect(called.length).toBe(total);
    const rows = called.map(
      ({ file, tool, lines }) =>
        `| ${file.replace(/\.tar\.gz$/, '')} | \`${tool}\` | ${shown(lines.kernel)} | ${shown(lines.templating)} |`,
    );
    const page = `# Tools of published addons

Made by \`kernel/tools/corpus.spec.ts\` of the bundles and v3 manifests it is given: each addon was configured, and every one of its tools called in
both [host profiles](../architecture/11-settings-and-tools.md#tools) against a mock that checks method, address, headers and body. _No capability_
says that no \`http:fetch\` of the addon covers the host, so that the playground refuses the call unless in shadow.

| addon | tool | kernel | templating host |
| ----- | ---- | ------ | --------------- |
${rows.join('\n')}
`;
    if (process.env.PLAYGROUND_WRITE_DOCS === '1') writeFileSync(PAGE, page);
    const cells = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .map((line) => line.replace(/ +/g, ' '));
    expect(cells(readFileSync(PAGE, 'utf8')).slice(2)).toEqual(cells(page).slice(2));
  });
});
