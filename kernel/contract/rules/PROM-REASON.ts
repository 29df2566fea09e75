import { type FixRule, set } from '../fix';
import { titles } from '../fixes/titles';
import { promised } from '../messages/gates';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import type { Message } from '../text';

const texts = {
  noReason: (kind: string): Message =>
    promised(
      `The capability ${kind} gives no reason, which the consent screen shows and review asks for.`,
      `La capacidad ${kind} no da un motivo, que la pantalla de consentimiento muestra y la revisión pide.`,
    ),
};

/** A reason to be filled in; the dots show that it is not written yet. */
const addReason: FixRule = ({ path }) => [{ id: 'add', title: titles.add('reason'), safe: false, changes: set(path, '…') }];

export const rule: Rule<'PROM-REASON'> = {
  id: 'PROM-REASON',
  level: 'warning',
  fix: addReason,
  check: ({ manifest }, report) => {
    (manifest.capabilities ?? []).forEach(({ kind, reason }, index) => {
      if (isBlank(reason)) report(['capabilities', index, 'reason'], texts.noReason(kind));
    });
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a capability without a reason',
  why: 'The administrator decides by this sentence, and review refuses an addon without it.',
  example: { at: '/capabilities', before: [{ kind: 'http:fetch', target: 'api.example.com' }] },
};
