/** Small choices of this browser (language, theme, current project, enforcement, layout, keys, tabs). A browser that keeps nothing keeps none of them. */

type Setting = 'language' | 'theme' | 'project' | 'enforcement' | 'firstSteps' | 'layout' | 'keys' | 'tabs';

export function readSetting(name: Setting): string | null {
  try {
    return localStorage.getItem(`metacore-playground:${name}`);
  } catch {
    return null;
  }
}

export function writeSetting(name: Setting, value: string): void {
  try {
    localStorage.setItem(`metacore-playground:${name}`, value);
  } catch {
    // A full or forbidden storage costs the choice at the next visit, nothing else.
  }
}
