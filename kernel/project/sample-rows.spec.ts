import { describe, expect, it } from 'vitest';
import { isSamplePath, sampleSentence, sampleWrites, type SampleReader } from './sample-rows';

const reader = (language: 'en' | 'es' = 'en'): SampleReader => {
  let count = 0;
  return { language, now: Date.UTC(2026, 4, 10, 12), newId: () => `id${String((count += 1))}`, users: ['ada', 'bruno'] };
};
const read = (files: Record<string, unknown>, language?: 'en' | 'es') =>
  sampleWrites(
    Object.fromEntries(Object.entries(files).map(([table, rows]) => [`sample/${table}.json`, JSON.stringify(rows)])),
    reader(language),
  );

describe('sample rows', () => {
  it('are written after what they refer to, and changed once all are there', () => {
    const writes = read({
      orders: [{ customer_id: { $row: 'acme' }, $then: [{ status: 'sent' }, { status: 'paid' }] }],
      people: [{ $key: 'acme', name: 'Acme' }],
    });
    expect(writes).toEqual([
      { method: 'POST', path: '/data/people', json: { id: 'id2', name: 'Acme' } },
      { method: 'POST', path: '/data/orders', json: { id: 'id1', customer_id: 'id2' } },
      { method: 'PUT', path: '/data/orders/id1', json: { status: 'sent' } },
      { method: 'PUT', path: '/data/orders/id1', json: { status: 'paid' } },
    ]);
  });

  it('have texts in the reader’s language, days counted from today, and people', () => {
    const row = {
      title: { $text: { en: 'Paint', es: 'Pintura' } },
      on: { $day: -10 },
      at: { $day: 1, $time: '09:30' },
      by: { $user: 1 },
      extra: { a: 1 },
    };
    expect(read({ jobs: [row] }, 'es')[0]?.json).toEqual({
      id: 'id1',
      title: 'Pintura',
      on: '2026-04-30',
      at: '2026-05-11T09:30:00Z',
      by: 'bruno',
      extra: { a: 1 },
    });
  });

  it.each([
    [{ jobs: {} }, 'sample/jobs.json is not a list of rows.', 'sample/jobs.json no es una lista de filas.'],
    [{ jobs: [1] }, 'Row 1 of sample/jobs.json is not a list of rows.', 'La fila 1 de sample/jobs.json no es una lista de filas.'],
    [{ Jobs: [] }, 'sample/Jobs.json is not named after a table.', 'sample/Jobs.json no lleva el nombre de una tabla.'],
    [{ jobs: [{ a: { $row: 'x' } }] }, 'refers to “x”, which no row is called.', 'se refiere a «x», y ninguna fila se llama así.'],
    [{ jobs: [{ $key: 'x', a: { $row: 'x' } }] }, 'refers to itself by way of “x”.', 'se refiere a sí misma a través de «x».'],
    [
      { jobs: [{ $key: 'x' }, { $key: 'x' }] },
      'Row 2 of sample/jobs.json has the key “x” of another row.',
      'tiene la clave «x» de otra fila.',
    ],
    [{ jobs: [{ a: { $user: 9 } }] }, 'has a value at “a” that cannot be read.', 'tiene en «a» un valor que no se puede leer.'],
    [{ jobs: [{ a: { $day: 1e9 } }] }, 'has a value at “a” that cannot be read.', 'tiene en «a» un valor que no se puede leer.'],
    [{ jobs: [{ a: { $day: 1, $time: '25:00' } }] }, 'has a value at “a”', 'tiene en «a» un valor'],
    [{ jobs: [{ a: { $nothing: 1 } }] }, 'has a value at “a”', 'tiene en «a» un valor'],
    [{ jobs: [{ $nothing: 1 }] }, 'has a value at “$nothing”', 'tiene en «$nothing» un valor'],
    [{ jobs: [{ $then: 1 }] }, 'has a value at “$then”', 'tiene en «$then» un valor'],
    [{ jobs: Array.from({ length: 2001 }, () => ({})) }, 'has more than 2000 rows.', 'tiene más de 2000 filas.'],
  ])('that cannot be read are refused with their place: %j', (files, english, spanish) => {
    let refusal: unknown;
    try {
      read(files);
    } catch (error) {
      refusal = error;
    }
    expect([sampleSentence(refusal, 'en'), sampleSentence(refusal, 'es')]).toEqual([
      expect.stringContaining(english),
      expect.stringContaining(spanish),
    ]);
  });

  it('that are not JSON are refused, and an error of something else is not theirs', () => {
    expect(() => sampleWrites({ 'sample/jobs.json': '[' }, reader())).toThrow('sample/jobs.json is not JSON.');
    expect(sampleSentence(new Error('x'), 'en')).toBeUndefined();
  });

  it('lie in one folder, and nothing else is read', () => {
    expect(['sample/jobs.json', 'sample/a/b.json', 'sample.json', 'docs/sample/jobs.json'].map(isSamplePath)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(sampleWrites({ 'manifest.json': '{}', 'sample/jobs.json': new Uint8Array() }, reader())).toEqual([]);
  });
});
