import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../kernel/contract/check';
import { isHostOnly } from '../kernel/contract/host-only';
import { TEMPLATE_CATALOG } from './catalog';
import { TEMPLATES } from './index';

describe('starter addons', () => {
  it('are the folders of templates/, with all their files', () => {
    const folders = readdirSync('templates', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(TEMPLATE_CATALOG.map(({ id }) => id).sort()).toEqual(folders.map(({ name }) => name).sort());
    for (const { id, paths } of TEMPLATE_CATALOG) {
      const found = readdirSync(`templates/${id}`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(found.map((entry) => `${entry.parentPath}/${entry.name}`.slice(`templates/${id}/`.length)).sort()).toEqual([...paths].sort());
    }
  });

  it('are generated from those files', () => {
    for (const { id, files } of TEMPLATES) {
      for (const [path, text] of Object.entries(files)) expect(text).toBe(readFileSync(`templates/${id}/${path}`, 'utf8'));
    }
  });

  it.each(TEMPLATES.map(({ id, files }) => [id, files['manifest.json'] ?? ''] as const))(
    '%s is accepted, and nothing is said of it but what only a host acts on',
    (id, text) => {
      const { accepted, diagnostics, manifest } = check(text);
      expect({ accepted, key: manifest?.metadata.key }).toEqual({ accepted: true, key: id });
      expect(diagnostics.filter((one) => !isHostOnly(one))).toEqual([]);
    },
  );

  it.each(TEMPLATES.map(({ id, files }) => [id, files['manifest.json'] ?? ''] as const))(
    '%s has no action that answers “done” without a trace',
    (_id, text) => {
      const actions = check(text).manifest?.contributions?.actions ?? [];
      expect(actions.filter(({ handler }) => handler.type === 'webhook' && !handler.url).map(({ key }) => key)).toEqual([]);
    },
  );
});
