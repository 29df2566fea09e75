/**
 * Turns the schema files into what the project uses at run time: one bundled schema for the editor, validators as plain
 * modules (Ajv standalone: no `new Function` under the page's CSP), and TypeScript types.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { filesUnder } from './steps.mjs';

type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [key: string]: Json;
}

const OUT = 'generated/schemas';

/** Faults that a validator collects before it only counts; far beyond what anybody reads. */
const MAX_SCHEMA_ERRORS = 2000;

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Applies `change` to every object, innermost first. */
function mapObjects(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (!isObject(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapObjects(item, change)])));
}

/** Joins a folder of schema files into one document: references between files become references into its `$defs`. */
function bundle(folder: string): JsonObject {
  const defs: JsonObject = {};
  let root: JsonObject | undefined;
  for (const file of filesUnder(folder).filter((name) => name.endsWith('.json'))) {
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
    const local = mapObjects(parsed, (object) =>
      typeof object.$ref === 'string' ? { ...object, $ref: object.$ref.replace(/^[a-z-]+\.json#/, '#') } : object,
    ) as JsonObject;
    const { $defs, ...rest } = local;
    for (const [name, definition] of Object.entries(isObject($defs) ? $defs : {})) {
      if (name in defs) throw new Error(`${file}: the definition ${name} exists twice`);
      defs[name] = definition;
    }
    if ('properties' in rest) root = rest;
  }
  if (root === undefined) throw new Error(`${folder}: no file describes the document itself`);
  return { ...root, $defs: defs };
}

/** Replaces a piece of generated code and fails when it is not there: a new Ajv must not change what is generated unseen. */
function replaceAll(code: string, pattern: RegExp, replacement: string): string {
  if (!pattern.test(code)) throw new Error(`Ajv's output no longer holds ${String(pattern)}`);
  return code.replaceAll(pattern, replacement);
}

/** Helpers of every generated validator. Errors are capped: `concat` over a million faults would take hours. */
const PRELUDE = `
export const MAX_SCHEMA_ERRORS = ${MAX_SCHEMA_ERRORS};
function addError(errors, error) {
  if (errors === null) return [error];
  if (errors.length < MAX_SCHEMA_ERRORS) errors.push(error);
  return errors;
}
function mergeErrors(errors, more) {
  if (errors === null) return more;
  for (let index = 0; index < more.length && errors.length < MAX_SCHEMA_ERRORS; index += 1) errors.push(more[index]);
  return errors;
}
function codePoints(text) {
  let count = 0;
  for (let index = 0; index < text.length; index += 1, count += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0xd800 && unit <= 0xdbff && index + 1 < text.length && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index += 1;
  }
  return count;
}
`;

/** A schema without descriptions and examples. A property may be called like one of them: then its value is a schema. */
function withoutProse(schema: JsonObject): JsonObject {
  return mapObjects(schema, ({ description, examples, ...rest }) => ({
    ...rest,
    ...(isObject(description) ? { description } : {}),
    ...(isObject(examples) ? { examples } : {}),
  })) as JsonObject;
}

/** A module with one validator, free of imports. */
function validatorModule(schema: JsonObject, name: string): string {
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    validateFormats: false,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  // Ajv copies the schema into its output: leave out the prose. A property may be called `description`, hence the check.
  const bare = withoutProse(schema);
  ajv.addSchema(bare);
  let code = standaloneCode(ajv, { [name]: schema.$id as string });
  code = replaceAll(code, /const (\w+) = require\("ajv\/dist\/runtime\/ucs2length"\)\.default;/g, 'const $1 = codePoints;');
  code = replaceAll(
    code,
    /if\(vErrors === null\)\{\s*vErrors = \[(err\d+)\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}/g,
    'vErrors = addError(vErrors, $1);',
  );
  code = replaceAll(code, /vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\)/g, 'mergeErrors(vErrors, $1.errors)');
  const leftover = /require\(|new Function|vErrors\.(push|concat)/.exec(code);
  if (leftover !== null) throw new Error(`the validator ${name} still holds ${leftover[0]}`);
  return `// Generated by scripts/generate/schemas.ts. Do not edit.\n${code.replace('"use strict";', `"use strict";\n${PRELUDE}`)}\n`;
}

const without = (object: JsonObject, ...names: string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** One side of a shape that depends on its type. */
function side(type: Json, shape: Json | undefined, properties: Json | undefined): JsonObject {
  const own = isObject(shape) ? shape : {};
  if (typeof own.$ref === 'string') return { $ref: own.$ref };
  const merged = { ...(isObject(properties) ? properties : {}), ...(isObject(own.properties) ? own.properties : {}) };
  return { type, ...own, ...(Object.keys(merged).length === 0 ? {} : { properties: merged }) };
}

/** Shapes that the type generator cannot read: `if` on a type becomes a union, everything else about `if` is left out. */
function forTypes(schema: JsonObject): JsonObject {
  return mapObjects(schema, (object) => {
    if (typeof object.$ref === 'string') return { $ref: object.$ref };
    // Nothing but prose: any value. Left alone it would become an object of unknown members.
    if (typeof object.description === 'string' && Object.keys(object).length === 1) return { ...object, tsType: 'unknown' };
    const condition = object.if;
    // Only beside `if`: a field may be called `then`.
    const conditional = condition === undefined ? [] : ['if', 'then', 'else'];
    const rest = without(
      object,
      ...conditional,
      'allOf',
      ...('properties' in object ? ['anyOf'] : []),
      ...('enum' in object ? ['type'] : []),
    );
    if (!isObject(condition) || typeof condition.type !== 'string' || !Array.isArray(rest.type)) return rest;
    const others = rest.type.filter((type) => type !== condition.type);
    const prose: JsonObject = typeof rest.description === 'string' ? { description: rest.description } : {};
    return { ...prose, anyOf: [side(condition.type, object.then, rest.properties), side(others, object.else, rest.properties)] };
  }) as JsonObject;
}

async function typesModule(schema: JsonObject, name: string): Promise<string> {
  const code = await compile({ ...without(forTypes(schema), '$id', 'title'), title: name }, name, {
    additionalProperties: true,
    bannerComment: '// Generated by scripts/generate/schemas.ts. Do not edit.',
    declareExternallyReferenced: true,
    format: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
  });
  // The generator tells of every type where it came from; that is noise in an editor's hover.
  return code.replaceAll(/ \* *\n \* This interface was referenced by `\w+`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/g, '');
}

/** What a field holds, in the notation of schemas/schema-shape.ts. */
function edge(schema: Json | undefined, defs: JsonObject): string {
  if (!isObject(schema)) return '';
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.replace('#/$defs/', '');
    const target = defs[name];
    return isObject(target) && isObject(target.properties) ? name : edge(target, defs);
  }
  if ('items' in schema) {
    const isOfTexts = isObject(schema.items) && [schema.items.type].flat().includes('string');
    return isOfTexts ? '[]' : edge(schema.items, defs).replace(/^(\w+)$/, '$1[]');
  }
  if (isObject(schema.additionalProperties)) return edge(schema.additionalProperties, defs).replace(/^(\w+)$/, '$1{}');
  if ('if' in schema) return [...new Set([edge(schema.then, defs), edge(schema.else, defs)])].filter((side) => side !== '').join('|');
  return [schema.type].flat().includes('integer') ? 'integer' : '';
}

function shapeModule(schema: JsonObject, root: string): string {
  const defs = isObject(schema.$defs) ? schema.$defs : {};
  const shape: Record<string, Record<string, string>> = {};
  for (const [name, definition] of Object.entries({ [root]: schema, ...defs })) {
    if (!isObject(definition) || !isObject(definition.properties)) continue;
    shape[name] = Object.fromEntries(Object.entries(definition.properties).map(([field, value]) => [field, edge(value, defs)]));
  }
  return (
    `// Generated by scripts/generate/schemas.ts. Do not edit.\nimport type { SchemaShape } from '../../schemas/schema-shape';\n\n` +
    `export const SHAPE_${root.slice(-2)}: SchemaShape = ${JSON.stringify({ root, definitions: shape }, null, 1)};\n`
  );
}

/** Keywords that say what kind of value stands where, and none that says which. */
const OF_SKELETON: ReadonlySet<string> = new Set([
  'type',
  'properties',
  'required',
  'items',
  'additionalProperties',
  'if',
  'then',
  'else',
  '$ref',
]);

/** A schema with the kinds of values alone: what its readers trust in, whatever the rules of the day are. */
function skeletonOf(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).flatMap(([keyword, value]): [string, Json][] => {
    if (!OF_SKELETON.has(keyword) || value === false) return [];
    // A condition on anything but the kind of value picks between words, not between kinds.
    if (['if', 'then', 'else'].includes(keyword) && !(isObject(schema.if) && 'type' in schema.if)) return [];
    if (keyword === 'properties' && isObject(value))
      return [[keyword, Object.fromEntries(Object.entries(value).map(([name, member]) => [name, skeletonOf(member)]))]];
    return [[keyword, isObject(value) ? skeletonOf(value) : value]];
  });
  const skeleton = Object.fromEntries(kept);
  return typeof skeleton.$ref === 'string' ? { $ref: skeleton.$ref.replace('#/$defs/', '') } : skeleton;
}

function skeletonModule(schema: JsonObject, root: string): string {
  const defs = isObject(schema.$defs) ? schema.$defs : {};
  const definitions = Object.fromEntries(Object.entries({ ...defs, [root]: schema }).map(([name, each]) => [name, skeletonOf(each)]));
  return (
    `// Generated by scripts/generate/schemas.ts. Do not edit.\nimport type { SchemaSkeleton } from '../../schemas/schema-skeleton';\n\n` +
    `export const SKELETON_${root.slice(-2)}: SchemaSkeleton = ${JSON.stringify({ root, definitions }, null, 1)};\n`
  );
}

type Language = 'en' | 'es';
interface Lesson {
  en: { install: string; run: string };
  es: { install: string; run: string };
  example?: Json;
}

const HEADINGS: Readonly<Record<Language, { install: string; run: string; example: string }>> = {
  en: { install: 'At install', run: 'At run time', example: 'Example' },
  es: { install: 'Al instalar', run: 'Al ejecutar', example: 'Ejemplo' },
};

/** What hover shows: what it is, what it does at install and at run time, an example. */
function markdown(description: string, lesson: Lesson | undefined, language: Language): string {
  if (lesson === undefined) return description;
  const { install, run, example } = HEADINGS[language];
  const parts = [description, `**${install}:** ${lesson[language].install}`, `**${run}:** ${lesson[language].run}`];
  if (lesson.example !== undefined) parts.push(`**${example}:**\n\n\`\`\`json\n${JSON.stringify(lesson.example, null, 2)}\n\`\`\``);
  return parts.join('\n\n');
}

/** The definition that a field holds, itself or as its items. */
function definitionNamed(schema: JsonObject): string | undefined {
  const target = isObject(schema.items) ? schema.items.$ref : schema.$ref;
  return typeof target === 'string' ? target.replace('#/$defs/', '') : undefined;
}

/** The schema with its prose in one language, and what editors show on hover. */
function inLanguage(
  schema: JsonObject,
  language: Language,
  lessons: Readonly<Record<string, Lesson | undefined>>,
  spanish: Readonly<Record<string, string | undefined>>,
): JsonObject {
  const described = (node: JsonObject, lesson: Lesson | undefined): JsonObject => {
    if (typeof node.description !== 'string') return node;
    const description = language === 'en' ? node.description : spanish[node.description];
    if (description === undefined) throw new Error(`schemas/translations/${language}.json lacks: ${node.description}`);
    return { ...node, description, markdownDescription: markdown(description, lesson, language) };
  };
  const translated = mapObjects(schema, (node) => {
    const name = definitionNamed(node);
    return described(node, name === undefined ? undefined : lessons[name]);
  }) as JsonObject;
  const defs = isObject(schema.$defs) ? schema.$defs : {};
  const taught = isObject(translated.$defs) ? translated.$defs : {};
  const $defs = Object.fromEntries(
    Object.entries(taught).map(([name, definition]) => {
      const original = defs[name];
      if (!isObject(definition) || !isObject(original)) return [name, definition];
      const { description, markdownDescription } = described(original, lessons[name]);
      return [
        name,
        { ...definition, ...(description === undefined ? {} : { description, markdownDescription: markdownDescription ?? description }) },
      ];
    }),
  );
  return { ...translated, $defs };
}

/** The schema with an example on every definition that has a lesson. */
function withExamples(schema: JsonObject, lessons: Readonly<Record<string, Lesson | undefined>>): JsonObject {
  const $defs = Object.entries(isObject(schema.$defs) ? schema.$defs : {}).map(([name, definition]): [string, Json] => {
    const example = lessons[name]?.example;
    return [name, isObject(definition) && example !== undefined ? { ...definition, examples: [example] } : definition];
  });
  return { ...schema, $defs: Object.fromEntries($defs) };
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const declaration = (name: string): string =>
  `// Generated by scripts/generate/schemas.ts. Do not edit.\n` +
  `import type { SchemaValidator } from '../../schemas/schema-error';\n\n` +
  `export declare const MAX_SCHEMA_ERRORS: number;\nexport declare const ${name}: SchemaValidator;\n`;

/** The schema of playground.json: for the editor in each language, and as a module with its type for the reader. */
async function generatePlaygroundFile(spanish: Readonly<Record<string, string | undefined>>): Promise<void> {
  const schema = readJson('schemas/playground.json') as JsonObject;
  for (const language of ['en', 'es'] as const)
    writeFileSync(`${OUT}/playground.${language}.json`, `${JSON.stringify(inLanguage(schema, language, {}, spanish), null, 1)}\n`);
  const bare = `export const PLAYGROUND_SCHEMA = ${JSON.stringify(withoutProse(schema), null, 1)} as const;\n`;
  writeFileSync(`${OUT}/playground.ts`, `${await typesModule(schema, 'PlaygroundFile')}\n${bare}`);
}

/**
 * Writes `generated/schemas/`: for v2 and v3 the bundled schema, the same with prose for hover in each language, the
 * validator with its declaration, and the types; the same of playground.json but the validator.
 */
export async function generateSchemas(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const lessons = readJson('schemas/lessons.json') as Record<string, Lesson | undefined>;
  const spanish = readJson('schemas/translations/es.json') as Record<string, string | undefined>;
  for (const version of ['v2', 'v3'] as const) {
    const id = `manifest-${version}.json`;
    const plain: JsonObject = { $id: id, ...bundle(`schemas/${version}`) };
    // Lessons are about v3; a definition of v2 may have the same name.
    const taught = version === 'v3' ? lessons : {};
    const schema = withExamples(plain, taught);
    const validator = `validateManifest${version.toUpperCase()}`;
    writeFileSync(`${OUT}/${id}`, `${JSON.stringify(schema, null, 1)}\n`);
    for (const language of ['en', 'es'] as const)
      writeFileSync(
        `${OUT}/manifest-${version}.${language}.json`,
        `${JSON.stringify(withExamples(inLanguage(plain, language, taught, spanish), taught), null, 1)}\n`,
      );
    writeFileSync(`${OUT}/validate-${version}.js`, validatorModule(schema, validator));
    writeFileSync(`${OUT}/shape-${version}.ts`, shapeModule(schema, `Manifest${version.toUpperCase()}`));
    if (version === 'v3') writeFileSync(`${OUT}/skeleton-v3.ts`, skeletonModule(schema, 'ManifestV3'));
    writeFileSync(`${OUT}/validate-${version}.d.ts`, declaration(validator));
    writeFileSync(`${OUT}/manifest-${version}.ts`, await typesModule(plain, `Manifest${version.toUpperCase()}`));
  }
  await generatePlaygroundFile(spanish);
}
