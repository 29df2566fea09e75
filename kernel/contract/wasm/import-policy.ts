/** What a module may import, and which capability each import needs: a reading of the table in `abi.ts`. */
import { HOST_IMPORTS, signatureOf } from './abi';

/** Functions of the module `metacore_host`, with the kinds of capability a host asks for whatever they are called with. */
export const HOST_FUNCTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(HOST_IMPORTS).map(([name, { capabilities, ownIsImplicit }]): [string, readonly string[]] => [
    name,
    ownIsImplicit ? [] : capabilities,
  ]),
);

/** Pairs that the publish scan refuses; for the others the call is refused at run time. */
export const SCANNED_FUNCTIONS: ReadonlySet<string> = new Set(['http_request', 'connector_get']);

/** Whether hosts offer a function import. */
export const isOffered = (module: string, name: string): boolean => signatureOf(module, name) !== null;
