/** What a person should know of an addon before any of it runs, as rows of text. */
import { USERS } from '../../kernel/database/core-rows';
import type { LinkedView } from '../../kernel/link/link';
import type { ProjectSummary } from '../../kernel/link/summary';
import { visible } from '../../kernel/values/visible';
import type { ArrivalStrings } from './strings';
import type { Trust } from './trust';

/** Names shown of a list; the rest is an ellipsis. */
const MAX_NAMES = 20;

export const namesOf = (names: readonly string[]): string =>
  (names.length > MAX_NAMES ? [...names.slice(0, MAX_NAMES), '…'] : names).join(', ');

export interface FactsOfAddon {
  /** In the words of whoever made it. */
  title: string;
  trust: Trust;
  /** Null for what may not be looked into. */
  about: ProjectSummary | null;
  view?: LinkedView;
  /** What it was made with and came from, as sentences. */
  made?: string;
  before?: string;
  /** What is said of the signature, where the sheet's own sentence is not it. */
  note?: string;
}

/** The rows of the sheet, as label and value. What is not known has none. */
export function rowsOf(
  { title, trust, about, view = {}, made = '', before = '' }: FactsOfAddon,
  strings: ArrivalStrings,
): [string, string][] {
  const { facts } = strings;
  const sample = view.seed === undefined && view.seedRows === undefined ? '' : strings.sample(view.seedRows ?? 50, view.seed ?? 1);
  // Of a manifest that cannot be read nobody knows what it asks for, and nothing of it would run.
  const whole = about?.manifestFault === null ? about : null;
  const person = USERS.find(({ id }) => id === view.principal)?.name ?? '';
  const rows = [
    [facts.title, title],
    [facts.addon, about && (about.name === '' ? about.addon : `${about.name} (${about.addon})`)],
    [facts.version, about?.version],
    [facts.size, about && strings.size(about.files, about.bytes)],
    [facts.capabilities, whole && (namesOf(whole.capabilities) || strings.none)],
    [facts.grants, whole && namesOf(whole.grants)],
    [facts.backend, about && (about.hasBackend ? strings.yes : strings.no)],
    [facts.runs, whole && (namesOf(whole.runs) || strings.screensOnly)],
    [facts.author, strings.author[trust.verdict](trust.signer)],
    [facts.fingerprint, trust.fingerprint],
    [facts.digest, trust.digest],
    [facts.made, made],
    [facts.before, before],
    [facts.begins, [view.view, view.open].filter((part) => part !== undefined).join(' · ')],
    [facts.as, [person, view.role].filter((part) => part !== undefined && part !== '').join(' · ')],
    [facts.rows, sample],
  ].filter((row): row is [string, string] => typeof row[1] === 'string' && row[1] !== '');
  // A stranger's words, all of them: what nobody would see in them is written out.
  return rows.map(([label, text]): [string, string] => [label, visible(text)]);
}
