/** Our verdicts beside those of the platform's own validator; skipped, with the reason, where that cannot be had. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Answer, differenceOf, isKnown, type KnownDifference, placeIn } from './compare';
import { type Json, mutations } from './mutate';
import { ask, buildPlatform, kernelModule, type Platform } from './platform';

const EDITED = 5000;
const corpus = process.env.PLAYGROUND_CORPUS;
const known = JSON.parse(readFileSync('interop/known-differences.json', 'utf8')) as KnownDifference[];
const tickets = JSON.parse(readFileSync('templates/tickets/manifest.json', 'utf8')) as Json;

const validator: Platform<'validator'> =
  corpus === undefined
    ? { ok: false, reason: 'PLAYGROUND_CORPUS is not set' }
    : buildPlatform('interop', [kernelModule(process.env)], { validator: './validator' });
if (!validator.ok) process.stderr.write(`validator.spec.ts: skipped, ${validator.reason}\n`);

describe.skipIf(!validator.ok)("the kernel's own validator", () => {
  it(`agrees on the corpus and on ${String(EDITED)} edited manifests`, { timeout: 600_000 }, () => {
    const folder = join(corpus ?? '', 'manifests');
    const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { file: string; version: string; plane?: string }[];
    const texts = index
      .filter(({ version, plane }) => version === 'v3' && plane !== 'gate')
      .map(({ file }) => ({ id: file, text: readFileSync(join(folder, file), 'utf8') }));
    const seeds = texts.filter(({ id }) => id.startsWith('valid/')).map(({ text }) => JSON.parse(text) as Json);
    const questions = [...texts, ...mutations(seeds, EDITED).map((text, number) => ({ id: `edited ${String(number)}`, text }))];
    const answers = ask<Answer>(validator.ok ? validator.programs.validator : '', questions);
    const differences = questions.flatMap(({ id, text }, at) => differenceOf(id, text, answers[at] ?? { id, accepted: false }) ?? []);
    expect(answers.map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
    process.stderr.write(
      `interop: ${String(questions.length)} manifests, ${String(answers.filter(({ accepted }) => accepted).length)} accepted, ${String(differences.length)} differences\n`,
    );
    expect(differences.filter((difference) => !isKnown(difference, known))).toEqual([]);
  });
});

describe('what the comparison rests on', () => {
  it('known differences are few, and each says why', () => {
    expect(known.length).toBeLessThanOrEqual(20);
    expect(known.filter(({ reason, where }) => reason.trim() === '' || where.trim() === '')).toEqual([]);
  });

  it('edited manifests are the same every time, nearly all different, some accepted', () => {
    const edited = mutations([tickets], EDITED);
    expect(mutations([tickets], EDITED)).toEqual(edited);
    expect(new Set(edited).size).toBeGreaterThan(EDITED * 0.8);
    const accepted = edited.slice(0, 200).filter((text) => differenceOf('', text, { id: '', accepted: true }) === null).length;
    expect(accepted).toBeGreaterThan(10);
    expect(accepted).toBeLessThan(150);
  });

  it('a place is read from a message of either kind', () => {
    const document = {
      contributions: { dashboard: [{ key: 'sales' }, { key: 'stock' }, { key: 'sales' }], public_routes: [{ columns: ['a', 'b'] }] },
    };
    const place = (message: string): string | null => placeIn(message, document);
    expect(place("- at '/models/0/key': does not match")).toBe('/models/0/key');
    expect(place("- at '': missing property 'kind'")).toBe('');
    expect(place('models[0].columns[1].name "x" is taken')).toBe('/models/0/columns/1/name');
    expect(place('contributions.dashboard[sales].query is required')).toBe('/contributions/dashboard/0/query');
    expect(place('contributions.dashboard[sales].key "sales" is duplicated')).toBe('/contributions/dashboard/2/key');
    expect(place('contributions.dashboard[#1].key is required')).toBe('/contributions/dashboard/1/key');
    expect(place('contributions.public_routes[0].columns[b] is no column')).toBe('/contributions/public_routes/0/columns/1');
    expect(place('native runtime: health.timeout must be positive')).toBe('/runtime/native_service/health/timeout');
    expect(place('bad JSON')).toBeNull();
  });

  it('a difference is one of verdict or of place', () => {
    const text = JSON.stringify(tickets);
    expect(differenceOf('a', text, { id: 'a', accepted: true })).toBeNull();
    const refused = differenceOf('a', text, { id: 'a', accepted: false, error: '\nmodels[0].key is bad\nmore' });
    expect(refused).toEqual({ id: 'a', ours: 'accept', theirs: 'models[0].key is bad' });
    expect(refused && isKnown(refused, [{ rule: '', kernel: 'is bad', where: 'f.go:1', reason: 'r' }])).toBe(true);
    const broken = text.replace('"table":"tickets"', '"table":"Not A Table"');
    expect(differenceOf('b', broken, { id: 'b', accepted: false, error: "at '/models/0/table': no" })).toBeNull();
    expect(differenceOf('b', broken, { id: 'b', accepted: false, error: "at '/models/1/table': no" })).toEqual({
      id: 'b',
      ours: 'SCHEMA-PATTERN /models/0/table',
      theirs: "at '/models/1/table': no",
    });
    expect(differenceOf('b', broken, { id: 'b', accepted: true })).toMatchObject({ theirs: 'accept' });
    // What only the install refuses is none.
    const refusedLater = JSON.stringify({ ...(tickets as object), capabilities: [{ kind: 'db:read', target: '*', reason: 'r' }] });
    expect(differenceOf('c', refusedLater, { id: 'c', accepted: true })).toBeNull();
  });
});
