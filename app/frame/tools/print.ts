/**
 * Prints a rendered document. It was shown in a frame of its own in which nothing runs; that frame cannot be told to print, so
 * for the moment of printing the page's content stands in this document, behind a shadow root that keeps its styles to itself.
 * The kernel wrote no script into it, and the frame's policy would run none.
 */

const ONLY_THE_DOCUMENT = '@media print{body>:not([data-printed]){display:none!important}}@media screen{[data-printed]{display:none}}';

/** The `@page` rules of a page's styles: inside a shadow root they would mean nothing. */
const pageRules = (page: Document): string =>
  [...page.querySelectorAll('style')].flatMap((style) => style.textContent.match(/@page\s*\{[^}]*\}/g) ?? []).join('');

export function printHtml(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const host = document.createElement('div');
  host.dataset.printed = '';
  host.attachShadow({ mode: 'closed' }).append(document.importNode(page.documentElement, true));
  const style = document.createElement('style');
  style.textContent = ONLY_THE_DOCUMENT + pageRules(page);
  document.head.append(style);
  document.body.append(host);
  try {
    // Returns when the dialog is closed.
    window.print();
  } finally {
    host.remove();
    style.remove();
  }
}
