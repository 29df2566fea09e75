/** `routing_resolve({domain, attrs?})`: which handler the routing tables of the installed addons name. */
import { isOffered } from '../../actions/conditions';
import { HOST_IMPORTS } from '../../contract/wasm/abi';
import { enveloped, type HostContext, type HostFunction, HostRefusal, isObject, requestOf } from './context';

const MAX_REQUEST_BYTES = 64 * 1024;
const [, , FAULT] = HOST_IMPORTS.routing_resolve.errors;

interface Handler {
  handler: string;
  addon_key: string;
  is_self: boolean;
  priority: number;
}

/** Those that fit, the highest priority first; of equals the addon's own, then by their names. */
function handlersFor(context: HostContext, domain: string, attributes: Readonly<Record<string, unknown>>): Handler[] {
  const { operation, addon } = context;
  return operation.registry
    .addons(operation.principal.organizationId)
    .flatMap(({ key, manifest }) =>
      (manifest.contributions?.routes ?? [])
        .filter((route) => route.domain === domain && isOffered(operation, route.condition))
        .filter(({ match = {} }) =>
          Object.entries(match).every(([name, value]) => Object.hasOwn(attributes, name) && attributes[name] === value),
        )
        .map(({ handler, priority = 0 }) => ({ handler, addon_key: key, is_self: key === addon.key, priority })),
    )
    .sort(
      (a, b) =>
        b.priority - a.priority ||
        Number(b.is_self) - Number(a.is_self) ||
        a.addon_key.localeCompare(b.addon_key, 'en') ||
        a.handler.localeCompare(b.handler, 'en'),
    );
}

export const routingResolve: HostFunction = (context, [request]) =>
  enveloped(context, { fault: FAULT }, () => {
    const { domain, attrs = {} } = requestOf(request, MAX_REQUEST_BYTES);
    if (typeof domain !== 'string' || domain === '') throw new HostRefusal('invalid_request', 'a route is asked for by its "domain"');
    if (!isObject(attrs)) throw new HostRefusal('invalid_request', '"attrs" is no object');
    const handlers = handlersFor(context, domain, attrs);
    const [first] = handlers;
    return Promise.resolve({
      resolved: first !== undefined,
      ...(first && { handler: first.handler, addon_key: first.addon_key }),
      is_self: first?.is_self ?? false,
      handlers,
    });
  });
