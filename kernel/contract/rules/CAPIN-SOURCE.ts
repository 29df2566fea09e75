import { rewriting } from '../fixes/rewriting';
import { anyOf } from '../fixes/dropping';
import type { Handler } from '../../../schemas';
import { isInputSource } from '../../expressions/small';
import type { Step } from '../pointer';
import { eachHandler } from '../read/handlers';
import type { Check, Report, Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  inputSource: (text: string): Message =>
    message(
      `${quote(text)} is no source: write record.x, payload.x or const: and a text.`,
      `${quote(text)} no es un origen: escriba record.x, payload.x o const: y un texto.`,
    ),
};

/** What is handed to a capability, on either side: names of fields, each from the record, the payload or a constant. */
function checkInput(input: Handler['input'], path: readonly Step[], report: Report): void {
  for (const [name, source] of Object.entries(input ?? {})) {
    const where = [...path, 'input', name];
    if (!isInputSource(source)) report(where, texts.inputSource(source));
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

export const rule: Rule<'CAPIN-SOURCE'> = {
  id: 'CAPIN-SOURCE',
  level: 'error',
  fix: anyOf(
    rewriting((text) => `record.${text}`),
    rewriting((text) => `const:${text}`),
  ),
  check: (context, report) => {
    capabilityHandlers(context, report);
    providedCapabilities(context, report);
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'an input whose source is not `record.x`, `payload.x` or `const:`',
  why: 'Values come from the record, from what was entered, or are constant.',
  example: {
    at: '/contributions/actions/0/handler',
    before: { type: 'capability', capability: 'messaging.whatsapp.send', input: { to: 'token' } },
    after: { type: 'capability', capability: 'messaging.whatsapp.send', input: { to: 'record.token' } },
  },
};
