/** What the starters bring, read when the gallery is open: each template is a part of the page that is loaded by itself. */
import { useEffect, useMemo, useState } from 'react';
import { cardOf, loadTemplate, TEMPLATE_CARDS } from '../../templates/cards';
import { useLanguage } from '../i18n/language';
import { type Facts, factsOf } from './portrait';

type Loaded = Readonly<Record<string, Readonly<Record<string, string>> | 'lost'>>;

export interface LoadedFacts {
  /** Undefined while a template is under way, null for one that could not be had. */
  of: (id: string) => Facts | null | undefined;
  /** Asks for a template again. */
  retry: (id: string) => void;
}

export function useFacts(): LoadedFacts {
  const language = useLanguage((state) => state.language);
  const [loaded, setLoaded] = useState<Loaded>({});
  const load = async (id: string): Promise<void> => {
    const template = await loadTemplate(id).catch(() => null);
    setLoaded((before) => ({ ...before, [id]: template?.files ?? 'lost' }));
  };
  useEffect(() => {
    for (const { id } of TEMPLATE_CARDS) void load(id);
  }, []);
  const facts = useMemo(
    () =>
      new Map(
        Object.entries(loaded).map(([id, files]) => [
          id,
          files === 'lost' ? null : factsOf(files, language, (key) => cardOf(key)?.title[language] ?? key),
        ]),
      ),
    [loaded, language],
  );
  return { of: (id) => facts.get(id), retry: (id) => void load(id) };
}
