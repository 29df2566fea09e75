/** What can be done in the window, each once: the palette, the menus, the keys and the page of keys read the same list. */
import type { LucideIcon } from 'lucide-react';
import type { Strings } from './strings';

export type CommandGroup = keyof Strings['groups'];

export interface Command {
  /** Stable: keys that somebody chose are kept under it. */
  id: keyof Strings['titles'];
  group: CommandGroup;
  icon: LucideIcon;
  /** As tinykeys writes them; the first one is shown. `$mod` is Command on a Mac and Ctrl elsewhere. */
  keys?: readonly string[];
  /** Whether it makes sense now; always where it is left out. */
  isEnabled?: () => boolean;
  run: () => void | Promise<void>;
}
