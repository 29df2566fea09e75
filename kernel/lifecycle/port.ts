/** What can be done with addons as wholes, for whoever stands above this room: routes, the command line, the page. */
import { type Port, port } from '../port';
import type { Principal } from '../principal';
import type { LedgerAsked, LedgerEntry } from './ledger';
import type { Plan } from './plan';
import type { UninstallRequest } from './plan-uninstall';
import type { BundleOperation } from './prepare';
import type { PresetRequest, PresetResult } from './preset';
import type { Rehearsal } from './rehearse';
import type { InstallRequest, InstallResult } from './request';
import type { RollbackRequest } from './rollback';
import type { ListedTombstone } from './tombstone';

export interface Lifecycle {
  /** @throws KernelError as `install` in lifecycle/apply.ts; nothing was changed then */
  install(request: InstallRequest): Promise<InstallResult>;
  /** Brings an installed addon to a newer version, as a host does. @throws KernelError as `upgrade` in lifecycle/apply.ts; nothing was changed then */
  upgrade(request: InstallRequest): Promise<InstallResult>;
  /** Brings an addon back to the version before its last upgrade. @throws KernelError as `rollback` in lifecycle/apply.ts; nothing was changed then */
  rollback(request: RollbackRequest): Promise<InstallResult>;
  /** What that would do. @throws KernelError as `rollback`, before anything runs */
  rollbackPlan(request: RollbackRequest): Promise<Plan>;
  /** What an install or an upgrade would do. @throws KernelError what refuses it before it can be planned */
  plan(request: InstallRequest, operation?: BundleOperation): Promise<Plan>;
  /** Does what an install or an upgrade would do and takes it back. @throws KernelError as they do */
  rehearse(request: InstallRequest, operation?: BundleOperation): Promise<Rehearsal>;
  /** What was done to an addon, or to all of them, step by step, the newest first. */
  history(asked?: LedgerAsked): Promise<LedgerEntry[]>;
  /** Installs a preset's members together. @throws KernelError as `installPreset` in lifecycle/preset.ts; nothing was changed then */
  installPreset(request: PresetRequest): Promise<PresetResult>;
  /** Takes an addon out for an organization. @throws KernelError as `uninstall` in lifecycle/uninstall.ts; nothing was changed then */
  uninstall(request: UninstallRequest & { by?: Principal }): Promise<Plan>;
  /** What that would do. @throws KernelError `not_installed`, `has_dependents` */
  uninstallPlan(request: UninstallRequest): Promise<Plan>;
  /** Tables that uninstalls put away, the newest first. */
  tombstones(addonKey?: string): Promise<ListedTombstone[]>;
  /** Brings put-away tables back, for an install to go on with. @throws KernelError `tombstone_missing`, `already_installed` */
  restore(tombstoneId: string, by?: Principal): Promise<Plan>;
  /** Drops put-away tables for good; where an organization asks (`by`) and others have rows in them, its own rows. @throws KernelError `tombstone_missing` */
  purge(tombstoneId: string, by?: Principal): Promise<Plan>;
  /** What restoring or purging would do. @throws KernelError `tombstone_missing` */
  tombstonePlan(tombstoneId: string, operation: 'restore' | 'purge'): Promise<Plan>;
  /** What switching on or off would do. @throws KernelError `not_installed` */
  statusPlan(request: { addonKey: string; organizationId: string; status: 'enabled' | 'disabled' }): Promise<Plan>;
  /** Switches an addon on or off for an organization; its rows stay. @throws KernelError `not_installed`, `hook_failed` */
  setStatus(request: { addonKey: string; organizationId: string; status: 'enabled' | 'disabled'; by?: Principal }): Promise<Plan>;
}

export const LIFECYCLE: Port<Lifecycle> = port('the lifecycle of addons');
