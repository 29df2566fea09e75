/** The reference of the contract: a page for the manifest and one for each of its parts, written from the schemas in one language. */
import lessons from '../../../schemas/lessons.json';
import type { Locale } from '../../locale';
import { choicesOf, definitionOf, placesOf, type ContractSchema, type SchemaNode } from './schema';

export interface ReferencePage {
  /** Name of the definition; `Manifest` for the manifest itself. */
  name: string;
  /** Where it stands, as people write it: `models[].columns[]`. Empty for the manifest. */
  place: string;
  /** The page as Markdown. Links to other pages are `Name.md`. */
  text: string;
}

interface Lesson {
  en: { install: string; run: string };
  es: { install: string; run: string };
  example?: unknown;
}

/** What happens with a part of the contract, and an example of it, by its name. */
export const LESSONS: Readonly<Record<string, Lesson | undefined>> = lessons;

export const ROOT_PAGE = 'Manifest';

const WORDS = {
  en: {
    members: 'Members',
    member: 'member',
    holds: 'holds',
    meaning: 'meaning',
    required: 'required',
    install: 'At install',
    run: 'At run time',
    example: 'Example',
    partOf: 'Part of',
    types: { string: 'text', integer: 'whole number', number: 'number', boolean: 'true or false', object: 'object', array: 'list' },
    any: 'any value',
    or: ' or ',
    map: (of: string) => `object of ${of}`,
    list: (of: string) => `list of ${of}`,
    values: 'One of',
    default: (value: string) => `Left out: ${value}.`,
    pattern: (value: string) => `Pattern: ${value}`,
  },
  es: {
    members: 'Miembros',
    member: 'miembro',
    holds: 'contiene',
    meaning: 'significado',
    required: 'obligatorio',
    install: 'Al instalar',
    run: 'En ejecución',
    example: 'Ejemplo',
    partOf: 'Parte de',
    types: {
      string: 'texto',
      integer: 'número entero',
      number: 'número',
      boolean: 'verdadero o falso',
      object: 'objeto',
      array: 'lista',
    },
    any: 'cualquier valor',
    or: ' o ',
    map: (of: string) => `objeto de ${of}`,
    list: (of: string) => `lista de ${of}`,
    values: 'Uno de',
    default: (value: string) => `Si se omite: ${value}.`,
    pattern: (value: string) => `Patrón: ${value}`,
  },
} as const satisfies Record<Locale, object>;

type Words = (typeof WORDS)[Locale];

/** A value as code in a cell of a table: pipes end a cell, so they are escaped. */
const code = (value: unknown): string =>
  `\`${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('|', String.raw`\|`)}\``;

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll(/\s+/g, ' ');

/** What a member may hold, in words, with links to the parts it is made of. */
function holds(node: SchemaNode, words: Words): string {
  const name = definitionOf(node);
  if (name !== undefined) return `[${name}](${name}.md)`;
  if (node.const !== undefined) return code(node.const);
  if (node.enum) return node.enum.map(code).join(', ');
  if (node.items) return words.list(holds(node.items, words));
  if (node.type === 'object' && typeof node.additionalProperties === 'object') return words.map(holds(node.additionalProperties, words));
  const types = node.type === undefined ? [] : [node.type].flat();
  const choices = choicesOf(node);
  // Where there is a choice, it says more of lists and objects than their type does.
  const plain = types.filter((type) => choices.length === 0 || (type !== 'array' && type !== 'object'));
  const all = [...plain.map((type) => words.types[type as keyof Words['types']]), ...choices.map((one) => holds(one, words))];
  return all.length === 0 ? words.any : [...new Set(all)].join(words.or);
}

function memberRows({ properties = {}, required = [] }: SchemaNode, words: Words): string[] {
  const names = Object.keys(properties);
  // What has to be written stands first, each half in the order of the contract.
  const ordered = [...names.filter((name) => required.includes(name)), ...names.filter((name) => !required.includes(name))];
  return ordered.map((name) => {
    const node = properties[name] ?? {};
    const more = node.default === undefined ? '' : ` ${words.default(code(node.default))}`;
    const mark = required.includes(name) ? ` **${words.required}**` : '';
    return `| \`${name}\`${mark} | ${holds(node, words)} | ${cell(node.description ?? '')}${more} |`;
  });
}

function pageText(title: string, place: string, node: SchemaNode, parents: readonly string[], words: Words, locale: Locale): string {
  const lesson = LESSONS[title];
  const lines = [`# ${title}`, '', ...(place === '' ? [] : [`\`${place}\``, '']), node.description ?? '', ''];
  if (lesson) {
    const { install, run } = lesson[locale];
    lines.push(`**${words.install}:** ${install}`, '', `**${words.run}:** ${run}`, '');
  }
  if (node.properties)
    lines.push(
      `## ${words.members}`,
      '',
      `| ${words.member} | ${words.holds} | ${words.meaning} |`,
      '| --- | --- | --- |',
      ...memberRows(node, words),
      '',
    );
  else {
    lines.push(holds(node, words), '');
    if (node.pattern !== undefined) lines.push(words.pattern(`\`${node.pattern}\``), '');
  }
  if (lesson?.example !== undefined)
    lines.push(`## ${words.example}`, '', `\`\`\`json example=${title}`, JSON.stringify(lesson.example, null, 2), '```', '');
  if (parents.length > 0)
    lines.push(`${words.partOf} ${parents.map((name) => `[${name || ROOT_PAGE}](${name || ROOT_PAGE}.md)`).join(', ')}.`, '');
  return lines.join('\n');
}

/** The steps as people write them: `models[].columns[]`. */
function placeText(steps: readonly string[]): string {
  let text = '';
  for (const step of steps) text += step === '*' ? '[]' : step === '{}' ? '{}' : `${text === '' ? '' : '.'}${step}`;
  return text;
}

/** A page for the manifest and each of its parts, outer ones first. `schema` has its descriptions in the language of `locale`. */
export function referencePages(schema: ContractSchema, locale: Locale): ReferencePage[] {
  const words = WORDS[locale];
  const parts = [...placesOf(schema)].map(([name, { steps, parents }]): ReferencePage => {
    const place = placeText(steps);
    return { name, place, text: pageText(name, place, schema.$defs[name] ?? {}, parents, words, locale) };
  });
  return [{ name: ROOT_PAGE, place: '', text: pageText(ROOT_PAGE, '', schema, [], words, locale) }, ...parts];
}
