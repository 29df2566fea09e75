/** Capabilities, permissions and events. */
import type { Capability, PermissionDef, PublishedEvent } from '../../../schemas';
import { convertMessages } from './messages';
import type { Conversion } from './context';
import { given, noteUnknown, textOr } from './members';
import { eventName } from '../../contract/v2/names';

const KINDS: readonly Capability['kind'][] = [
  'db:read',
  'db:write',
  'http:fetch',
  'connector:read',
  'ctx:user',
  'ctx:roles',
  'ctx:org_config',
  'event:emit',
  'event:subscribe',
  'fs:read',
  'secrets:read',
  'cron:register',
  'queue:produce',
  'queue:consume',
  'file-storage:write',
  'time:wallclock',
];

/** Own events under their v3 names, by their v2 names. */
function renamedEvents({ source, addon }: Conversion): Map<string, string> {
  return new Map((source.events ?? []).flatMap((event) => (event === null ? [] : [[event, eventName(event, addon)] as const])));
}

export function convertCapabilities(conversion: Conversion): Capability[] {
  const { source, note, trace } = conversion;
  const events = renamedEvents(conversion);
  const capabilities: Capability[] = [];
  (source.capabilities ?? []).forEach((capability, index) => {
    const path = ['capabilities', index];
    noteUnknown(conversion, capability, ['kind', 'target', 'reason'], path);
    const kind = KINDS.find((known) => known === capability.kind);
    if (kind === undefined) {
      note('CONV-DROP', [...path, 'kind'], convertMessages.dropped(capability.kind, 'capability'));
      return;
    }
    // A grant follows the event that it is for.
    const target = kind.startsWith('event:') ? (events.get(capability.target) ?? capability.target) : capability.target;
    trace(['capabilities', capabilities.length], path);
    capabilities.push(given({ kind, target, reason: textOr(capability.reason) }));
  });
  return capabilities;
}

export function convertEvents({ source, addon, note, trace }: Conversion): PublishedEvent[] {
  const events: PublishedEvent[] = [];
  (source.events ?? []).forEach((event, index) => {
    if (event === null) return;
    const name = eventName(event, addon);
    if (name !== event) note('CONV-GUESS', ['events', index], convertMessages.renamedEvent(event, name));
    trace(['extension_points', 'events', events.length], ['events', index]);
    events.push({ name });
  });
  return events;
}

export function convertPermissions(conversion: Conversion): PermissionDef[] {
  const { source, addon, note, trace } = conversion;
  const permissions = new Map<string, PermissionDef>();
  const part = (text: string | null | undefined): string => (text ?? '').toLowerCase().replaceAll(/[^a-z0-9_:]/g, '_');
  (source.permissions ?? []).forEach((permission, index) => {
    const path = ['permissions', index];
    noteUnknown(conversion, permission, ['model', 'scope', 'reason'], path);
    const parts = [part(permission.model), part(permission.scope)].filter((text) => text !== '');
    if (parts.length === 0) {
      note('CONV-DROP', path, convertMessages.dropped('permission', 'empty'));
      return;
    }
    const key = [addon, ...parts].join('.');
    const reason = textOr(permission.reason);
    const earlier = permissions.get(key);
    if (earlier === undefined) {
      trace(['rbac', 'permissions', permissions.size], path);
      permissions.set(key, given({ key, description: reason }));
    } else if (reason !== undefined && earlier.description !== reason) {
      earlier.description = earlier.description === undefined ? reason : `${earlier.description}; ${reason}`;
    }
  });
  return [...permissions.values()];
}
