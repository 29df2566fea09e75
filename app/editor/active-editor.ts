/** The text editor that is open, for those who are loaded before it and never load it. */

export interface ActiveEditor {
  /** What it can do now, as it names it itself. */
  actions: () => { id: string; label: string }[];
  /** Does one of it, where it can be done now, with the keys going to the text. */
  run: (actionId: string) => Promise<void>;
  focus: () => void;
}

let active: ActiveEditor | null = null;

/** Makes an editor the one that is asked; the answer takes it back. */
export function setActiveEditor(editor: ActiveEditor): () => void {
  active = editor;
  return () => {
    if (active === editor) active = null;
  };
}

/** Null while no text is open. */
export const activeEditor = (): ActiveEditor | null => active;
