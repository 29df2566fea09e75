/** What can be said about a frontend's accessibility from its sources. The running page is not looked at here. */
import type { PublishCheck } from '../context';
import { publishMessages } from '../messages';

const MARKUP = /^frontend\/.*\.(?:[jt]sx|html?|vue|svelte)$/i;
/** A tag with its attributes; `>` inside of braces and quotes does not end it. Bounded, so that no text makes it slow. */
const TAG =
  /<([a-z][\w-]{0,30})((?:[^<>"'{}]|"[^"\n]{0,500}"|'[^'\n]{0,500}'|\{[^{}]{0,500}(?:\{[^{}]{0,300}\}[^{}]{0,300}){0,3}\}){0,60})\/?>/g;

const INTERACTIVE = new Set(['a', 'button', 'input', 'select', 'textarea', 'summary', 'label', 'option', 'area', 'video', 'audio']);
const MAX_TAGS = 20_000;

/** Rules `PUB-A11Y-ALT`, `PUB-A11Y-CLICK`, `PUB-A11Y-TABINDEX`, `PUB-A11Y-LANG`. */
export const accessibility: PublishCheck = ({ files, textOf, find }) => {
  for (const file of files.keys()) {
    if (!MARKUP.test(file)) continue;
    const text = textOf(file) ?? '';
    let seen = 0;
    for (const match of text.matchAll(TAG)) {
      seen += 1;
      if (seen > MAX_TAGS) break;
      const [whole, tag = '', attributes = ''] = match;
      const place = { file, span: { offset: match.index, length: whole.length } };
      const has = (name: string): boolean => new RegExp(`(?:^|[\\s"'}])${name}(?=\\s*=|[\\s/>]|$)`, 'i').test(attributes);
      const spreads = attributes.includes('{...');
      if (tag === 'img' && !has('alt') && !has(':alt') && !spreads && !has('aria-hidden'))
        find('PUB-A11Y-ALT', 'advice', publishMessages.altMissing(), place);
      const clicks = has('onclick') || has('@click') || has('on:click') || has('v-on:click');
      if (clicks && !INTERACTIVE.has(tag) && !has('role') && !tag.includes('-') && !spreads)
        find('PUB-A11Y-CLICK', 'advice', publishMessages.clickOnly(), place);
      if (/tabindex\s*=\s*["'{]?\s*["']?[1-9]/i.test(attributes)) find('PUB-A11Y-TABINDEX', 'advice', publishMessages.tabOrder(), place);
      if (tag === 'html' && !has('lang')) find('PUB-A11Y-LANG', 'advice', publishMessages.noLanguage(), place);
    }
  }
};
