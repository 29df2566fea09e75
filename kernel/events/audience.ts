/** Who hears of a change, and how much of it: what the data routes would let them read (docs/architecture/08, REALTIME). */
import { extensionsOf } from '../dynamic/extensions';
import type { RegistryScope } from '../operation/operation';
import { mayRead } from '../security/readable';
import type { DataEvent } from '../operation/realtime-message';

/**
 * The change as a listener hears of it: null where he may not read the model's rows, and without the names of columns that belong to
 * extensions he may not read. Where nothing is left of the names there are none, which means that anything may have changed.
 */
export function heardBy(asking: RegistryScope, event: DataEvent): DataEvent | null {
  const { addon, model: key, fields } = event.payload;
  const model = asking.registry.model(asking.principal.organizationId, `${addon}.${key}`);
  if (!model || !mayRead(asking, model)) return null;
  if (!fields?.some((name) => name.includes('.'))) return event;
  const hidden = extensionsOf(asking, model).filter((extension) => !mayRead(asking, extension));
  const told = fields.filter((name) => !hidden.some((extension) => name.startsWith(`${extension.key}.`)));
  const payload = { ...event.payload, fields: told };
  if (told.length === 0) delete (payload as DataEvent['payload']).fields;
  return { ...event, payload };
}
