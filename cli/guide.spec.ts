/** Whether the guide of the command line names what there is: every command as its help does, every option, every rule about files. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMMAND_NAMES, commandHelp, USAGE } from './help';

const at = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const guide = at('../docs/guides/cli.md');

it('lists the commands as their help does', () => {
  const table = guide.slice(0, guide.indexOf('Every command takes'));
  const listed = [...table.matchAll(/^\| `([a-z]+[^`]*)`/gm)].map(([, usage]) => (usage ?? '').replaceAll(String.raw`\|`, '|'));
  expect(listed).toEqual(COMMAND_NAMES.map((name) => USAGE[name]));
});

it('names every option that a command has', () => {
  const options = COMMAND_NAMES.flatMap((name) => [...commandHelp(name, 'en').matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option));
  expect(options.length).toBeGreaterThan(0);
  expect([...new Set(options)].filter((option) => !guide.includes(option))).toEqual([]);
});

it('shows, in every guide, commands and options that there are', () => {
  const guides = ['cli', 'continuous-integration'].map((name) => at(`../docs/guides/${name}.md`)).join('\n');
  const lines = [...guides.matchAll(/run -s cli -- ([a-z]+)([^\n]*)/g)].map(([, name = '', rest = '']) => ({ name, rest }));
  expect(lines.length).toBeGreaterThan(10);
  const wrong = lines.flatMap(({ name, rest }) => {
    const command = COMMAND_NAMES.find((one) => one === name);
    if (command === undefined) return [name];
    const known = `${commandHelp(command, 'en')} --json --lang --help`;
    return (rest.match(/--[a-z][a-z-]*/g) ?? []).filter((option) => !known.includes(option)).map((option) => `${name} ${option}`);
  });
  expect(wrong).toEqual([]);
});

it('names every rule about files, and none that is not there', () => {
  const sources = ['../kernel/bundle/', '../kernel/project/', './', './commands/'].flatMap((folder) =>
    readdirSync(new URL(folder, import.meta.url))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => at(`${folder}${name}`)),
  );
  const used = new Set(
    sources.flatMap((text) => [...text.matchAll(/'((?:BUNDLE|PROJECT|PLAYGROUND|FILE|FOLDER)-[A-Z-]+)'/g)].map(([, code]) => code ?? '')),
  );
  const table = guide.slice(guide.indexOf('## Rules about files'), guide.indexOf('## preflight'));
  const named = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => {
    let stem = '';
    return [...(cell ?? '').matchAll(/`([A-Z-]+)`/g)].map(([, code = '']) => {
      // `-LENGTH` goes on from the rule before it.
      if (!code.startsWith('-')) stem = code.slice(0, code.lastIndexOf('-'));
      return code.startsWith('-') ? stem + code : code;
    });
  });
  expect(named.sort()).toEqual([...used].sort());
});
