/** Actions and the handlers of everything that fires. */
import type { ActionField, Handler } from '../../../schemas';
import { readGuard } from '../../expressions/guard';
import { isInputSource } from '../../expressions/small';
import { commonMessages } from '../messages/common';
import { contributionMessages } from '../messages/contributions';
import { schemaMessages } from '../messages/schema';
import type { Step } from '../pointer';
import { isBlank, isEmpty, type Rule, type RuleContext } from './context';
import { near } from '../suggest';

/** Fields of the contracts that every host knows. */
const KNOWN_CONTRACTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['messaging.whatsapp.send', new Set(['to', 'message', 'media_url', 'media_type', 'device_id'])],
]);
const CONTRACT_KEY = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/;
const EXPORT_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The schema takes a number too, but the host decodes a text. */
export const dialogWidths: Rule = ({ manifest, error }) => {
  (manifest.contributions?.actions ?? []).forEach(({ modal_width: width }, index) => {
    if (typeof width === 'number') error('DEC-TYPE', ['contributions', 'actions', index, 'modal_width'], schemaMessages.notText(width));
  });
};

export const actionForms: Rule = ({ manifest, error }) => {
  (manifest.contributions?.actions ?? []).forEach((action, index) => {
    const path = ['contributions', 'actions', index];
    if ((action.steps ?? []).length > 0 && (action.fields ?? []).length > 0)
      error('ACT-STEPS-FIELDS', path, contributionMessages.stepsAndFields());
    (action.steps ?? []).forEach(({ title }, at) => {
      if (isBlank(title)) error('ACT-STEP-TITLE', [...path, 'steps', at, 'title'], commonMessages.blank());
    });
    if (action.idempotency !== undefined && isBlank(action.idempotency.key_field))
      error('ACT-IDEM', [...path, 'idempotency', 'key_field'], commonMessages.blank());
    (action.fields ?? []).forEach((field, at) => checkBalance(field, [...path, 'fields', at, 'balance'], error));
  });
};

function checkBalance({ balance, item_fields: items = [] }: ActionField, path: readonly Step[], error: RuleContext['error']): void {
  if (balance === undefined) return;
  if (items.length === 0) {
    error('BAL-ITEMS', path, contributionMessages.balanceItems());
    return;
  }
  for (const side of ['debit_column', 'credit_column'] as const) {
    if (!items.some(({ key }) => key === balance[side]))
      error(
        'BAL-COL',
        [...path, side],
        near(
          contributionMessages.balanceColumn(balance[side]),
          balance[side],
          items.map(({ key }) => key),
        ),
      );
  }
}

export const actionModels: Rule = ({ manifest, byKey, models, warning }) => {
  const tables = new Set(models.map(({ model }) => model.table));
  (manifest.contributions?.actions ?? []).forEach(({ target_model: target }, index) => {
    if (target === undefined || target.includes('.') || byKey.has(target) || tables.has(target)) return;
    warning('ACT-MODEL', ['contributions', 'actions', index, 'target_model'], commonMessages.noModel(target, byKey.keys()));
  });
};

export const actionApprovals: Rule = ({ manifest, byKey, error }) => {
  (manifest.contributions?.actions ?? []).forEach((action, index) => {
    const { approval } = action;
    if (approval === undefined) return;
    const path = ['contributions', 'actions', index, 'approval'];
    approval.roles.forEach((role, at) => {
      if (isBlank(role)) error('APPR-ROLE', [...path, 'roles', at], commonMessages.blank());
    });
    if (approval.when === undefined || isBlank(approval.when)) return;
    const reading = readGuard(approval.when, { dotted: true });
    if (!reading.ok) {
      error('ACT-APPR-WHEN', [...path, 'when'], contributionMessages.approvalWhen(approval.when));
      return;
    }
    // The columns of another addon's model are not known here.
    const target = byKey.get(action.target_model ?? '');
    if (target === undefined) return;
    const fields = new Set([...(action.fields ?? []), ...(action.steps ?? []).flatMap((step) => step.fields)].map(({ key }) => key));
    const unknown = reading.names.find((name) => !target.columns.has(name) && !target.extensionColumns.has(name) && !fields.has(name));
    if (unknown !== undefined)
      error(
        'ACT-APPR-WHEN',
        [...path, 'when'],
        near(contributionMessages.approvalName(unknown), unknown, [...target.columns.keys(), ...fields]),
      );
  });
};

