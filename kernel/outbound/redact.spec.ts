import { describe, expect, it } from 'vitest';
import { REDACTED, redactHeaders, redactor } from './redact';

const SECRET = 'Sk_live+51/Hq="é 9z!';

describe('a secret', () => {
  const redact = redactor([SECRET]);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const forms: [string, string][] = [
    ['as it is', SECRET],
    ['in a path or a query', encodeURIComponent(SECRET)],
    ['in a form', new URLSearchParams({ a: SECRET }).toString()],
    ['with small escapes', encodeURIComponent(SECRET).replace(/%../g, (escape) => escape.toLowerCase())],
    ['encoded twice', encodeURIComponent(encodeURIComponent(SECRET))],
    ['in JSON', JSON.stringify({ a: SECRET })],
    ['in JSON within JSON', JSON.stringify(JSON.stringify({ a: SECRET }))],
    ['in base64', base64(SECRET)],
    ['as a password', base64(`user:${SECRET}`)],
    ['as a user', base64(`${SECRET}:password`)],
    ['in base64 for addresses', Buffer.from(`ab${SECRET}`).toString('base64url')],
    ['as a path of segments', SECRET.split('/').map(encodeURIComponent).join('/')],
    ['in small letters', SECRET.toLowerCase()],
    ['in capitals', SECRET.toUpperCase()],
  ];
  it.each(forms)('is taken out %s', (_, text) => {
    const clean = redact(`before ${text} after`);
    expect(clean).toContain(REDACTED);
    for (const form of [SECRET, encodeURIComponent(SECRET), 'live', base64(SECRET).slice(4, -4)]) expect(clean).not.toContain(form);
  });

  it.each([
    ['https://Hooks.Example.com/in/q7Xk/', 'https://Hooks.Example.com/in/q7Xk/orders'],
    ['https://Hooks.Example.com/in/q7Xk/', 'https://hooks.example.com/in/q7Xk?a=1'],
  ])('that is the address %s is taken out of %s', (secret, text) => {
    expect(redactor([secret])(text)).not.toContain('q7Xk');
  });

  it('that is short is taken out where it stands alone', () => {
    const short = redactor(['a1', '']);
    expect(short('token=a1&x=ba1b, "a1"')).toBe(`token=${REDACTED}&x=ba1b, "${REDACTED}"`);
    expect(redactor([])('nothing')).toBe('nothing');
  });

  it('in a header that carries nothing else is gone whole', () => {
    expect(redactHeaders({ Authorization: 'Bearer other', 'X-Api-Key': 'k', Accept: `x ${SECRET}` }, redact)).toEqual({
      Authorization: REDACTED,
      'X-Api-Key': REDACTED,
      Accept: `x ${REDACTED}`,
    });
  });
});
