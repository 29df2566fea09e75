import { describe, expect, it } from 'vitest';
import { MAX_HITS, replaceIn, searchIn, type SearchQuery } from './search';

const TEXTS = { 'manifest.json': '{\n  "table": "tickets",\n  "label": "Tickets"\n}', 'README.md': '# Tickets\n\nA ticket is a ticket.' };
const query = (text: string, more: Partial<SearchQuery> = {}): SearchQuery => ({
  text,
  isRegex: false,
  matchesCase: false,
  wholeWords: false,
  ...more,
});
const places = (asked: SearchQuery) =>
  searchIn(TEXTS, asked).hits.map(({ path, line, column }) => `${path} ${String(line)}:${String(column)}`);

describe('a search over the files of a project', () => {
  it('finds a text wherever it stands, with its line', () => {
    expect(places(query('tickets'))).toEqual(['manifest.json 2:13', 'manifest.json 3:13', 'README.md 1:3']);
    const [first] = searchIn(TEXTS, query('tickets')).hits;
    expect(first).toMatchObject({ lineText: '"table": "tickets",', at: 10, length: 7 });
    expect(TEXTS['manifest.json'].slice(first?.offset, (first?.offset ?? 0) + 7)).toBe('tickets');
  });

  it('heeds capitals and whole words where it is asked to', () => {
    expect(places(query('Tickets', { matchesCase: true }))).toEqual(['manifest.json 3:13', 'README.md 1:3']);
    expect(places(query('ticket', { wholeWords: true }))).toEqual(['README.md 3:3', 'README.md 3:15']);
  });

  it('takes signs as they are, and as an expression where it is asked to', () => {
    expect(places(query('.'))).toEqual(['README.md 3:21']);
    expect(places(query('^# \\w+$', { isRegex: true }))).toEqual(['README.md 1:1']);
    expect(searchIn(TEXTS, query('(', { isRegex: true })).fault).not.toBe('');
    expect(places(query('x*', { isRegex: true }))).toEqual([]);
  });

  it('is bounded, and takes no longer for an expression that would hang others', () => {
    const many = { a: 'a'.repeat(100_000) };
    expect(searchIn(many, query('a'))).toMatchObject({ isCut: true, hits: { length: MAX_HITS } });
    expect(searchIn(many, query('(a+)+$b', { isRegex: true })).hits).toEqual([]);
  });
});

describe('replacing', () => {
  it('changes every hit of the files that have one, or those of one file', () => {
    expect(replaceIn(TEXTS, query('a ticket'), 'one $1')).toEqual({ 'README.md': '# Tickets\n\none $1 is one $1.' });
    expect(Object.keys(replaceIn(TEXTS, query('tickets'), 'cases'))).toEqual(['manifest.json', 'README.md']);
    expect(Object.keys(replaceIn(TEXTS, query('tickets'), 'cases', 'README.md'))).toEqual(['README.md']);
    expect(replaceIn(TEXTS, query('tickets', { matchesCase: true }), 'tickets')).toEqual({});
  });

  it('writes the groups of an expression', () => {
    const asked = query('"(\\w+)": "(\\w+)"', { isRegex: true });
    expect(replaceIn(TEXTS, asked, '"$2": $$$1$9')['manifest.json']).toBe('{\n  "tickets": $table$9,\n  "Tickets": $label$9\n}');
  });
});
