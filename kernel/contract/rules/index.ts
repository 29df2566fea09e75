/** Every rule, in the order of the table of docs/contract/README.md. A new rule is a file of this folder and a line here. */
import { rule as ACT_APPR_WHEN } from './ACT-APPR-WHEN';
import { rule as ACT_IDEM } from './ACT-IDEM';
import { rule as ACT_MODEL } from './ACT-MODEL';
import { rule as ACT_STEPS_FIELDS } from './ACT-STEPS-FIELDS';
import { rule as ACT_STEP_TITLE } from './ACT-STEP-TITLE';
import { rule as ACT_VERB } from './ACT-VERB';
import { rule as API_VERSION } from './API-VERSION';
import { rule as APPEND_STAGE } from './APPEND-STAGE';
import { rule as APPR_ROLE } from './APPR-ROLE';
import { rule as ATTR_DUP } from './ATTR-DUP';
import { rule as ATTR_EXTENDS } from './ATTR-EXTENDS';
import { rule as ATTR_FIELD } from './ATTR-FIELD';
import { rule as ATTR_SEC_DUP } from './ATTR-SEC-DUP';
import { rule as AUDIT_COLUMN_TYPE } from './audit_column_type';
import { rule as AUDIT_FILL } from './AUDIT-FILL';
import { rule as BAL_COL } from './BAL-COL';
import { rule as BAL_ITEMS } from './BAL-ITEMS';
import { rule as BF_DUP } from './BF-DUP';
import { rule as BF_WITH_ARG } from './BF-WITH-ARG';
import { rule as BF_WITH_RESERVED } from './BF-WITH-RESERVED';
import { rule as CAPIN_FIELD } from './CAPIN-FIELD';
import { rule as CAPIN_SOURCE } from './CAPIN-SOURCE';
import { rule as CAPIN_TARGET } from './CAPIN-TARGET';
import { rule as CAP_FETCH } from './CAP-FETCH';
import { rule as CAP_NEVER } from './CAP-NEVER';
import { rule as CAP_SUBSCRIBE } from './CAP-SUBSCRIBE';
import { rule as CAP_TARGET } from './CAP-TARGET';
import { rule as CFG_BOTH } from './CFG-BOTH';
import { rule as CFG_MODEL } from './CFG-MODEL';
import { rule as CFG_NONE } from './CFG-NONE';
import { rule as COL_COUNT } from './COL-COUNT';
import { rule as COL_SEQ } from './COL-SEQ';
import { rule as COL_SYSTEM } from './COL-SYSTEM';
import { rule as COL_TYPE } from './COL-TYPE';
import { rule as COND_CONN } from './COND-CONN';
import { rule as COND_EMPTY } from './COND-EMPTY';
import { rule as COND_UNMET } from './COND-UNMET';
import { rule as CONN_DUP } from './CONN-DUP';
import { rule as CONV_ADD } from './CONV-ADD';
import { rule as CONV_DROP } from './CONV-DROP';
import { rule as CONV_GUESS } from './CONV-GUESS';
import { rule as CONV_RANGE } from './CONV-RANGE';
import { rule as CONV_RENAME } from './CONV-RENAME';
import { rule as CONV_UNKNOWN } from './CONV-UNKNOWN';
import { rule as CONV_V3 } from './CONV-V3';
import { rule as CON_APPR_EXTRA } from './CON-APPR-EXTRA';
import { rule as CON_APPR_MISSING } from './CON-APPR-MISSING';
import { rule as CON_APPR_WHEN } from './CON-APPR-WHEN';
import { rule as CON_ERRKEY } from './CON-ERRKEY';
import { rule as CON_EXPR } from './CON-EXPR';
import { rule as DASH_COLUMN } from './DASH-COLUMN';
import { rule as DASH_COMPARE } from './DASH-COMPARE';
import { rule as DASH_DATE } from './DASH-DATE';
import { rule as DASH_DUP } from './DASH-DUP';
import { rule as DASH_EXPOSE } from './DASH-EXPOSE';
import { rule as DASH_FIELD } from './DASH-FIELD';
import { rule as DASH_FRONTEND } from './DASH-FRONTEND';
import { rule as DASH_GROUP } from './DASH-GROUP';
import { rule as DASH_INTERVAL } from './DASH-INTERVAL';
import { rule as DASH_KEY } from './DASH-KEY';
import { rule as DASH_MODEL } from './DASH-MODEL';
import { rule as DASH_OWN } from './DASH-OWN';
import { rule as DASH_QUERY } from './DASH-QUERY';
import { rule as DASH_TITLE } from './DASH-TITLE';
import { rule as DEC_INT } from './DEC-INT';
import { rule as DEC_OPT } from './DEC-OPT';
import { rule as DEC_TYPE } from './DEC-TYPE';
import { rule as DEFAULT } from './DEFAULT';
import { rule as DEFAULT_FIT } from './DEFAULT-FIT';
import { rule as DESK_DUP } from './DESK-DUP';
import { rule as DESK_FILE } from './DESK-FILE';
import { rule as DF_CREATE } from './DF-CREATE';
import { rule as DF_DUP } from './DF-DUP';
import { rule as DF_FIELD } from './DF-FIELD';
import { rule as DF_FIELD_DUP } from './DF-FIELD-DUP';
import { rule as DF_LABEL } from './DF-LABEL';
import { rule as DF_LINES_CLASH } from './DF-LINES-CLASH';
import { rule as DF_LINES_DUP } from './DF-LINES-DUP';
import { rule as DF_SRC_BLANK } from './DF-SRC-BLANK';
import { rule as DF_SRC_COL } from './DF-SRC-COL';
import { rule as DF_SRC_DUP } from './DF-SRC-DUP';
import { rule as DF_SRC_EP } from './DF-SRC-EP';
import { rule as DF_SRC_EXCL } from './DF-SRC-EXCL';
import { rule as DF_SRC_KEY } from './DF-SRC-KEY';
import { rule as DF_SRC_STATE } from './DF-SRC-STATE';
import { rule as DF_TYPEFIELD } from './DF-TYPEFIELD';
import { rule as DF_VALUE } from './DF-VALUE';
import { rule as DOC_COND } from './DOC-COND';
import { rule as DOC_DUP } from './DOC-DUP';
import { rule as DOC_MODEL } from './DOC-MODEL';
import { rule as DUP_COLUMN } from './DUP-COLUMN';
import { rule as DUP_INDEX } from './DUP-INDEX';
import { rule as DUP_MODEL } from './DUP-MODEL';
import { rule as DUP_TABLE } from './DUP-TABLE';
import { rule as EDGE_CAP_DUP } from './EDGE-CAP-DUP';
import { rule as EDGE_CMD } from './EDGE-CMD';
import { rule as EDGE_CMD_DUP } from './EDGE-CMD-DUP';
import { rule as EDGE_DUP } from './EDGE-DUP';
import { rule as EDGE_EVT } from './EDGE-EVT';
import { rule as EDGE_EVT_DUP } from './EDGE-EVT-DUP';
import { rule as ENA_ACTION } from './ENA-ACTION';
import { rule as ENA_OPTIONAL } from './ENA-OPTIONAL';
import { rule as EXT_CHAIN } from './EXT-CHAIN';
import { rule as EXT_COLUMN } from './EXT-COLUMN';
import { rule as EXT_LIFE } from './EXT-LIFE';
import { rule as EXT_NOTOPEN } from './EXT-NOTOPEN';
import { rule as EXT_SELF } from './EXT-SELF';
import { rule as EXT_UNKNOWN } from './EXT-UNKNOWN';
import { rule as FIELD_NONE } from './FIELD-NONE';
import { rule as FK_COLUMN } from './FK-COLUMN';
import { rule as FK_COUNT } from './FK-COUNT';
import { rule as FK_FIT } from './FK-FIT';
import { rule as FK_MODEL } from './FK-MODEL';
import { rule as FORM_EXPR } from './FORM-EXPR';
import { rule as FORM_FIT } from './FORM-FIT';
import { rule as FORM_HANDLER } from './FORM-HANDLER';
import { rule as FORM_T3_EXPR } from './FORM-T3-EXPR';
import { rule as FORM_T3_HANDLER } from './FORM-T3-HANDLER';
import { rule as FORM_TARGET } from './FORM-TARGET';
import { rule as GATE_ABI } from './GATE-ABI';
import { rule as GATE_DOWN } from './GATE-DOWN';
import { rule as GATE_EXPORT } from './GATE-EXPORT';
import { rule as GATE_FILE } from './GATE-FILE';
import { rule as GATE_FUNCTION } from './GATE-FUNCTION';
import { rule as GATE_GO } from './GATE-GO';
import { rule as GATE_GRANT } from './GATE-GRANT';
import { rule as GATE_IMPORT } from './GATE-IMPORT';
import { rule as GATE_JSON } from './GATE-JSON';
import { rule as GATE_KEYWORD } from './GATE-KEYWORD';
import { rule as GATE_LEFTOVER } from './GATE-LEFTOVER';
import { rule as GATE_MODAL } from './GATE-MODAL';
import { rule as GATE_NO_WASM } from './GATE-NO-WASM';
import { rule as GATE_PLACE } from './GATE-PLACE';
import { rule as GATE_SQL_BODY } from './GATE-SQL-BODY';
import { rule as GATE_SQL_DENY } from './GATE-SQL-DENY';
import { rule as GATE_SQL_DYNAMIC } from './GATE-SQL-DYNAMIC';
import { rule as GATE_SQL_SCHEMA } from './GATE-SQL-SCHEMA';
import { rule as GATE_SQL_STATEMENT } from './GATE-SQL-STATEMENT';
import { rule as GATE_SQL_SYNTAX } from './GATE-SQL-SYNTAX';
import { rule as GATE_SQL_TRANSACTION } from './GATE-SQL-TRANSACTION';
import { rule as GATE_SQL_UNPARSED } from './GATE-SQL-UNPARSED';
import { rule as GATE_TS } from './GATE-TS';
import { rule as GATE_TWIN } from './GATE-TWIN';
import { rule as GATE_URL } from './GATE-URL';
import { rule as GATE_WASM } from './GATE-WASM';
import { rule as GEN_EXPR } from './GEN-EXPR';
import { rule as GEN_EXTRA } from './GEN-EXTRA';
import { rule as GEN_FILLED } from './GEN-FILLED';
import { rule as GEN_FIT } from './GEN-FIT';
import { rule as GEN_TYPE } from './GEN-TYPE';
import { rule as GRANT_FOREIGN } from './GRANT-FOREIGN';
import { rule as GRANT_NOTHING } from './GRANT-NOTHING';
import { rule as HCAP_EXTRA } from './HCAP-EXTRA';
import { rule as HCAP_KEY } from './HCAP-KEY';
import { rule as HCAP_MIX } from './HCAP-MIX';
import { rule as HOOK_DUP } from './HOOK-DUP';
import { rule as HOOK_PATH } from './HOOK-PATH';
import { rule as HOOK_PATH_DUP } from './HOOK-PATH-DUP';
import { rule as HOOK_SECRET } from './HOOK-SECRET';
import { rule as HOOK_SECRET_CONN } from './HOOK-SECRET-CONN';
import { rule as HOOK_SECRET_CRED } from './HOOK-SECRET-CRED';
import { rule as HOOK_SECRET_DOT } from './HOOK-SECRET-DOT';
import { rule as HOST_ONLY } from './HOST-ONLY';
import { rule as ICON_NAME } from './ICON-NAME';
import { rule as ICON_SVG } from './ICON-SVG';
import { rule as IDX_COL } from './IDX-COL';
import { rule as IDX_FIT } from './IDX-FIT';
import { rule as IDX_METHOD } from './IDX-METHOD';
import { rule as IDX_WHERE } from './IDX-WHERE';
import { rule as ID_FIT } from './ID-FIT';
import { rule as JSON_BOM } from './JSON-BOM';
import { rule as JSON_COMMENT } from './JSON-COMMENT';
import { rule as JSON_DEPTH } from './JSON-DEPTH';
import { rule as JSON_DIGITS } from './JSON-DIGITS';
import { rule as JSON_DUPLICATE } from './JSON-DUPLICATE';
import { rule as JSON_NUL } from './JSON-NUL';
import { rule as JSON_NUMBER } from './JSON-NUMBER';
import { rule as JSON_SIZE } from './JSON-SIZE';
import { rule as JSON_SURROGATE } from './JSON-SURROGATE';
import { rule as JSON_SYNTAX } from './JSON-SYNTAX';
import { rule as JSON_TRAILING_COMMA } from './JSON-TRAILING-COMMA';
import { rule as KEY_RESERVED } from './KEY-RESERVED';
import { rule as LABEL_KEY } from './LABEL-KEY';
import { rule as MORE } from './MORE';
import { rule as MULTIPLE } from './MULTIPLE';
import { rule as NAME_LENGTH } from './NAME-LENGTH';
import { rule as NAT_EGRESS } from './NAT-EGRESS';
import { rule as NAT_ENTRY } from './NAT-ENTRY';
import { rule as NAT_HEALTH } from './NAT-HEALTH';
import { rule as NAT_KIND } from './NAT-KIND';
import { rule as NAT_PATH } from './NAT-PATH';
import { rule as NAT_PLATFORM } from './NAT-PLATFORM';
import { rule as NAT_SECRET } from './NAT-SECRET';
import { rule as NAT_TIME } from './NAT-TIME';
import { rule as NAV_KANBAN } from './NAV-KANBAN';
import { rule as NAV_MODEL } from './NAV-MODEL';
import { rule as OD_BADGE } from './OD-BADGE';
import { rule as OD_BADGE_VALUES } from './OD-BADGE-VALUES';
import { rule as OD_COL } from './OD-COL';
import { rule as OD_CURRENCY } from './OD-CURRENCY';
import { rule as OD_DUP } from './OD-DUP';
import { rule as OD_FIELDMETRIC } from './OD-FIELDMETRIC';
import { rule as OD_NOCOL } from './OD-NOCOL';
import { rule as OD_OPERAND } from './OD-OPERAND';
import { rule as OD_TONE_FIELD } from './OD-TONE-FIELD';
import { rule as OM_COL } from './OM-COL';
import { rule as OM_DUP } from './OM-DUP';
import { rule as OM_MODEL } from './OM-MODEL';
import { rule as OM_TARGET } from './OM-TARGET';
import { rule as OPTF_FIELD } from './OPTF-FIELD';
import { rule as OPT_DEFAULT } from './OPT-DEFAULT';
import { rule as OPT_SOURCE } from './OPT-SOURCE';
import { rule as OPT_WHEN_FIELD } from './OPT-WHEN-FIELD';
import { rule as OPT_WHEN_SET } from './OPT-WHEN-SET';
import { rule as PCAP_DUP } from './PCAP-DUP';
import { rule as PCAP_FIELD } from './PCAP-FIELD';
import { rule as PCAP_FN } from './PCAP-FN';
import { rule as PCAP_OP } from './PCAP-OP';
import { rule as PERM_DUP } from './PERM-DUP';
import { rule as PERM_GATE } from './PERM-GATE';
import { rule as PERM_MODEL } from './PERM-MODEL';
import { rule as POPT_COL } from './POPT-COL';
import { rule as POPT_DUP } from './POPT-DUP';
import { rule as POPT_MODEL } from './POPT-MODEL';
import { rule as PROM_CORE } from './PROM-CORE';
import { rule as PROM_EVENT } from './PROM-EVENT';
import { rule as PROM_EXTEND } from './PROM-EXTEND';
import { rule as PROM_FILTER } from './PROM-FILTER';
import { rule as PROM_REASON } from './PROM-REASON';
import { rule as PROM_SECRET } from './PROM-SECRET';
import { rule as PROM_SLOT } from './PROM-SLOT';
import { rule as PUB_ACT } from './PUB-ACT';
import { rule as PUB_ACT_DUP } from './PUB-ACT-DUP';
import { rule as PUB_ACT_FIELD } from './PUB-ACT-FIELD';
import { rule as PUB_ACT_FORM } from './PUB-ACT-FORM';
import { rule as PUB_ACT_KIND } from './PUB-ACT-KIND';
import { rule as PUB_ACT_MODEL } from './PUB-ACT-MODEL';
import { rule as PUB_ACT_ROW } from './PUB-ACT-ROW';
import { rule as PUB_ACT_STATE } from './PUB-ACT-STATE';
import { rule as PUB_COL } from './PUB-COL';
import { rule as PUB_COLS } from './PUB-COLS';
import { rule as PUB_DOC } from './PUB-DOC';
import { rule as PUB_DOC_MODEL } from './PUB-DOC-MODEL';
import { rule as PUB_DUP } from './PUB-DUP';
import { rule as PUB_EXP } from './PUB-EXP';
import { rule as PUB_EXP_TYPE } from './PUB-EXP-TYPE';
import { rule as PUB_MODEL } from './PUB-MODEL';
import { rule as PUB_REL } from './PUB-REL';
import { rule as PUB_TOKEN } from './PUB-TOKEN';
import { rule as PUB_TOKEN_EXPOSED } from './PUB-TOKEN-EXPOSED';
import { rule as PUB_TOKEN_TYPE } from './PUB-TOKEN-TYPE';
import { rule as PUB_WHEN } from './PUB-WHEN';
import { rule as PUB_WHEN_COL } from './PUB-WHEN-COL';
import { rule as REASON_ACTION } from './REASON-ACTION';
import { rule as REASON_EMPTY } from './REASON-EMPTY';
import { rule as REF_MODEL } from './REF-MODEL';
import { rule as REL_COLUMN } from './REL-COLUMN';
import { rule as REL_DUP } from './REL-DUP';
import { rule as REL_EMPTY } from './REL-EMPTY';
import { rule as REL_MODEL } from './REL-MODEL';
import { rule as REL_NAME } from './REL-NAME';
import { rule as RENDERER } from './RENDERER';
import { rule as REQUIRES_STATE_IN_STAGES } from './requires_state_in_stages';
import { rule as REQ_HOST } from './REQ-HOST';
import { rule as REQ_KEY } from './REQ-KEY';
import { rule as REQ_RANGE } from './REQ-RANGE';
import { rule as ROLE_ALL } from './ROLE-ALL';
import { rule as ROLE_HOST } from './ROLE-HOST';
import { rule as ROLE_PERM } from './ROLE-PERM';
import { rule as ROLL_BOTH } from './ROLL-BOTH';
import { rule as ROLL_EXPR } from './ROLL-EXPR';
import { rule as ROLL_FROM } from './ROLL-FROM';
import { rule as ROLL_NONE } from './ROLL-NONE';
import { rule as ROLL_TARGET } from './ROLL-TARGET';
import { rule as ROUTE_DUP } from './ROUTE-DUP';
import { rule as ROUTE_MATCH } from './ROUTE-MATCH';
import { rule as ROW_SIZE } from './ROW-SIZE';
import { rule as RULE_COL } from './RULE-COL';
import { rule as RULE_DUP } from './RULE-DUP';
import { rule as RULE_MODEL } from './RULE-MODEL';
import { rule as RULE_MSG } from './RULE-MSG';
import { rule as RULE_ROLES } from './RULE-ROLES';
import { rule as RULE_WHEN } from './RULE-WHEN';
import { rule as SCHED_DUP } from './SCHED-DUP';
import { rule as SCHED_EVERY } from './SCHED-EVERY';
import { rule as SCHEMA_ENUM } from './SCHEMA-ENUM';
import { rule as SCHEMA_KIND } from './SCHEMA-KIND';
import { rule as SCHEMA_OTHER } from './SCHEMA-OTHER';
import { rule as SCHEMA_PATTERN } from './SCHEMA-PATTERN';
import { rule as SCHEMA_RANGE } from './SCHEMA-RANGE';
import { rule as SCHEMA_REQUIRED } from './SCHEMA-REQUIRED';
import { rule as SCHEMA_SIZE } from './SCHEMA-SIZE';
import { rule as SCHEMA_TYPE } from './SCHEMA-TYPE';
import { rule as SCHEMA_UNIQUE } from './SCHEMA-UNIQUE';
import { rule as SCHEMA_UNKNOWN } from './SCHEMA-UNKNOWN';
import { rule as SEARCHABLE } from './SEARCHABLE';
import { rule as SECTION } from './SECTION';
import { rule as SEED_COLUMN } from './SEED-COLUMN';
import { rule as SEED_FIT } from './SEED-FIT';
import { rule as SEED_KEY } from './SEED-KEY';
import { rule as SEED_NULL } from './SEED-NULL';
import { rule as SEED_POINT } from './SEED-POINT';
import { rule as SEED_TWICE } from './SEED-TWICE';
import { rule as SEQ_DUP } from './SEQ-DUP';
import { rule as SEQ_FIT } from './SEQ-FIT';
import { rule as SEQ_FORMAT } from './SEQ-FORMAT';
import { rule as SET_DUP } from './SET-DUP';
import { rule as SKEY_BRACE } from './SKEY-BRACE';
import { rule as SKEY_CLASH } from './SKEY-CLASH';
import { rule as SKEY_COL } from './SKEY-COL';
import { rule as SKEY_DUP } from './SKEY-DUP';
import { rule as SKEY_NOPH } from './SKEY-NOPH';
import { rule as SKEY_TYPE } from './SKEY-TYPE';
import { rule as STG_DUP } from './STG-DUP';
import { rule as STG_FIELD } from './STG-FIELD';
import { rule as STG_FIT } from './STG-FIT';
import { rule as STG_HOOK } from './STG-HOOK';
import { rule as STG_HOOK_EMPTY } from './STG-HOOK-EMPTY';
import { rule as STG_HOOK_SET } from './STG-HOOK-SET';
import { rule as STG_KEY } from './STG-KEY';
import { rule as STG_NONE } from './STG-NONE';
import { rule as STG_TRANS } from './STG-TRANS';
import { rule as TEN_DATABASE } from './TEN-DATABASE';
import { rule as TEN_RLS } from './TEN-RLS';
import { rule as TEN_TYPE } from './TEN-TYPE';
import { rule as TOOL_INPUTS } from './TOOL-INPUTS';
import { rule as TOOL_TEMPLATE } from './TOOL-TEMPLATE';
import { rule as UPG_RANGE } from './UPG-RANGE';
import { rule as V2_ASYNC } from './V2-ASYNC';
import { rule as V2_BINARY } from './V2-BINARY';
import { rule as V2_CAPABILITY } from './V2-CAPABILITY';
import { rule as V2_CASE } from './V2-CASE';
import { rule as V2_DEFAULT } from './V2-DEFAULT';
import { rule as V2_EMIT } from './V2-EMIT';
import { rule as V2_EVENT } from './V2-EVENT';
import { rule as V2_EXPORT } from './V2-EXPORT';
import { rule as V2_HOOK_KEY } from './V2-HOOK-KEY';
import { rule as V2_KERNEL } from './V2-KERNEL';
import { rule as V2_KERNEL_3 } from './V2-KERNEL-3';
import { rule as V2_LIST } from './V2-LIST';
import { rule as V2_RELATION } from './V2-RELATION';
import { rule as V2_SIZE } from './V2-SIZE';
import { rule as V2_TARGET } from './V2-TARGET';
import { rule as V2_TOOL } from './V2-TOOL';
import { rule as V2_VALIDATION } from './V2-VALIDATION';
import { rule as V2_VERSION } from './V2-VERSION';
import { rule as VALIDATION } from './VALIDATION';
import { rule as VIS_CLASS } from './VIS-CLASS';
import { rule as VIS_CLASS_ALONE } from './VIS-CLASS-ALONE';
import { rule as WASM_NAME } from './WASM-NAME';
import { rule as XCOL_COL } from './XCOL-COL';
import { rule as XCOL_DUP } from './XCOL-DUP';
import { rule as XCOL_RESERVED } from './XCOL-RESERVED';
import { rule as XRULE_COLUMN } from './XRULE-COLUMN';
import { rule as XRULE_ENFORCE } from './XRULE-ENFORCE';
import { rule as XRULE_ERRKEY } from './XRULE-ERRKEY';
import { rule as XRULE_FIELD } from './XRULE-FIELD';
import { rule as XRULE_IDENT } from './XRULE-IDENT';
import { rule as XRULE_PARENT } from './XRULE-PARENT';
import { rule as XRULE_REF } from './XRULE-REF';
import { rule as XRULE_REFSTATE_EXTRA } from './XRULE-REFSTATE-EXTRA';
import { rule as XRULE_REQUIRE } from './XRULE-REQUIRE';
import { rule as XRULE_SUM } from './XRULE-SUM';
import { rule as XRULE_SUM_EXTRA } from './XRULE-SUM-EXTRA';
import { rule as XRULE_UNIQUE_EXTRA } from './XRULE-UNIQUE-EXTRA';
import { rule as XRULE_WHERE } from './XRULE-WHERE';

