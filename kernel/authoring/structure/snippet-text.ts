/** A snippet as plain text: its proposed texts stay, its stops go, and a level is two blanks. */
export const snippetText = (snippet: string): string =>
  snippet
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
    .replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replaceAll(/\$\d+/g, '')
    .replaceAll(/\\([$}\\])/g, '$1')
    .replaceAll('\t', '  ');
