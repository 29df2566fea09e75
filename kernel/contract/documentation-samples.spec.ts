/**
 * What authors paste from the public pages: every sample is accepted, or rejected with a fix (or the conversion) that makes
 * it accepted. Skipped where the samples are not at hand.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, type CheckResult } from './check';
import { convert } from '../authoring/convert/convert';
import { applyEdits, fixesFor } from '../authoring/fixes/fixes';

interface Sample {
  page: string;
  into: string;
  json: unknown;
}

const corpus = process.env.PLAYGROUND_CORPUS;
const file = corpus === undefined ? null : join(corpus, '..', 'contract', 'documentation-samples.json');
const reason = file === null ? 'PLAYGROUND_CORPUS is not set' : existsSync(file) ? null : 'the samples lie not beside the corpus';
if (reason !== null) process.stderr.write(`documentation-samples.spec.ts: skipped, ${reason}\n`);
const samples = reason === null ? (JSON.parse(readFileSync(file ?? '', 'utf8')) as { samples: Sample[] }).samples : [];

const COLUMNS = [
  { name: 'id', type: 'uuid', primary_key: true, default: 'gen_random_uuid()' },
  { name: 'organization_id', type: 'uuid', not_null: true },
  { name: 'status', type: 'text' },
];

/** A valid manifest with the sample at its place. */
function manifestWith({ into, json }: Sample): string {
  if (into.startsWith('v2 ')) return JSON.stringify(flatWith(into, json), null, 2);
  const isTicket = into === 'models[]';
  const v3: Record<string, unknown> = {
    apiVersion: 'asteby.com/v3',
    kind: 'Addon',
    metadata: { key: 'tickets', name: 'Tickets', version: '2.0.0' },
    compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] },
    models: [isTicket ? json : { key: 'Ticket', table: 'tickets', columns: COLUMNS }],
  };
  if (into === 'contributions.actions[]') v3.contributions = { actions: [json] };
  else if (!isTicket) v3[into] = json;
  return JSON.stringify(v3, null, 2);
}

function flatWith(into: string, json: unknown): object {
  if (into === 'v2 document') return json as object;
  const block = /^v2 (\w+)/.exec(into)?.[1] ?? '';
  const flat = { key: 'tickets', name: 'Tickets', version: '1.0.0', kernel: '>=2.0.0 <3.0.0' };
  const model = { table_name: 'tickets', model_key: 'tickets', org_scoped: true, columns: [{ name: 'status', type: 'string' }] };
  const actions = { tickets: [{ key: 'resolve', label: 'Resolve', confirm: true }] };
  return { ...flat, model_definitions: [model], ...(block === 'hooks' ? { actions } : {}), [block]: json };
}

/** Applies the first fix of the first error until there is none. */
function cured(text: string): { text: string; rules: string[] } {
  const rules: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const error = check(text).diagnostics.find(({ severity }) => severity === 'error');
    const fix = error === undefined ? undefined : fixesFor(text, error)[0];
    if (error === undefined || fix === undefined) break;
    rules.push(error.rule);
    text = applyEdits(text, fix.edits);
  }
  return { text, rules };
}

const told = ({ diagnostics }: CheckResult): string[] => diagnostics.map(({ rule, severity, path }) => `${severity} ${rule} ${path}`);

describe.skipIf(reason !== null)('a sample of the public pages', () => {
  it('is there', () => expect(samples.length).toBeGreaterThanOrEqual(18));

  it.each(samples.filter(({ into }) => !into.startsWith('v2 ')).map((sample) => [sample.into, sample] as const))(
    'v3 %s is accepted, or has fixes that make it so',
    (_, sample) => {
      const { text, rules } = cured(manifestWith(sample));
      expect({ left: told(check(text)).filter((line) => line.startsWith('error')), fixed: rules }).toEqual({
        left: [],
        fixed: sample.into === 'contributions.actions[]' ? ['SCHEMA-REQUIRED'] : [],
      });
    },
  );

  it('with an address as the target of http:fetch is told what to write instead', () => {
    const sample = samples.find(({ into }) => into === 'capabilities');
    const text = sample === undefined ? '' : manifestWith(sample);
    const found = check(text).diagnostics.find(({ rule }) => rule === 'CAP-NEVER');
    expect(found === undefined ? [] : fixesFor(text, found).map(({ title }) => title.en)).toEqual(['Write "api.example.com"']);
  });

  it.each(samples.filter(({ into }) => into.startsWith('v2 ')).map((sample) => [sample.into, sample] as const))(
    '%s is accepted as v2, and converts to an accepted v3 manifest',
    (into, sample) => {
      const text = manifestWith(sample);
      const before = check(text);
      expect(told(before).filter((line) => line.startsWith('error'))).toEqual([]);
      const { result, findings } = convert(text);
      const errors = findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
      // The sample's action gets its address from `hooks`, which is a sample of its own.
      expect(errors).toEqual(into === 'v2 actions' ? ['GATE-URL'] : []);
      expect(result.accepted).toBe(into !== 'v2 actions');
    },
  );

  it('v2 actions and hooks together convert to an accepted manifest', () => {
    const json = (into: string): unknown => samples.find((sample) => sample.into === into)?.json;
    const text = JSON.stringify({ ...flatWith('v2 actions', json('v2 actions')), hooks: json('v2 hooks') });
    expect(convert(text).result.accepted).toBe(true);
  });
});
