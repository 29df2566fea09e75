import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { SHAPE_V3, validateManifestV3 } from './index';

interface Schema {
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  $defs?: Record<string, Schema>;
}

const read = (path: string): Schema => JSON.parse(readFileSync(path, 'utf8')) as Schema;
const files = [
  ...['v2', 'v3'].flatMap((version) => readdirSync(`schemas/${version}`).map((name) => `schemas/${version}/${name}`)),
  'schemas/playground.json',
];

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

describe('what editors show on hover', () => {
  const lessons = JSON.parse(readFileSync('schemas/lessons.json', 'utf8')) as Record<string, { example?: unknown }>;
  const generated = (name: string): Schema => read(`generated/schemas/manifest-${name}.json`);

  it('is written in both languages, and nothing is translated that is no longer there', () => {
    const spanish = JSON.parse(readFileSync('schemas/translations/es.json', 'utf8')) as Record<string, string>;
    const english = new Set<string>();
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('description' in node && typeof node.description === 'string') english.add(node.description);
      Object.values(node).forEach(visit);
    };
    files.forEach((file) => visit(read(file)));
    expect(Object.keys(spanish).sort()).toEqual([...english].sort());
    expect(Object.entries(spanish).filter(([from, to]) => from === to || !to.endsWith('.'))).toEqual([]);
    expect(generated('v3.es').$defs?.Index?.description).toBe('Un índice de la tabla.');
  });

  it('says what a definition is, what it does, and gives an example', () => {
    const taught = (name: string): string | undefined =>
      (generated(name).$defs?.Transition as { markdownDescription?: string }).markdownDescription;
    const example = '```json\n{\n  "from": "open",\n  "to": "closed"\n}\n```';
    expect(taught('v3.en')).toBe(
      `A move between two stages that is allowed.\n\n**At install:** Nothing.\n\n**At run time:** A move that is not listed is refused.\n\n**Example:**\n\n${example}`,
    );
    expect(taught('v3.es')).toBe(
      `Un movimiento entre dos etapas que se permite.\n\n**Al instalar:** Nada.\n\n**Al ejecutar:** Un movimiento que no está en la lista se rechaza.\n\n**Ejemplo:**\n\n${example}`,
    );
  });

  it('covers every block of the document', () => {
    const { properties = {}, $defs = {} } = generated('v3');
    const blocks = Object.values(properties).flatMap((property) => {
      const target = (property.$ref ?? (property as { items?: Schema }).items?.$ref)?.replace('#/$defs/', '');
      return target === undefined ? [] : [target];
    });
    expect(blocks.filter((name) => lessons[name] === undefined)).toEqual([]);
    expect(Object.keys(lessons).filter((name) => $defs[name] === undefined)).toEqual([]);
  });

  // One for all of them: each would compile the whole schema anew.
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(generated('v3'));

  it.each(Object.entries(lessons).filter(([, { example }]) => example !== undefined))('shows a valid %s', (name, { example }) => {
    const validate = ajv.getSchema(`manifest-v3.json#/$defs/${name}`);
    expect({ valid: validate?.(example), errors: validate?.errors ?? null }).toEqual({ valid: true, errors: null });
  });
});
