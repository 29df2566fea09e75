import { describe, expect, it } from 'vitest';
import { fillUrl, MAX_URL_CHARS, placesIn } from './url-template';

const SETTINGS: Record<string, string> = {
  store: 'my-shop',
  full: 'https://shop.example.com/base/',
  labels: 'Acme.sandbox',
  gap: 'acme..sandbox',
  domain: 'shop.example.com:8443',
  repo: 'acme/site map',
  port: '8080',
  brace: '{{secret}}',
  evil: 'x@evil.example',
  evilHost: 'evil.example/',
  userBase: 'https://a@evil.example',
  queryBase: 'https://a.example/?x=1',
  script: 'javascript:alert(1)',
  blank: '',
  half: '\ud800',
};
const INPUTS: Record<string, string> = {
  id: '7',
  name: 'a b&c=d/é',
  encoded: '%40%2F',
  up: '..',
  dot: '.',
  host: 'evil.example',
  at: '@evil.example',
  braces: '{{store}}',
};
const fill = (url: string) =>
  fillUrl(url, (name) => {
    if (Object.hasOwn(SETTINGS, name)) return { text: SETTINGS[name] ?? '', isSetting: true };
    if (Object.hasOwn(INPUTS, name)) return { text: INPUTS[name] ?? '', isSetting: false };
    return name === 'optional' ? null : undefined;
  });

describe('an address is filled in', () => {
  it.each([
    ['nothing to fill', 'https://a.example/x?y=1#z', 'https://a.example/x?y=1#z'],
    ['a label of the host', 'https://{{store}}.example.com/x', 'https://my-shop.example.com/x'],
    ['labels of the host', 'https://{{labels}}.example.com/x', 'https://acme.sandbox.example.com/x'],
    ['the end of the host', 'https://api.{{labels}}/x', 'https://api.acme.sandbox/x'],
    ['all of the host', 'https://{{ domain }}/x', 'https://shop.example.com:8443/x'],
    ['the port', 'https://a.example:{{port}}/x', 'https://a.example:8080/x'],
    ['a segment', 'https://a.example/orders/{{id}}.json', 'https://a.example/orders/7.json'],
    ['a segment, encoded', 'https://a.example/{{name}}', 'https://a.example/a%20b%26c%3Dd%2F%C3%A9'],
    ['segments of a setting', 'https://a.example/repos/{{settings.repo}}/issues', 'https://a.example/repos/acme/site%20map/issues'],
    ['the query', 'https://a.example/?q={{name}}&n={{inputs.id}}', 'https://a.example/?q=a%20b%26c%3Dd%2F%C3%A9&n=7'],
    ['what is encoded, once more', 'https://a.example/{{encoded}}?q={{encoded}}', 'https://a.example/%2540%252F?q=%2540%252F'],
    [
      'what looks like a place, as text',
      'https://a.example/?q={{braces}}&r={{brace}}',
      'https://a.example/?q=%7B%7Bstore%7D%7D&r=%7B%7Bsecret%7D%7D',
    ],
    ['a user before the host, as a segment', 'https://a.example/{{at}}', 'https://a.example/%40evil.example'],
    ['the whole of it', '{{full}}', 'https://shop.example.com/base/'],
    ['its beginning', '{{full}}/wp-json?k={{id}}', 'https://shop.example.com/base/wp-json?k=7'],
    ['what may be left out of a query', 'https://a.example/?q={{optional}}', 'https://a.example/?q='],
    ['a relative address', '/hooks/{{id}}?x={{name}}', '/hooks/7?x=a%20b%26c%3Dd%2F%C3%A9'],
    ['a fragment', 'https://a.example/#{{name}}', 'https://a.example/#a%20b%26c%3Dd%2F%C3%A9'],
    ['dots within a segment', 'https://a.example/v{{dot}}{{id}}', 'https://a.example/v.7'],
  ])('%s', (_, url, filled) => {
    expect(fill(url)).toEqual({ url: filled });
  });
});

describe('an address is refused', () => {
  it.each([
    ['a setting that is missing', 'https://{{nothing}}.example.com/x', { kind: 'missing', name: 'nothing' }],
    ['one that is empty', 'https://a.example/{{blank}}/x', { kind: 'missing', name: 'blank' }],
    ['an input that may be left out, in the path', 'https://a.example/{{optional}}', { kind: 'missing', name: 'optional' }],
    ['a host that an input says', 'https://{{host}}/x', { kind: 'host', name: 'host' }],
    ['a label that an input says', 'https://{{id}}.example.com/', { kind: 'host', name: 'id' }],
    ['a label with a user after it', 'https://{{evil}}.example.com/', { kind: 'host', name: 'evil' }],
    ['a label with a path after it', 'https://{{evilHost}}.example.com/', { kind: 'host', name: 'evilHost' }],
    ['labels with a port after them', 'https://{{domain}}.example.com/', { kind: 'host', name: 'domain' }],
    ['labels with nothing between them', 'https://{{gap}}.example.com/', { kind: 'host', name: 'gap' }],
    ['a label that is a place', 'https://{{brace}}.example.com/', { kind: 'host', name: 'brace' }],
    ['a base that an input says', '{{host}}/x', { kind: 'base', name: 'host' }],
    ['a base with a user', '{{userBase}}/x', { kind: 'base', name: 'userBase' }],
    ['a base with a query before a path', '{{queryBase}}/x', { kind: 'base', name: 'queryBase' }],
    ['a base that another host would follow', '{{full}}.evil.example', { kind: 'base', name: 'full' }],
    ['a user that would follow a base', '{{full}}@evil.example', { kind: 'base', name: 'full' }],
    ['a base of another scheme', '{{script}}', { kind: 'base', name: 'script' }],
    ['a port that is none', 'https://a.example:{{store}}/', { kind: 'port', name: 'store' }],
    ['a way up', 'https://a.example/x/{{up}}/y', { kind: 'path', name: 'up' }],
    ['a way up in two parts', 'https://a.example/{{dot}}{{dot}}/y', { kind: 'path', name: 'dot' }],
    ['half a character', 'https://a.example/{{half}}', { kind: 'characters', name: 'half' }],
    ['a place that cannot be read', 'https://a.example/{{a b}}', { kind: 'unreadable' }],
    ['one that does not end', 'https://a.example/{{id', { kind: 'unreadable' }],
    ['one within another', 'https://a.example/{{ {{id}} }}', { kind: 'unreadable' }],
    ['a user in front of the host', 'https://{{store}}@evil.example/', { kind: 'unreadable' }],
  ])('%s', (_, url, fault) => {
    expect(fill(url)).toEqual({ fault });
  });

  it('when it becomes longer than it may be', () => {
    const long = (length: number) =>
      fillUrl('https://a.example/{{x}}', () => ({ text: 'x'.repeat(length - 'https://a.example/'.length), isSetting: false }));
    expect(long(MAX_URL_CHARS).url?.length).toBe(MAX_URL_CHARS);
    expect(long(MAX_URL_CHARS + 1)).toEqual({ fault: { kind: 'too-long', most: MAX_URL_CHARS } });
  });
});

it('the places of an address are told with where they stand', () => {
  expect(placesIn('{{full}}/a/{{id}}?q={{name}}#{{dot}}')).toEqual([
    { name: 'full', place: 'base' },
    { name: 'id', place: 'path' },
    { name: 'name', place: 'query' },
    { name: 'dot', place: 'fragment' },
  ]);
  expect(placesIn('https://{{store}}.x.example:{{port}}/')).toMatchObject([{ place: 'host' }, { place: 'port' }]);
});
