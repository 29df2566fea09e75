/** Why a module is not run, or why a call of it ended without an answer (docs/architecture/12). */
import { KernelError } from '../errors';

/** Why a module is refused before it runs. */
export type RefusalReason =
  | 'too_large'
  | 'is_component'
  | 'malformed'
  | 'unsupported'
  | 'import_not_allowed'
  | 'import_signature'
  | 'memory64'
  | 'shared_memory'
  | 'memory_missing'
  | 'memory_limit'
  | 'alloc_missing'
  | 'start_calls_host';

/** A module that no host would run. `code` is `module_refused`, `details.reason` says which rule refused it. */
export class ModuleRefused extends KernelError {
  constructor(
    readonly reason: RefusalReason,
    message: string,
  ) {
    super('module_refused', message, { details: { reason } });
    this.name = 'ModuleRefused';
  }
}
