import { describe, expect, it } from 'vitest';
import { KernelError } from '../errors';
import { badgeMarkdown, embedAddress, iframeSnippet, readAddress } from './address';
import fc from '../testing/property';

const codeOf = (search: string, fragment = ''): unknown => {
  try {
    return readAddress(search, fragment);
  } catch (error) {
    return error instanceof KernelError ? error.code : error;
  }
};

describe('the page’s address', () => {
  it.each<[search: string, fragment: string, expected: unknown]>([
    ['', '', { source: { kind: 'own' }, embed: null }],
    ['?x=1', '#other', { source: { kind: 'own' }, embed: null }],
    ['', '#v1.abc', { source: { kind: 'link', fragment: '#v1.abc' }, embed: null }],
    ['?template=tickets', '', { source: { kind: 'template', id: 'tickets' }, embed: null }],
    [
      '?from=https%3A%2F%2Fx.test%2Fa.mcbundle',
      '',
      { source: { kind: 'from', address: 'https://x.test/a.mcbundle', host: 'x.test' }, embed: null },
    ],
    [
      '?embed=1&parts=preview&theme=dark&readonly=1&origin=https://host.test',
      '#v1.abc',
      {
        source: { kind: 'link', fragment: '#v1.abc' },
        embed: { parts: 'preview', theme: 'dark', readOnly: true, origin: 'https://host.test' },
      },
    ],
    [
      '?embed=1&parts=all&theme=red&readonly=yes&origin=https://host.test/path',
      '',
      { source: { kind: 'own' }, embed: { parts: 'both', theme: null, readOnly: false, origin: null } },
    ],
    ['?embed=1&origin=*', '', { source: { kind: 'own' }, embed: { parts: 'both', theme: null, readOnly: false, origin: null } }],
    ['?embed=1&origin=null', '', { source: { kind: 'own' }, embed: { parts: 'both', theme: null, readOnly: false, origin: null } }],
    ['?template=tickets', '#v1.abc', 'LINK-ADDRESS'],
    ['?template=tickets&from=https://x.test/a', '', 'LINK-ADDRESS'],
    ['?template=../x', '', 'LINK-TEMPLATE'],
    ['?template=__proto__', '', 'LINK-TEMPLATE'],
    ['?from=javascript:alert(1)', '', 'FROM-ADDRESS'],
    ['?from=data:text/html,x', '', 'FROM-ADDRESS'],
    ['?from=http://x.test/a', '', 'FROM-ADDRESS'],
    ['?from=https://u:p@x.test/a', '', 'FROM-ADDRESS'],
  ])('%s %s', (search, fragment, expected) => expect(codeOf(search, fragment)).toEqual(expected));

  it('is read whatever stands in it', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.webFragments(), (search, fragment) => {
        const read = codeOf(`?${search}`, `#${fragment}`);
        expect(typeof read === 'string' ? /^(LINK-ADDRESS|LINK-TEMPLATE|FROM-ADDRESS)$/.test(read) : true).toBe(true);
      }),
    );
  });
});

describe('what is handed to other pages', () => {
  const options = { parts: 'preview', theme: 'dark', readOnly: true, origin: 'https://host.test' } as const;
  const plain = { parts: 'both', theme: null, readOnly: false, origin: null } as const;

  it('an address that reads back as it was meant', () => {
    const url = new URL(embedAddress('https://p.test/app/?template=tickets', options));
    expect(readAddress(url.search, url.hash)).toEqual({ source: { kind: 'template', id: 'tickets' }, embed: options });
    expect(embedAddress('https://p.test/#v1.abc', plain)).toBe('https://p.test/?embed=1#v1.abc');
  });

  it('a frame whose title cannot leave its attribute', () => {
    expect(iframeSnippet('https://p.test/#v1.a', '"><script>', plain)).toBe(
      '<iframe src="https://p.test/?embed=1#v1.a" title="&#34;&#62;&#60;script&#62;" width="100%" height="600" loading="lazy" referrerpolicy="no-referrer" allow="clipboard-write"></iframe>',
    );
  });

  it('a badge whose address cannot leave its brackets', () => {
    expect(badgeMarkdown('https://p.test/?from=(x) y', 'https://p.test/badge.svg')).toBe(
      '[![Open in the Metacore Playground](https://p.test/badge.svg)](https://p.test/?from=%28x%29%20y)',
    );
  });
});
