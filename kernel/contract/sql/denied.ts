/** What a node of a migration's tree does that no addon may, and the schemas that it names. */
import { isNode, isString, listOf, type Node, stringOf } from './nodes';

/** Statements no migration of an addon may hold, by the name of their node. */
const STATEMENTS: Readonly<Record<string, string | undefined>> = {
  CreatedbStmt: 'CREATE DATABASE',
  DropdbStmt: 'DROP DATABASE',
  AlterDatabaseStmt: 'ALTER DATABASE',
  AlterDatabaseSetStmt: 'ALTER DATABASE',
  AlterDatabaseRefreshCollStmt: 'ALTER DATABASE',
  CreateRoleStmt: 'CREATE ROLE',
  AlterRoleStmt: 'ALTER ROLE',
  AlterRoleSetStmt: 'ALTER ROLE',
  DropRoleStmt: 'DROP ROLE',
  GrantStmt: 'GRANT or REVOKE',
  GrantRoleStmt: 'GRANT or REVOKE',
  AlterDefaultPrivilegesStmt: 'ALTER DEFAULT PRIVILEGES',
  ReassignOwnedStmt: 'REASSIGN OWNED',
  DropOwnedStmt: 'DROP OWNED',
  AlterOwnerStmt: 'ALTER … OWNER TO',
  AlterSystemStmt: 'ALTER SYSTEM',
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  DropTableSpaceStmt: 'DROP TABLESPACE',
  LoadStmt: 'LOAD',
  CreateEventTrigStmt: 'CREATE EVENT TRIGGER',
  AlterEventTrigStmt: 'ALTER EVENT TRIGGER',
  CreatePLangStmt: 'CREATE LANGUAGE',
  CreateFdwStmt: 'CREATE FOREIGN DATA WRAPPER',
  CreateForeignServerStmt: 'CREATE SERVER',
  CreateUserMappingStmt: 'CREATE USER MAPPING',
  ImportForeignSchemaStmt: 'IMPORT FOREIGN SCHEMA',
  CreateSubscriptionStmt: 'CREATE SUBSCRIPTION',
  AlterSubscriptionStmt: 'ALTER SUBSCRIPTION',
  CheckPointStmt: 'CHECKPOINT',
};

/** Functions that read the server's files, run programs or texts, or step out of the addon's role. */
const FUNCTIONS = new Set([
  ...['pg_read_file', 'pg_read_binary_file', 'pg_read_server_files', 'pg_ls_dir', 'pg_stat_file', 'pg_ls_logdir', 'pg_ls_waldir'],
  ...['pg_ls_tmpdir', 'pg_ls_archive_statusdir', 'pg_current_logfile', 'pg_file_write', 'pg_file_rename', 'pg_file_unlink'],
  ...['lo_import', 'lo_export', 'pg_terminate_backend', 'pg_cancel_backend', 'pg_reload_conf', 'pg_rotate_logfile', 'pg_promote'],
  ...['set_config', 'query_to_xml', 'query_to_xmlschema', 'query_to_xml_and_xmlschema', 'pg_execute_server_program'],
  ...['pg_switch_wal', 'pg_create_restore_point', 'pg_backup_start', 'pg_backup_stop', 'pg_logical_emit_message'],
]);
const isDeniedFunction = (name: string): boolean => FUNCTIONS.has(name) || name === 'dblink' || name.startsWith('dblink_');

const ROLES = new Set(['role', 'session_authorization']);
/** Languages in which a function may do whatever the server's account may. */
const UNTRUSTED = /^(?:c|internal|\w+u)$/;

/** @param pair the name of a node and the node */
export function deniedIn([name, node]: readonly [string, unknown]): string[] {
  const statement = Object.hasOwn(STATEMENTS, name) ? STATEMENTS[name] : undefined;
  return [statement, isNode(node) ? deniedDetail(name, node) : undefined].filter((what) => what !== undefined);
}

function deniedDetail(name: string, node: Node): string | undefined {
  if (name === 'CopyStmt' && node.is_program === true) return 'COPY … PROGRAM';
  if (name === 'CopyStmt' && isString(node.filename)) return 'COPY with a file of the server';
  if (name === 'VariableSetStmt' && isString(node.name) && ROLES.has(node.name)) return 'SET ROLE';
  if (name === 'AlterTableCmd' && node.subtype === 'AT_ChangeOwner') return 'ALTER … OWNER TO';
  if (name === 'DefElem' && node.defname === 'language') {
    const language = stringOf(node.arg)?.toLowerCase() ?? '';
    return UNTRUSTED.test(language) ? `the language ${language}` : undefined;
  }
  if (name !== 'FuncCall' || !Array.isArray(node.funcname)) return undefined;
  const text = stringOf(node.funcname.at(-1));
  return text !== null && isDeniedFunction(text.toLowerCase()) ? `${text}()` : undefined;
}

/** Schemas that are everybody's; an empty name stands in a `search_path` of nothing. */
const COMMON = new Set(['', 'public', 'pg_catalog', 'information_schema', 'pg_temp', '$user']);

export const isForeignSchema = (schema: string, addonKey: string): boolean => !COMMON.has(schema) && schema !== `addon_${addonKey}`;

/** The schemas that a statement makes the ones names are looked for in. */
export function searchedSchemas([name, node]: readonly [string, unknown]): string[] {
  if (name !== 'VariableSetStmt' || !isNode(node) || node.name !== 'search_path') return [];
  return listOf(node, 'args').flatMap(({ A_Const }) => {
    const text = isNode(A_Const) && isNode(A_Const.sval) ? (A_Const.sval.sval ?? '') : null;
    return isString(text) ? [text] : [];
  });
}
