/** Checks that the public documentation promises and today's hosts do not make: warnings that say so, and one error. */
import { coversEvent } from '../capability-target';
import { CORE_TABLES } from '../core-models';
import { readEventFilter } from '../../expressions/predicate';
import { gateMessages } from '../messages/gates';
import type { Step } from '../pointer';
import { near } from '../suggest';
import { suggesting } from '../text';
import { isBlank, type Rule, type RuleContext } from './context';

const CORE_WRITERS = new Set(['finance', 'operations']);
const RECORD_EVENTS = new Set(['created', 'updated', 'deleted', 'transitioned']);

/** Addons whose parts may be used: the own one, the platform, and those required. */
function reachable({ manifest }: RuleContext): Set<string> {
  const required = manifest.compatibility.requires.flatMap(({ key }) => (key === 'kernel' ? [] : [key]));
  return new Set([manifest.metadata.key, 'core', 'kernel', ...required]);
}

export const capabilityReasons: Rule = ({ manifest, warning }) => {
  (manifest.capabilities ?? []).forEach(({ kind, reason }, index) => {
    if (isBlank(reason)) warning('PROM-REASON', ['capabilities', index, 'reason'], gateMessages.noReason(kind));
  });
};

export const coreTables: Rule = ({ manifest, warning }) => {
  if (CORE_WRITERS.has(manifest.metadata.category ?? '')) return;
  (manifest.capabilities ?? []).forEach(({ kind, target }, index) => {
    const table = target.replace(/^public\./, '');
    if (kind === 'db:write' && (CORE_TABLES.has(table) || table.startsWith('billing_')))
      warning('PROM-CORE', ['capabilities', index, 'target'], gateMessages.coreWrite(target));
  });
};

export const subscribedEvents: Rule = (context) => {
  const { manifest, byKey, models, error, warning } = context;
  const declared = new Set((manifest.extension_points?.events ?? []).map(({ name }) => name));
  const tables = new Set(models.map(({ model }) => model.table));
  const known = reachable(context);
  const ownEvents = (): string[] => [
    ...declared,
    ...models.flatMap(({ model }) => [...RECORD_EVENTS].map((moment) => `${manifest.metadata.key}.${model.key}.${moment}`)),
  ];
  const grants = (manifest.capabilities ?? []).filter(({ kind }) => kind === 'event:subscribe').map(({ target }) => target);
  (manifest.contributions?.subscriptions ?? []).forEach(({ event, filter }, index) => {
    const path: readonly Step[] = ['contributions', 'subscriptions', index];
    const [addon = '', model = '', moment = ''] = event.split('.', 3);
    const isRecordEvent = (byKey.has(model) || tables.has(model)) && RECORD_EVENTS.has(moment);
    if (addon === manifest.metadata.key) {
      if (!declared.has(event) && !isRecordEvent && !event.includes('*'))
        warning('PROM-EVENT', [...path, 'event'], near(gateMessages.undeclaredEvent(event), event, ownEvents()));
    } else if (!known.has(addon) && addon !== '' && addon !== '*') {
      warning('PROM-EVENT', [...path, 'event'], gateMessages.foreignAddon(event, addon));
    }
    if (!grants.some((target) => coversEvent(target, event))) {
      const capability = { kind: 'event:subscribe', target: event };
      warning(
        'CAP-SUBSCRIBE',
        [...path, 'event'],
        suggesting(gateMessages.subscribeGrant(event), '', () => capability),
      );
    }
    // An error: a filter that cannot be read would let every event through, or none.
    if (!isBlank(filter) && !readEventFilter(filter ?? '').ok) error('PROM-FILTER', [...path, 'filter'], gateMessages.filter(filter ?? ''));
  });
};

export const slotKinds: Rule = (context) => {
  const { manifest, warning } = context;
  const offered = new Set((manifest.extension_points?.slot_kinds ?? []).map(({ name }) => name));
  const known = reachable(context);
  (manifest.contributions?.slots ?? []).forEach(({ slot_kind: slot }, index) => {
    const path = ['contributions', 'slots', index, 'slot_kind'];
    const addon = slot.split('.', 1)[0] ?? '';
    if (addon === manifest.metadata.key && !offered.has(slot))
      warning('PROM-SLOT', path, near(gateMessages.undeclaredSlot(slot), slot, offered));
    else if (slot.includes('.') && !known.has(addon)) warning('PROM-SLOT', path, gateMessages.foreignAddon(slot, addon));
  });
};

export const extendedModels: Rule = (context) => {
  const { manifest, models, byKey, warning } = context;
  const open = new Set(manifest.extension_points?.model_extensions_accepted ?? []);
  const known = reachable(context);
  const check = (target: string, path: readonly Step[]): void => {
    const [addon = '', model] = target.split('.', 2);
    if (model === undefined) {
      if (byKey.has(target) && !open.has(target)) warning('PROM-EXTEND', path, gateMessages.closedModel(target));
    } else if (!known.has(addon)) warning('PROM-EXTEND', path, gateMessages.foreignAddon(target, addon));
  };
  for (const { model, index } of models) {
    if (model.extends !== undefined) check(model.extends, ['models', index, 'extends']);
    (model.extensions ?? []).forEach(({ target_model }, at) => check(target_model, ['models', index, 'extensions', at, 'target_model']));
  }
};

/** Keys as their issuers write them; test keys are left alone. */
const LIVE_KEYS =
  /^(?:sk_live_[A-Za-z0-9]{16,}|rk_live_[A-Za-z0-9]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|xox[abprs]-[A-Za-z0-9-]{20,}|AIza[0-9A-Za-z_-]{35}|SG\.[\w-]{20,}\.[\w-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*)$/;
/** Values looked at; the parser bounds the document itself. */
const MAX_VALUES_LOOKED_AT = 400_000;

export const liveSecrets: Rule = ({ manifest, warning }) => {
  const stack: { value: unknown; path: readonly Step[] }[] = [{ value: manifest, path: [] }];
  for (let seen = 0; stack.length > 0 && seen < MAX_VALUES_LOOKED_AT; seen += 1) {
    const { value, path } = stack.pop() ?? { value: null, path: [] };
    if (typeof value === 'string') {
      if (value.length < 5000 && LIVE_KEYS.test(value)) warning('PROM-SECRET', path, gateMessages.liveSecret());
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) stack.push({ value: member, path: [...path, name] });
    }
  }
};
