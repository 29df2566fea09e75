/** What of a template is written, and what never is. */
import { describe, expect, it } from 'vitest';
import { type Filling, writeHtml } from './html';
import fc from '../testing/property';

function written(source: string, values: Record<string, Filling> = {}) {
  const leftOut: string[] = [];
  const html = writeHtml(source, { fill: (token) => values[token] ?? '', leftOut: (what) => leftOut.push(what) });
  return { html, leftOut };
}

describe('a template', () => {
  it('keeps its structure, classes, styles and pictures of its own', () => {
    const source =
      '<html><head><title>Slip</title><style>.a > b { color: #333 }</style></head><body class=slip><h1 id="x">A &amp; B</h1>' +
      '<img src="data:image/png;base64,AAAA" alt=logo><br/><a href="https://example.com/?a=1&amp;b=2">more</a></body></html>';
    expect(written(source)).toEqual({
      html:
        '<html><head><title>Slip</title><style>.a > b { color: #333 }</style></head><body class="slip"><h1 id="x">A &amp; B</h1>' +
        '<img src="data:image/png;base64,AAAA" alt="logo"><br><a href="https://example.com/?a=1&amp;b=2">more</a></body></html>',
      leftOut: [],
    });
  });

  it.each([
    ['<script>alert(1)</script>x', 'x', ['<script>']],
    ['<SCRIPT src=a.js></SCRIPT >x', 'x', ['<script>']],
    ['<script>never ends', '', ['<script>']],
    ['<p onclick="go()" ONLOAD=go>x</p>', '<p>x</p>', ['onclick', 'onload']],
    ['<a href="javascript:go()">x</a>', '<a>x</a>', ['href']],
    ['<a href=" java&#115;cript&colon;go()">x</a>', '<a>x</a>', ['href']],
    ['<img src="https://example.com/spy.png">', '<img>', ['src']],
    ['<img src="data:image/svg+xml;base64,AA">', '<img>', ['src']],
    ['<iframe src=x></iframe><p>x', '<p>x', ['<iframe>']],
    ['<svg><script>1</script></svg>y', 'y', ['<svg>']],
    ['<base href="//evil"><meta http-equiv=refresh content=0><link rel=x>z', 'z', ['<base>', '<meta>', '<link>']],
    ['<form action=x><input name=y></form>z', 'z', ['<form>']],
    ['<!-- <script>1</script> -->x<!doctype html>', 'x', []],
    ['a < b <3', 'a &lt; b &lt;3', []],
    ['<p title="a>b">x</p>', '<p title="a&gt;b">x</p>', []],
    ['x<p title="a', 'x', ['<p title="a']],
    ['<style>a{}</style ><b>x</b>', '<style>a{}</style><b>x</b>', []],
  ])('%s becomes %s', (source, html, leftOut) => {
    expect(written(source)).toEqual({ html, leftOut });
  });
});

describe('a token', () => {
  const evil = `"'><script>alert(1)</script>&`;
  it('is escaped in a text, in an attribute and in a style', () => {
    const source = '<p title="{{ v }}" style="color:{{v}}">{{v}}</p><style>p{color:{{v}}}</style>';
    expect(written(source, { v: evil }).html).toBe(
      '<p title="&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;" style="color:scriptalert1script">' +
        '&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;</p><style>p{color:scriptalert1script}</style>',
    );
  });

  it('is judged where it becomes an address', () => {
    const source = '<a href="{{v}}">x</a>';
    expect(written(source, { v: 'javascript:alert(1)' }).html).toBe('<a>x</a>');
    expect(written(source, { v: 'https://example.com/"x' }).html).toBe('<a href="https://example.com/&quot;x">x</a>');
  });

  it('may be HTML of the kernel between tags and nowhere else', () => {
    const table = { html: '<table></table>' };
    expect(written('<div title="{{t}}">{{t}}</div>', { t: table }).html).toBe('<div title=""><table></table></div>');
  });
});

/** Every tag of an output, by a reader of its own. */
const tagsOf = (html: string): string[] => [...html.matchAll(/<\/?([^\s>/]+)/g)].map((match) => (match[1] ?? '').toLowerCase());

it('nothing makes it write a tag or an attribute that runs', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<', '>', '"', "'", '=', '/', '<script', '</script>', '<style>', '</style', '<!--', '-->', ' on', 'onload', '<p ', '{{v}}', '{{', '}}',
      'javascript:', '<a href=', '<img src=', '<iframe', '<svg', '&colon;', '\u0000', '\n',
    ), // prettier-ignore
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }),
      fc.string({ unit: fc.constantFrom('<', '>', '"', 'a', '{', '}', '/', ' ') }),
      (pieces, v) => {
        const { html } = written(pieces.join(''), { v });
        for (const tag of tagsOf(html)) expect(tag).toMatch(/^(?:p|style|a|img|b|i|q|s|u)$/);
        for (const [, inside = ''] of html.matchAll(/<[a-z]+([^>]*)>/g)) {
          expect(inside).toMatch(/^(?: [a-z]+="[^"<]*")*$/);
          expect(inside).not.toMatch(/ on|javascript:/i);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

it('takes a time that grows with the template', () => {
  const hostile = ['<p title="', '{{', '<!', '<', '<style>', '</p', "<a href='", '{{ ', '&#', '<script>'];
  for (const piece of hostile) expect(written(piece.repeat(50_000)).html.length).toBeLessThan(1_000_000);
});