function eachHandler({ manifest }: RuleContext, visit: (handler: Handler, path: readonly Step[]) => void): void {
  for (const block of ['actions', 'tools', 'subscriptions'] as const) {
    (manifest.contributions?.[block] ?? []).forEach(({ handler }, index) => {
      if (handler !== undefined) visit(handler, ['contributions', block, index, 'handler']);
    });
  }
}

export const capabilityHandlers: Rule = (context) => {
  eachHandler(context, (handler, path) => {
    if (handler.type !== 'capability') {
      if (!isEmpty(handler.capability))
        context.error('HCAP-EXTRA', [...path, 'capability'], contributionMessages.capabilityExtra('capability'));
      if (Object.keys(handler.input ?? {}).length > 0)
        context.error('HCAP-EXTRA', [...path, 'input'], contributionMessages.capabilityExtra('input'));
      return;
    }
    if (!CONTRACT_KEY.test(handler.capability ?? ''))
      context.error('HCAP-KEY', [...path, 'capability'], contributionMessages.capabilityKey());
    for (const field of ['function', 'operation', 'connector', 'export', 'url'] as const) {
      if (!isEmpty(handler[field])) context.error('HCAP-MIX', [...path, field], contributionMessages.capabilityMix(field));
    }
    const known = KNOWN_CONTRACTS.get(handler.capability ?? '');
    checkInput(handler.input, path, context.error);
    for (const name of Object.keys(handler.input ?? {})) {
      if (known !== undefined && IDENTIFIER.test(name) && !known.has(name))
        context.error(
          'CAPIN-FIELD',
          [...path, 'input', name],
          near(contributionMessages.inputUnknown(name, handler.capability ?? ''), name, known),
        );
    }
  });
};

/** What is handed to a capability, on either side: names of fields, each from the record, the payload or a constant. */
function checkInput(input: Handler['input'], path: readonly Step[], error: RuleContext['error']): void {
  for (const [name, source] of Object.entries(input ?? {})) {
    const where = [...path, 'input', name];
    if (!IDENTIFIER.test(name)) error('CAPIN-TARGET', where, contributionMessages.inputTarget(name));
    if (!isInputSource(source)) error('CAPIN-SOURCE', where, contributionMessages.inputSource(source));
  }
}

/** Of the install plane, which newer hosts have loosened: a warning. */
export const exportNames: Rule = (context) => {
  eachHandler(context, ({ type, function: name }, path) => {
    if (type === 'wasm' && !isBlank(name) && !EXPORT_NAME.test(name ?? ''))
      context.warning('WASM-NAME', [...path, 'function'], contributionMessages.exportName(name ?? ''));
  });
};

export const providedCapabilities: Rule = ({ manifest, error }) => {
  (manifest.provides_capabilities ?? []).forEach(({ key, handler, input }, index) => {
    const path = ['provides_capabilities', index];
    if (handler.type === 'wasm' && isBlank(handler.function))
      error('PCAP-FN', [...path, 'handler', 'function'], contributionMessages.providedFunction());
    if (handler.type === 'native' && isBlank(handler.operation))
      error('PCAP-OP', [...path, 'handler', 'operation'], contributionMessages.providedOperation());
    checkInput(input, path, error);
    const known = KNOWN_CONTRACTS.get(key);
    for (const [name, source] of Object.entries(input ?? {})) {
      const field = source.startsWith('payload.') ? source.slice('payload.'.length) : null;
      if (known !== undefined && field !== null && !known.has(field))
        error('PCAP-FIELD', [...path, 'input', name], near(contributionMessages.inputUnknown(field, key), field, known));
    }
  });
};
