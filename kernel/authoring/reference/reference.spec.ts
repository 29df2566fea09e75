import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../../contract/check';
import { canBeTried, exampleProject } from './example';
import { referencePages } from './pages';
import { type ContractSchema, definitionAt } from './schema';

const schemaIn = (locale: 'en' | 'es'): ContractSchema =>
  JSON.parse(readFileSync(`generated/schemas/manifest-v3.${locale}.json`, 'utf8')) as ContractSchema;

const schema = schemaIn('en');
const pages = referencePages(schema, 'en');
const pageOf = (name: string): string => pages.find((page) => page.name === name)?.text ?? '';

const starter = Object.fromEntries(
  readdirSync('templates/tickets', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .map((path) => [path.slice('templates/tickets/'.length), readFileSync(path, 'utf8')]),
) as Record<string, string> & { 'manifest.json': string };

describe('the reference', () => {
  it('has a page for the manifest and for every definition of the contract', () => {
    expect(pages.map(({ name }) => name).toSorted()).toEqual(['Manifest', ...Object.keys(schema.$defs)].toSorted());
  });

  it('links to nothing but its own pages', () => {
    const linked = new Set(pages.flatMap(({ text }) => [...text.matchAll(/\]\((\w+)\.md\)/g)].map(([, name]) => name)));
    expect([...linked].filter((name) => !pages.some((page) => page.name === name))).toEqual([]);
  });

  it('says where a part stands, what it holds, what must be written, and what happens with it', () => {
    expect(pageOf('Schedule')).toBe(`# Schedule

\`schedules[]\`

A job that runs at a fixed interval.

**At install:** Registered with the host's clock.

**At run time:** Runs at its interval, one run at a time.

## Members

| member | holds | meaning |
| --- | --- | --- |
| \`key\` **required** | [Identifier](Identifier.md) | Identifies the job within the addon. |
| \`every\` **required** | text | Time between two runs as a Go duration, for example \`15m\`. |
| \`do\` **required** | [Do](Do.md) | What runs, as \`wasm:\`, \`webhook:\` or \`compiled:\` and a name. |

## Example

\`\`\`json example=Schedule
{
  "key": "remind",
  "every": "1h",
  "do": "wasm:Remind"
}
\`\`\`

Part of [Manifest](Manifest.md).
`);
  });

  it('speaks Spanish where it is asked to', () => {
    const spanish = referencePages(schemaIn('es'), 'es').find(({ name }) => name === 'Tenancy')?.text;
    expect(spanish).toContain('Cómo se mantienen separadas las filas de cada organización.');
    expect(spanish).toContain('| miembro | contiene | significado |');
    expect(spanish).toContain('Parte de [Manifest](Manifest.md).');
  });

  it('keeps a pipe in a value from ending its cell', () => {
    const text = referencePages({ properties: { sign: { const: 'a|b', description: 'Either|or.' } }, $defs: {} }, 'en')[0]?.text;
    expect(text).toContain(String.raw`| \`sign\` | \`a\|b\` | Either\|or. |`.replaceAll('\\`', '`'));
  });

  it.each(pages.filter(({ name }) => canBeTried(name)).map(({ name }) => name))('has an example of %s that is a whole addon', (name) => {
    const { files } = exampleProject(schema, name, starter);
    const { diagnostics } = check(files['manifest.json'] ?? '', { files: new Map(Object.entries(files)) });
    expect(
      diagnostics.filter(({ severity }) => severity !== 'info').map(({ rule, path, message }) => `${rule} ${path} ${message}`),
    ).toEqual([]);
  });

  it('leaves the rest of the starter as it is laid out, and says where the example stands', () => {
    const { files, offset } = exampleProject(schema, 'Sequence', starter);
    const text = files['manifest.json'] ?? '';
    expect(text).toContain(`{ "name": "title", "type": "varchar(200)", "not_null": true, "label": "Title", "searchable": true },`);
    expect(text.slice(offset, offset + 30)).toMatch(/^\{\s+"key": "folio"/);
  });

  it('shows an example for most of what stands in a manifest', () => {
    expect(pages.filter(({ name }) => canBeTried(name)).length).toBeGreaterThan(45);
  });

  it('refuses to open what cannot be tried alone', () => {
    expect(() => exampleProject(schema, 'Signature', starter)).toThrow('Signature has no example that can be tried alone');
  });
});

describe('the part of the contract around a place', () => {
  it.each([
    [[], undefined],
    [['models'], undefined],
    [['models', 0], 'Model'],
    [['models', 0, 'columns', 3, 'type'], 'ColumnType'],
    [['models', 0, 'columns', 3, 'widget'], 'Column'],
    [['models', 0, 'columns', 3, 'options', 1, 'label'], 'FieldOption'],
    [['contributions', 'actions', 0, 'handler', 'url'], 'Handler'],
    [['models', 0, 'nothing', 'of', 'this'], 'Model'],
    [['constructor', '__proto__'], undefined],
  ])('%j lies in %s', (path, expected) => {
    expect(definitionAt(schema, path)).toBe(expected);
  });
});
