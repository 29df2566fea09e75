import { requireAddon } from '../fixes/particular';
import { dropping, anyOf } from '../fixes/dropping';
import { gateMessages, promised } from '../messages/gates';
import { reachable } from '../read/reachable-addons';
import type { Rule, RulePage } from '../rule';
import { near } from '../suggest';
import { type Message, quote } from '../text';

const texts = {
  undeclaredSlot: (slot: string): Message =>
    promised(`${quote(slot)} is not among extension_points.slot_kinds.`, `${quote(slot)} no está en extension_points.slot_kinds.`),
};

export const rule: Rule<'PROM-SLOT'> = {
  id: 'PROM-SLOT',
  level: 'warning',
  fix: anyOf(requireAddon, dropping(1)),
  check: (context, report) => {
    const { manifest } = context;
    const offered = new Set((manifest.extension_points?.slot_kinds ?? []).map(({ name }) => name));
    const known = reachable(context);
    (manifest.contributions?.slots ?? []).forEach(({ slot_kind: slot }, index) => {
      const path = ['contributions', 'slots', index, 'slot_kind'];
      const addon = slot.split('.', 1)[0] ?? '';
      if (addon === manifest.metadata.key && !offered.has(slot)) report(path, near(texts.undeclaredSlot(slot), slot, offered));
      else if (slot.includes('.') && !known.has(addon)) report(path, gateMessages.foreignAddon(slot, addon));
    });
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a contribution to a slot that nobody declares, or of an addon that is not required',
  why: 'Nothing renders a slot that nobody offers.',
  example: {
    at: '/contributions/slots',
    before: [{ slot_kind: 'crm.side', entry: './Side' }],
    after: [{ slot_kind: 'core.side', entry: './Side' }],
  },
};
