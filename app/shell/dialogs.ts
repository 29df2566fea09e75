/** Which dialog of the window is open: one at a time, whoever asks for it. */
import { create } from 'zustand';

export type DialogName =
  | 'export'
  | 'share'
  | 'sample'
  | 'about'
  | 'rename'
  | 'fork'
  | 'delete'
  | 'reset'
  | 'keys'
  | 'palette'
  | 'rehearsal'
  | 'versions';

/** What the palette begins with: everything, or what a sign before the words narrows it to. */
export type PaletteStart = '' | '>' | '@';

export const useDialogs = create<{ open: DialogName | null; paletteStart: PaletteStart }>(() => ({ open: null, paletteStart: '' }));

export const openDialog = (open: DialogName): void => useDialogs.setState({ open });

export const openPalette = (paletteStart: PaletteStart = ''): void => useDialogs.setState({ open: 'palette', paletteStart });

export const closeDialog = (): void => useDialogs.setState({ open: null });
