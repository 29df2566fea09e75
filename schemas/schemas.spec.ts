import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SHAPE_V3, validateManifestV3 } from './index';

interface Schema {
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  $defs?: Record<string, Schema>;
}

const read = (path: string): Schema => JSON.parse(readFileSync(path, 'utf8')) as Schema;
const files = ['v2', 'v3'].flatMap((version) => readdirSync(`schemas/${version}`).map((name) => `schemas/${version}/${name}`));

describe('the schema files', () => {
  it.each(files)('%s describes every definition and every field', (file) => {
    const { $defs = {}, ...root } = read(file);
    const silent: string[] = [];
    for (const [name, definition] of Object.entries({ ...$defs, ...(root.properties === undefined ? {} : { document: root }) })) {
      if (!definition.description) silent.push(name);
      for (const [field, schema] of Object.entries(definition.properties ?? {}))
        if (!schema.description?.endsWith('.')) silent.push(`${name}.${field}`);
    }
    expect(silent).toEqual([]);
  });

  it('hold every definition once', () => {
    const names = files.filter((file) => file.includes('/v3/')).flatMap((file) => Object.keys(read(file).$defs ?? {}));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what is generated', () => {
  it('is a validator without imports and without code made at run time', () => {
    for (const version of ['v2', 'v3']) {
      const code = readFileSync(`generated/schemas/validate-${version}.js`, 'utf8');
      expect(code).not.toMatch(/^import |require\(|new Function|\beval\(/m);
    }
  });

  it('is one schema for the editor, with references inside itself only', () => {
    const bundle = readFileSync('generated/schemas/manifest-v3.json', 'utf8');
    const { $defs = {} } = JSON.parse(bundle) as Schema;
    const references = [...bundle.matchAll(/"\$ref": "([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.filter((reference) => !(reference.replace('#/$defs/', '') in $defs))).toEqual([]);
  });

  it('counts code points, as the contract does', () => {
    const manifest = {
      apiVersion: 'asteby.com/v3',
      kind: 'Addon',
      metadata: { key: 'aa', name: '😀', version: '1.0.0' },
      compatibility: { requires: [{ key: 'kernel', version: '*' }] },
    };
    expect(validateManifestV3(manifest)).toBe(true);
    expect(validateManifestV3({ ...manifest, metadata: { ...manifest.metadata, name: '' } })).toBe(false);
    expect(validateManifestV3.errors?.map((error) => `${error?.instancePath ?? ''} ${error?.keyword ?? ''}`)).toEqual([
      '/metadata/name minLength',
    ]);
  });

  it('knows the shape of fields', () => {
    expect(SHAPE_V3.definitions.Model?.columns).toBe('Column[]');
    expect(SHAPE_V3.definitions.Column?.options).toBe('FieldOption[]|DynamicOptions');
    expect(SHAPE_V3.definitions.Metadata?.i18n).toBe('MetadataLocale{}');
    expect(SHAPE_V3.definitions.Route?.priority).toBe('integer');
  });
});
