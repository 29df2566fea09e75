/** Files that other systems left in an archive: hosts take them for content by their names. */
import { gateMessages } from '../messages/gates';
import { isLeftOver } from '../left-overs';
import type { FileContext } from './context';

export const leftOvers = ({ files, inFile }: FileContext): void => {
  for (const file of [...files.keys()].filter(isLeftOver).sort()) {
    const isRun = /^migrations\/.+\.sql$/i.test(file);
    inFile(isRun ? 'strict' : 'warning', 'GATE-LEFTOVER', file, { offset: 0, length: 0 }, gateMessages.leftOver(file, isRun));
  }
};
