import { dropping } from '../fixes/dropping';
import type { Handler } from '../../../schemas';
import type { Step } from '../pointer';
import { eachHandler, IDENTIFIER } from '../read/handlers';
import type { Check, Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  inputTarget: (name: string): Message => message(`${quote(name)} is no name of a field.`, `${quote(name)} no es un nombre de campo.`),
};

/** What is handed to a capability, on either side: names of fields, each from the record, the payload or a constant. */
function checkInput(input: Handler['input'], path: readonly Step[], report: Report): void {
  for (const name of Object.keys(input ?? {})) {
    const where = [...path, 'input', name];
    if (!IDENTIFIER.test(name)) report(where, texts.inputTarget(name));
  }
}

const capabilityHandlers: Check = (context, report) => {
  eachHandler(context, (handler, path) => {
    if (handler.type !== 'capability') return;
    checkInput(handler.input, path, report);
  });
};

const providedCapabilities: Check = ({ manifest }, report) => {
  (manifest.provides_capabilities ?? []).forEach(({ input }, index) => {
    const path = ['provides_capabilities', index];
    checkInput(input, path, report);
  });
};

export const rule: Rule<'CAPIN-TARGET'> = {
  id: 'CAPIN-TARGET',
  level: 'error',
  fix: dropping(),
  check: (context, report) => {
    capabilityHandlers(context, report);
    providedCapabilities(context, report);
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'an input whose name is no identifier',
  why: 'It is no name of a field.',
  example: {
    at: '/contributions/actions/0/handler',
    before: { type: 'capability', capability: 'messaging.whatsapp.send', input: { 'the number': 'record.token' } },
    after: { type: 'capability', capability: 'messaging.whatsapp.send', input: { to: 'record.token' } },
  },
};