export const RULES = [
  MORE,
  JSON_SYNTAX,
  JSON_COMMENT,
  JSON_TRAILING_COMMA,
  JSON_BOM,
  JSON_NUMBER,
  JSON_DIGITS,
  JSON_SIZE,
  JSON_DEPTH,
  JSON_DUPLICATE,
  JSON_SURROGATE,
  JSON_NUL,
  API_VERSION,
  SCHEMA_REQUIRED,
  SCHEMA_UNKNOWN,
  SCHEMA_TYPE,
  SCHEMA_ENUM,
  SCHEMA_PATTERN,
  SCHEMA_RANGE,
  SCHEMA_SIZE,
  SCHEMA_UNIQUE,
  SCHEMA_KIND,
  SCHEMA_OTHER,
  DEC_INT,
  DEC_OPT,
  DEC_TYPE,
  REQ_RANGE,
  REQ_KEY,
  REQ_HOST,
  ENA_OPTIONAL,
  ENA_ACTION,
  UPG_RANGE,
  ICON_SVG,
  NAT_KIND,
  NAT_ENTRY,
  NAT_HEALTH,
  NAT_TIME,
  NAT_EGRESS,
  NAT_SECRET,
  NAT_PLATFORM,
  NAT_PATH,
  TEN_RLS,
  TEN_TYPE,
  TEN_DATABASE,
  KEY_RESERVED,
  PERM_MODEL,
  PERM_DUP,
  ROLE_PERM,
  ROLE_ALL,
  ROLE_HOST,
  GRANT_FOREIGN,
  GRANT_NOTHING,
  ACT_VERB,
  PERM_GATE,
  CAP_TARGET,
  CAP_NEVER,
  DUP_MODEL,
  DUP_TABLE,
  DUP_COLUMN,
  DUP_INDEX,
  COL_SYSTEM,
  COL_TYPE,
  COL_COUNT,
  ROW_SIZE,
  NAME_LENGTH,
  IDX_COL,
  IDX_WHERE,
  IDX_METHOD,
  IDX_FIT,
  FK_MODEL,
  FK_COLUMN,
  FK_COUNT,
  FK_FIT,
  REL_EMPTY,
  REL_NAME,
  REL_DUP,
  REF_MODEL,
  REL_MODEL,
  REL_COLUMN,
  SEED_KEY,
  SEED_COLUMN,
  SEED_FIT,
  SEED_NULL,
  SEED_POINT,
  SEED_TWICE,
  SEQ_DUP,
  SEQ_FORMAT,
  REASON_EMPTY,
  REASON_ACTION,
  FORM_TARGET,
  FORM_FIT,
  FORM_EXPR,
  FORM_HANDLER,
  FORM_T3_EXPR,
  FORM_T3_HANDLER,
  ROLL_TARGET,
  ROLL_FROM,
  ROLL_EXPR,
  ROLL_BOTH,
  ROLL_NONE,
  GEN_EXPR,
  GEN_TYPE,
  GEN_EXTRA,
  GEN_FIT,
  GEN_FILLED,
  STG_FIELD,
  STG_FIT,
  STG_NONE,
  STG_KEY,
  STG_DUP,
  STG_TRANS,
  STG_HOOK,
  STG_HOOK_EMPTY,
  STG_HOOK_SET,
  APPEND_STAGE,
  REQUIRES_STATE_IN_STAGES,
  XRULE_ERRKEY,
  XRULE_PARENT,
  XRULE_REF,
  XRULE_REQUIRE,
  XRULE_IDENT,
  XRULE_SUM,
  XRULE_WHERE,
  XRULE_COLUMN,
  XRULE_FIELD,
  XRULE_ENFORCE,
  XRULE_REFSTATE_EXTRA,
  XRULE_SUM_EXTRA,
  XRULE_UNIQUE_EXTRA,
  EXT_SELF,
  EXT_UNKNOWN,
  EXT_CHAIN,
  EXT_NOTOPEN,
  EXT_COLUMN,
  EXT_LIFE,
  SKEY_DUP,
  SKEY_CLASH,
  SKEY_NOPH,
  SKEY_COL,
  SKEY_TYPE,
  SKEY_BRACE,
  ATTR_EXTENDS,
  ATTR_DUP,
  ATTR_SEC_DUP,
  ATTR_FIELD,
  DEFAULT,
  DEFAULT_FIT,
  OPT_DEFAULT,
  AUDIT_FILL,
  ID_FIT,
  SEQ_FIT,
  CON_EXPR,
  CON_ERRKEY,
  CON_APPR_MISSING,
  CON_APPR_EXTRA,
  CON_APPR_WHEN,
  APPR_ROLE,
  COL_SEQ,
  SEARCHABLE,
  AUDIT_COLUMN_TYPE,
  VIS_CLASS,
  VIS_CLASS_ALONE,
  VALIDATION,
  SECTION,
  RENDERER,
  ICON_NAME,
  FIELD_NONE,
  MULTIPLE,
  OPT_WHEN_FIELD,
  OPT_WHEN_SET,
  OPT_SOURCE,
  OPTF_FIELD,
  XCOL_DUP,
  XCOL_RESERVED,
  XCOL_COL,
  DF_TYPEFIELD,
  DF_DUP,
  DF_LABEL,
  DF_VALUE,
  DF_CREATE,
  DF_FIELD,
  DF_FIELD_DUP,
  DF_LINES_DUP,
  DF_LINES_CLASH,
  DF_SRC_KEY,
  DF_SRC_DUP,
  DF_SRC_BLANK,
  DF_SRC_COL,
  DF_SRC_EP,
  DF_SRC_EXCL,
  DF_SRC_STATE,
  OD_COL,
  OD_NOCOL,
  OD_DUP,
  OD_FIELDMETRIC,
  OD_CURRENCY,
  OD_TONE_FIELD,
  OD_OPERAND,
  OD_BADGE,
  OD_BADGE_VALUES,
  OM_DUP,
  OM_TARGET,
  OM_MODEL,
  OM_COL,
  POPT_DUP,
  POPT_MODEL,
  POPT_COL,
  ACT_STEPS_FIELDS,
  ACT_STEP_TITLE,
  ACT_IDEM,
  ACT_APPR_WHEN,
  ACT_MODEL,
  BAL_ITEMS,
  BAL_COL,
  HCAP_EXTRA,
  HCAP_KEY,
  HCAP_MIX,
  CAPIN_TARGET,
  CAPIN_FIELD,
  CAPIN_SOURCE,
  WASM_NAME,
  PCAP_DUP,
  PCAP_FN,
  PCAP_OP,
  PCAP_FIELD,
  GATE_MODAL,
  GATE_URL,
  GATE_FUNCTION,
  GATE_TWIN,
  NAV_KANBAN,
  NAV_MODEL,
  COND_EMPTY,
  COND_CONN,
  COND_UNMET,
  DASH_KEY,
  DASH_DUP,
  DASH_TITLE,
  DASH_EXPOSE,
  DASH_FRONTEND,
  DASH_QUERY,
  DASH_MODEL,
  DASH_OWN,
  DASH_COLUMN,
  DASH_FIELD,
  DASH_GROUP,
  DASH_DATE,
  DASH_INTERVAL,
  DASH_COMPARE,
  DOC_DUP,
  DOC_MODEL,
  DOC_COND,
  ROUTE_DUP,
  ROUTE_MATCH,
  RULE_DUP,
  RULE_MODEL,
  RULE_WHEN,
  RULE_COL,
  RULE_MSG,
  RULE_ROLES,
  CFG_BOTH,
  CFG_NONE,
  CFG_MODEL,
  PUB_DUP,
  PUB_MODEL,
  PUB_TOKEN,
  PUB_TOKEN_TYPE,
  PUB_TOKEN_EXPOSED,
  PUB_DOC,
  PUB_DOC_MODEL,
  PUB_COLS,
  PUB_COL,
  PUB_REL,
  PUB_EXP,
  PUB_EXP_TYPE,
  PUB_WHEN,
  PUB_WHEN_COL,
  PUB_ACT,
  PUB_ACT_DUP,
  PUB_ACT_KIND,
  PUB_ACT_MODEL,
  PUB_ACT_ROW,
  PUB_ACT_STATE,
  PUB_ACT_FORM,
  PUB_ACT_FIELD,
  CONN_DUP,
  SET_DUP,
  SCHED_DUP,
  SCHED_EVERY,
  BF_DUP,
  BF_WITH_ARG,
  BF_WITH_RESERVED,
  HOOK_DUP,
  HOOK_PATH,
  HOOK_PATH_DUP,
  HOOK_SECRET,
  HOOK_SECRET_DOT,
  HOOK_SECRET_CONN,
  HOOK_SECRET_CRED,
  EDGE_DUP,
  EDGE_CAP_DUP,
  EDGE_EVT,
  EDGE_EVT_DUP,
  EDGE_CMD,
  EDGE_CMD_DUP,
  DESK_DUP,
  DESK_FILE,
  V2_CASE,
  V2_VERSION,
  V2_KERNEL,
  V2_KERNEL_3,
  V2_DEFAULT,
  V2_VALIDATION,
  V2_RELATION,
  V2_CAPABILITY,
  V2_EMIT,
  V2_BINARY,
  V2_EXPORT,
  V2_HOOK_KEY,
  V2_EVENT,
  V2_ASYNC,
  V2_TARGET,
  V2_LIST,
  V2_SIZE,
  V2_TOOL,
  GATE_FILE,
  GATE_JSON,
  GATE_KEYWORD,
  GATE_PLACE,
  LABEL_KEY,
  GATE_LEFTOVER,
  GATE_NO_WASM,
  GATE_WASM,
  GATE_EXPORT,
  GATE_ABI,
  GATE_IMPORT,
  GATE_GRANT,
  GATE_SQL_DENY,
  GATE_SQL_STATEMENT,
  GATE_SQL_SYNTAX,
  GATE_SQL_SCHEMA,
  GATE_SQL_DYNAMIC,
  GATE_SQL_BODY,
  GATE_SQL_TRANSACTION,
  GATE_SQL_UNPARSED,
  GATE_DOWN,
  GATE_GO,
  GATE_TS,
  PROM_REASON,
  PROM_CORE,
  PROM_EVENT,
  PROM_FILTER,
  PROM_SLOT,
  PROM_EXTEND,
  PROM_SECRET,
  CAP_SUBSCRIBE,
  CAP_FETCH,
  HOST_ONLY,
  TOOL_TEMPLATE,
  TOOL_INPUTS,
  CONV_V3,
  CONV_UNKNOWN,
  CONV_DROP,
  CONV_GUESS,
  CONV_ADD,
  CONV_RENAME,
  CONV_RANGE,
] as const;

/** The id of a rule; nothing else can be reported. */
export type RuleId = (typeof RULES)[number]['id'];
