/** The documents of `docs/`, as they stand in the repository: the app carries them, so that they are there without a network. */
import type { Locale } from '../../kernel/locale';

const FILES = import.meta.glob<string>(['../../docs/**/*.md', '!../../docs/upstream/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const ROOT = '../../docs/';

export interface Written {
  /** Path below `docs/` without its ending. */
  id: string;
  text: string;
  /** The language that it is written in: not every document is there in every one. */
  language: Locale;
}

/** The documents in a language: `cli.es.md` stands for `cli.md` in Spanish where there is one. */
export function writtenIn(language: Locale): Written[] {
  const ids = Object.keys(FILES).map((path) => path.slice(ROOT.length, -'.md'.length));
  return ids
    .filter((id) => !id.endsWith('.es'))
    .map((id) => {
      const own = language === 'en' ? undefined : FILES[`${ROOT}${id}.${language}.md`];
      return { id, text: own ?? FILES[`${ROOT}${id}.md`] ?? '', language: own === undefined ? 'en' : language };
    });
}
