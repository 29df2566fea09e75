import { useSyncExternalStore } from 'react';
import { readAppearance, type Appearance } from './appearance';
import { setLanguage } from './language';

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
let current = readNow();

/** Reads the address and applies it to the document; the language must be set before anything is drawn anew. */
function readNow(): Appearance {
  const appearance = readAppearance(location.hash, systemDark.matches);
  setLanguage(appearance.language, appearance.locale);
  document.documentElement.lang = appearance.language;
  document.documentElement.classList.toggle('dark', appearance.theme === 'dark');
  return appearance;
}

function subscribe(listener: () => void): () => void {
  const update = (): void => {
    const next = readNow();
    if (next.language === current.language && next.theme === current.theme && next.locale === current.locale) return;
    current = next;
    listener();
  };
  window.addEventListener('hashchange', update);
  systemDark.addEventListener('change', update);
  return () => {
    window.removeEventListener('hashchange', update);
    systemDark.removeEventListener('change', update);
  };
}

/** How the frame looks now; drawn anew when the embedding page changes the hash. */
export function useAppearance(): Appearance {
  return useSyncExternalStore(subscribe, () => current);
}
