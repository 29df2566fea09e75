import { expect, it } from 'vitest';
import { asCurl, asFetch } from './as-code';

const READ = { method: 'GET', url: '/data/tickets?search=a%20b', body: null };
const WRITE = { method: 'POST', url: '/api/data/tickets', body: `{"title":"It's \\"on fire\\""}` };

it('a request is written for a shell, quotes and all', () => {
  expect(asCurl(READ)).toBe(`curl -X GET 'https://host.example.com/api/data/tickets?search=a%20b' \\\n  -H 'Authorization: Bearer TOKEN'`);
  expect(asCurl(WRITE)).toContain(`--data-raw '{"title":"It'\\''s \\"on fire\\""}'`);
});

it('a request is written for a script', () => {
  expect(asFetch(READ)).not.toContain('body');
  const [, address = '', init = ''] = /^await fetch\((".*?"), ([\s\S]*)\);$/.exec(asFetch(WRITE)) ?? [];
  expect([JSON.parse(address), JSON.parse(init)]).toEqual([
    'https://host.example.com/api/data/tickets',
    { method: 'POST', headers: { Authorization: 'Bearer TOKEN', 'Content-Type': 'application/json' }, body: WRITE.body },
  ]);
});
