import * as backend from './backend';
import type { Gate } from './context';
import { labelTexts } from './label-texts';
import * as leftOvers from './left-overs';
import * as migrations from './migrations';
import * as namedFiles from './named-files';
import * as sources from './sources';

/** Every publish gate that reads the project's files. */
export const GATES: readonly Gate[] = [
  backend.backendModule,
  migrations.migrations,
  leftOvers.leftOvers,
  labelTexts,
  ...Object.values(namedFiles),
  ...Object.values(sources),
];
