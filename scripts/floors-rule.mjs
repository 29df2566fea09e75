/**
 * The ESLint rule of the floors (floors.mjs): an import that climbs, one of a room beside its own, one that closes a circle of
 * files, a room without a floor. Types count: who names a room's types has to know the room. Specs stand outside.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const SOURCE = /\.tsx?$/;
const SPEC = /\.(?:spec|d)\.tsx?$/;
const OUTSIDE = /\.(?:spec|d)\.tsx?$|\/testing(?:\/|\.ts$)/;
/** An import, a re-export or a dynamic import, as Prettier writes them: to parse every file would take a hundred times as long. */
const IMPORTED = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;
const ENDINGS = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];

/** The source files of a house, as paths below `root` with `/`. */
function filesOf(root, houses) {
  const found = new Set();
  const enter = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) enter(path);
      else if (SOURCE.test(path)) found.add(path);
    }
  };
  for (const house of houses) if (existsSync(join(root, house))) enter(house);
  return found;
}

/** What a relative import of `file` leads to among `files`; undefined for anything else. */
function targetOf(files, file, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  const path = join(dirname(file), specifier.replace(/\?.*$/, '')).split(sep).join('/');
  return ENDINGS.map((ending) => path + ending).find((candidate) => files.has(candidate));
}

/** Every floor's rooms: `kernel/values` → its floor and the rooms that are one thing with it. */
function roomsOf(floors) {
  const rooms = new Map();
  for (const [house, list] of Object.entries(floors))
    for (const [floor, entries] of list.entries())
      for (const entry of entries) for (const name of [entry].flat()) rooms.set(`${house}/${name}`, { floor, thing: String(entry) });
  return rooms;
}

/** The room of a path: a folder or a file directly below its house. */
const roomOf = (file) => file.split('/').slice(0, 2).join('/');
const named = (room) => (SOURCE.test(room) ? room : `${room}/`);

/** What an import is called on the list of exceptions. */
const exception = (file, target) => `${file} → ${named(roomOf(target))}`;

/** What is wrong with an import, or null. */
function faultOf(rooms, file, target) {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === to || from.split('/')[0] !== to.split('/')[0]) return null;
  const [own, other] = [rooms.get(from), rooms.get(to)];
  if (!own || !other) return null;
  if (other.floor < own.floor || (other.floor === own.floor && other.thing === own.thing)) return null;
  const data = { from: named(from), own: own.floor, to: named(to), other: other.floor };
  return { messageId: other.floor === own.floor ? 'beside' : 'climbs', data };
}

/** The shortest way along imports from one file to another, both included; null where there is none. */
function wayBetween(graph, start, end) {
  const before = new Map([[start, null]]);
  for (const file of before.keys()) {
    if (file === end) {
      const way = [];
      for (let at = end; at !== null; at = before.get(at)) way.unshift(at);
      return way;
    }
    for (const next of graph.get(file) ?? []) if (!before.has(next)) before.set(next, file);
  }
  return null;
}

/** The files that are left when those that import nothing any more are taken away again and again: none without a circle. */
function circling(graph) {
  const left = new Set(graph.keys());
  for (let before = Infinity; left.size < before;) {
    before = left.size;
    for (const file of left) if (![...graph.get(file)].some((target) => left.has(target))) left.delete(file);
  }
  return left;
}

/** Everything the rule knows of a house: its files, who imports whom, which exceptions are needed. Read once for each process. */
function survey({ root, floors, exceptions }) {
  const files = filesOf(root, Object.keys(floors));
  const rooms = roomsOf(floors);
  const allowed = new Set(exceptions);
  const needed = new Set();
  const graph = new Map();
  for (const file of files) {
    if (OUTSIDE.test(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    const targets = [...text.matchAll(IMPORTED)].flatMap(([, specifier]) => targetOf(files, file, specifier) ?? []);
    for (const target of targets) if (faultOf(rooms, file, target)) needed.add(exception(file, target));
    // A circle that an exception is part of is named by the exception.
    graph.set(file, new Set(targets.filter((target) => !allowed.has(exception(file, target)))));
  }
  return { files, rooms, allowed, needed, graph, near: circling(graph) };
}

const surveys = new Map();

function surveyed(options) {
  const key = JSON.stringify(options);
  if (!surveys.has(key)) surveys.set(key, survey(options));
  return surveys.get(key);
}

/** @type {import('eslint').Rule.RuleModule} */
export const floorsRule = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: {
          root: { type: 'string' },
          floors: { type: 'object' },
          exceptions: { type: 'array', items: { type: 'string' } },
        },
        required: ['root', 'floors', 'exceptions'],
        additionalProperties: false,
      },
    ],
    messages: {
      climbs: '{{from}} (floor {{own}}) may not import {{to}} (floor {{other}}): imports go down. The floors are in scripts/floors.mjs.',
      beside: '{{from}} and {{to}} stand on the same floor ({{own}}) and may not import each other. The floors are in scripts/floors.mjs.',
      circle: 'This import closes a circle: {{way}}.',
      homeless: '{{room}} stands on no floor: give it one in scripts/floors.mjs.',
      unneeded: "'{{exception}}' is not needed any more: take it off the list.",
      empty: '{{room}} does not exist: take it off the list.',
    },
  },
  create(context) {
    const [options] = context.options;
    const { files, rooms, allowed, needed, graph, near } = surveyed(options);
    const file = relative(options.root, context.filename).split(sep).join('/');
    // The list itself: what stands there has to be true of the files.
    if (!(file.split('/')[0] in options.floors)) {
      const present = new Set([...files].filter((path) => !SPEC.test(path)).map(roomOf));
      return {
        Program(node) {
          for (const one of options.exceptions)
            if (!needed.has(one)) context.report({ node, messageId: 'unneeded', data: { exception: one } });
          for (const room of rooms.keys())
            if (!present.has(room)) context.report({ node, messageId: 'empty', data: { room: named(room) } });
        },
      };
    }
    if (OUTSIDE.test(file)) return {};
    const judge = ({ source }) => {
      if (typeof source?.value !== 'string') return;
      const target = targetOf(files, file, source.value);
      if (target === undefined || allowed.has(exception(file, target))) return;
      const fault = faultOf(rooms, file, target);
      if (fault) context.report({ node: source, ...fault });
      const way = near.has(file) && near.has(target) ? wayBetween(graph, target, file) : null;
      if (way) context.report({ node: source, messageId: 'circle', data: { way: [file, ...way].join(' → ') } });
    };
    return {
      Program(node) {
        const room = roomOf(file);
        if (!rooms.has(room)) context.report({ node, messageId: 'homeless', data: { room: named(room) } });
      },
      ImportDeclaration: judge,
      ExportNamedDeclaration: judge,
      ExportAllDeclaration: judge,
      ImportExpression: judge,
      TSImportType: judge,
    };
  },
};
