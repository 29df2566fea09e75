import { handOver } from './connect';

/** Lets somebody keep a file. The published runtime's dialogs come here too. */
export const saveFile = (name: string, blob: Blob): void => handOver(window, name, blob);
