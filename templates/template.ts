import type { LocalizedText } from './catalog';

/** A starter addon, ready to be copied into a project. */
export interface Template {
  id: string;
  title: LocalizedText;
  description: LocalizedText;
  /** Text of every file, by its path inside the addon. */
  files: Readonly<Record<string, string>>;
}
