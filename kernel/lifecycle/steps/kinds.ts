/** The kinds of steps. The compiler names a kind that nobody pays for. */
import { addColumn } from './add-column';
import { addForeignKey } from './add-foreign-key';
import { alterColumnType } from './alter-column-type';
import { createIndex } from './create-index';
import { createSchema } from './create-schema';
import { createTable } from './create-table';
import { disableOthers } from './disable-others';
import { dropColumn } from './drop-column';
import { dropForeignKey } from './drop-foreign-key';
import { dropIndex } from './drop-index';
import { dropNotNull } from './drop-not-null';
import { dropTable } from './drop-table';
import { followRename } from './follow-rename';
import { grantRoles } from './grant-roles';
import type { Of, StepKind } from './kind';
import { parkColumn } from './park-column';
import { parkTable } from './park-table';
import { recordInstallationStep } from './record-installation';
import { rememberSchema } from './remember-schema';
import { renameColumn } from './rename-column';
import { renameTable } from './rename-table';
import { seedRows } from './seed-rows';
import { callFunction } from './call-function';
import { requireColumn } from './require-column';
import { recordMigration } from './record-migration';
import { runMigration } from './run-migration';
import { runUpgradeSql } from './run-upgrade-sql';
import { sendWebhookStep } from './send-webhook';
import { verifySchema } from './verify-schema';
import { tombstoneTable, restoreTable } from './tombstone-table';
import { tombstoneSchema, restoreSchema } from './tombstone-schema';
import { dropSchema } from './drop-schema';
import { dropTables } from './drop-tables';
import { deleteRows } from './delete-rows';
import { takeRoles } from './take-roles';
import { removeInstallation } from './remove-installation';
import { setStatus } from './set-status';
import { recordTombstone } from './record-tombstone';
import { forgetTombstone } from './forget-tombstone';
import { forgetMigrations } from './forget-migrations';
import { forgetAddon } from './forget-addon';
import { keepWayBack } from './keep-way-back';
import { restoreInstallation } from './restore-installation';
import { revertMigration } from './revert-migration';
import { setComment } from './set-comment';
import { setDefault } from './set-default';
import { setNotNull } from './set-not-null';
import type { EffectStep, SchemaStep, Step } from './step';

const SCHEMA_KINDS: { readonly [K in SchemaStep['kind']]: StepKind<Of<K>> } = {
  'create-schema': createSchema,
  'rename-table': renameTable,
  'rename-column': renameColumn,
  'create-table': createTable,
  'add-column': addColumn,
  'alter-column-type': alterColumnType,
  'set-default': setDefault,
  'set-not-null': setNotNull,
  'drop-not-null': dropNotNull,
  'set-comment': setComment,
  'drop-table': dropTable,
  'drop-column': dropColumn,
  'park-column': parkColumn,
  'park-table': parkTable,
  'create-index': createIndex,
  'drop-index': dropIndex,
  'add-foreign-key': addForeignKey,
  'drop-foreign-key': dropForeignKey,
  'require-column': requireColumn,
  'tombstone-table': tombstoneTable,
  'restore-table': restoreTable,
  'tombstone-schema': tombstoneSchema,
  'restore-schema': restoreSchema,
  'drop-schema': dropSchema,
  'drop-tables': dropTables,
  'delete-rows': deleteRows,
};

const EFFECT_KINDS: { readonly [K in EffectStep['kind']]: StepKind<Of<K>> } = {
  'remember-schema': rememberSchema,
  'follow-rename': followRename,
  'seed-rows': seedRows,
  'grant-roles': grantRoles,
  'record-installation': recordInstallationStep,
  'disable-others': disableOthers,
  'run-migration': runMigration,
  'record-migration': recordMigration,
  'keep-way-back': keepWayBack,
  'revert-migration': revertMigration,
  'restore-installation': restoreInstallation,
  'run-upgrade-sql': runUpgradeSql,
  'verify-schema': verifySchema,
  'call-function': callFunction,
  'send-webhook': sendWebhookStep,
  'take-roles': takeRoles,
  'remove-installation': removeInstallation,
  'set-status': setStatus,
  'record-tombstone': recordTombstone,
  'forget-tombstone': forgetTombstone,
  'forget-migrations': forgetMigrations,
  'forget-addon': forgetAddon,
};

const KINDS = { ...SCHEMA_KINDS, ...EFFECT_KINDS };

/** Whether a step changes the catalogue. */
export const isSchemaStep = (step: Step): step is SchemaStep => Object.hasOwn(SCHEMA_KINDS, step.kind);

/** The kind of a step, which knows how it is printed, run and undone. */
export const kindOf = (step: Step): StepKind<Step> => KINDS[step.kind];

/** The SQL of a step, statement by statement, ready to run or to print. */
export const statementsOf = (step: Step): string[] => kindOf(step).sql(step);
