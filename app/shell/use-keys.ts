import { useEffect } from 'react';
import type { Command } from '../commands/command';
import { listenToFrames } from '../commands/frame-keys';
import { commandOf, keysOf, useKeymap } from '../commands/keymap';
import { COMMANDS } from './commands';
import { useDialogs } from './dialogs';

/** A dialog has the keys to itself. What the editor calls one, its search for instance, lies in the text and is none. */
const isInDialog = (): boolean =>
  [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].some((dialog) => dialog.closest('.monaco-editor') === null);

function run(command: Command): void {
  if (useDialogs.getState().open !== null || isInDialog() || command.isEnabled?.() === false) return;
  void command.run();
}

/** All keys that run something now. */
const allKeys = (): string[] => COMMANDS.flatMap((command) => keysOf(command, useKeymap.getState().chosen));

/** Listens for the keys of all commands, in the page before the editor does, and in the preview. */
export function useKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const command = event.isComposing ? undefined : commandOf(event, COMMANDS, useKeymap.getState().chosen);
      if (!command) return;
      // What the browser does with these keys (printing, saving the page) is wanted by nobody here, in a dialog neither.
      event.preventDefault();
      // There they are what somebody chooses.
      if (useDialogs.getState().open === 'keys') return;
      event.stopPropagation();
      run(command);
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
  useEffect(
    () =>
      listenToFrames({
        keys: allKeys,
        run: (keys) => {
          const command = COMMANDS.find((one) => keysOf(one, useKeymap.getState().chosen).includes(keys));
          if (command) run(command);
        },
      }),
    [],
  );
}
