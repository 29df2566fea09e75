import { create } from 'zustand';
import { readSetting, writeSetting } from '../settings';

export type Theme = 'light' | 'dark';

interface ThemeState {
  theme: Theme;
  setTheme: (theme: Theme) => void;
  /** For this visit only, as an embedding page asks for it. */
  showTheme: (theme: Theme) => void;
}

function initial(): Theme {
  const stored = readSetting('theme');
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function apply(theme: Theme): void {
  document.documentElement.classList.toggle('dark', theme === 'dark');
  document.documentElement.style.colorScheme = theme;
}

export const useTheme = create<ThemeState>((set) => {
  const theme = initial();
  apply(theme);
  return {
    theme,
    setTheme: (next) => {
      writeSetting('theme', next);
      apply(next);
      set({ theme: next });
    },
    showTheme: (next) => {
      apply(next);
      set({ theme: next });
    },
  };
});
