/** Schedules of installed addons. Nothing runs by the clock here: a person says *run now* (docs/architecture/08, SCHEDULE). */
import type { Schedule } from '../../schemas';
import { parseHandler, HANDLER_RESOLVER, runTraced } from '../operation/handler';
import type { Operation } from '../operation/operation';
import { notFound } from '../failure';
import type { InstalledAddon } from '../installed/registry';
import { asSystem, type TriggerAnswer, triggerAnswer } from './target';

export interface ListedSchedule extends Schedule {
  addon: string;
}

/** Every schedule of the organization, in the order of addons and manifests. */
export const listSchedules = ({ registry, principal }: Operation): ListedSchedule[] =>
  registry
    .addons(principal.organizationId)
    .flatMap((addon) =>
      (addon.manifest.schedules ?? []).map(({ key, every, do: target }) => ({ addon: addon.key, key, every, do: target })),
    );

function scheduleNamed(operation: Operation, addonKey: string, key: string): { addon: InstalledAddon; schedule: Schedule; index: number } {
  const addon = operation.registry.addons(operation.principal.organizationId).find((one) => one.key === addonKey);
  const schedules = addon?.manifest.schedules ?? [];
  const index = schedules.findIndex((one) => one.key === key);
  const schedule = schedules[index];
  if (!addon || !schedule) throw notFound(`unknown schedule "${addonKey.slice(0, 64)}/${key.slice(0, 64)}"`);
  return { addon, schedule, index };
}

/**
 * Does once what a schedule does each time.
 * @throws RequestFailure 404, 501 for a handler this host does not have; KernelError of a guest that broke
 */
export async function runSchedule(operation: Operation, addonKey: string, key: string): Promise<TriggerAnswer> {
  const { addon, schedule, index } = scheduleNamed(operation, addonKey, key);
  const handler = parseHandler(schedule.do);
  const system = asSystem(operation, `${addon.key}: schedule ${key}`);
  const run = system.services.ports.of(HANDLER_RESOLVER)(system, addon, handler, `schedule "${key}"`);
  const { organizationId } = operation.principal;
  // The shape of the sheet, and that of the hosts' own scheduler.
  const payload = { event: 'schedule', key, org_id: organizationId, payload: {}, org: organizationId, schedule: key, args: {} };
  const place = { addon: addon.key, pointer: `/schedules/${index}` };
  const answer = await runTraced(operation, schedule.do, place, () =>
    run({ operation: system, addon, handler, name: key, payload, hook: `schedule::${key}` }, null),
  );
  return triggerAnswer(answer, { addon: addon.key, schedule: key, trigger_type: handler.type });
}
