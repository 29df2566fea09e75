import { BLOCK_PAGES } from './blocks';
import { FILE_PAGES } from './files';
import { INSTALL_PAGES } from './install';
import { MODEL_PAGES } from './models';
import type { RulePage } from './page';
import { TEXT_PAGES } from './text';

/** A page for every rule of docs/contract/README.md. */
export const RULE_PAGES: readonly RulePage[] = [...TEXT_PAGES, ...MODEL_PAGES, ...INSTALL_PAGES, ...BLOCK_PAGES, ...FILE_PAGES];
