/** What the sheet for an arrival tells and offers, as text; `ArrivalSheet` draws it. */
import type { Locale } from '../../kernel/locale';
import type { FactsOfAddon } from './facts-rows';
import { problemSentence } from './sentences';
import type { Arrival, ArrivalState } from './state';
import type { ArrivalStrings } from './strings';
import type { Trust } from './trust';

export function titleOf(state: ArrivalState, strings: ArrivalStrings): string {
  switch (state.step) {
    case 'shown':
      return strings.title[state.arrival.kind];
    case 'unreadable':
      return state.again ? strings.unreadable.from : strings.unreadable.link;
    default:
      return strings.title.from;
  }
}

export const mayRun = (state: ArrivalState): boolean => state.step === 'shown' && state.arrival.files !== null;

/** The sentence below the title: what has happened so far, and where it would run. */
export function sentenceOf(state: ArrivalState, isEmbedded: boolean, strings: ArrivalStrings, language: Locale): string {
  switch (state.step) {
    case 'none':
      return '';
    case 'offered':
      return strings.offer(state.host);
    case 'fetching':
      return strings.fetching(state.host);
    case 'opening':
      return strings.opening;
    case 'unreadable':
      return problemSentence(state.problem, language);
    case 'shown':
      return mayRun(state) ? (isEmbedded ? strings.restEmbedded : strings.rest) : strings.restRefused;
  }
}

/** Where an offered file lies, as label and value. */
export const offerRows = ({ host, address }: { host: string; address: string }, strings: ArrivalStrings): [string, string][] => [
  [strings.offered.host, host],
  [strings.offered.address, address],
];

/** Where it comes from: an address, or what a link says of its project, the first entry being the link itself. */
function beforeOf({ kind: came, provenance }: Arrival, strings: ArrivalStrings): string {
  const [arrived, before] = provenance;
  if (came === 'from') return arrived?.place ?? '';
  if (!before) return '';
  const kind = before.kind === undefined ? '' : ` (${strings.kinds[before.kind]})`;
  return `${before.title}${kind}`;
}

/** What is said of a link's signature where the sentence for bundles is not true of it. */
const noteOfLink = ({ verdict }: Trust, { linkWarning }: ArrivalStrings): string | undefined =>
  verdict === 'unknown-key' || verdict === 'tampered' ? linkWarning[verdict] : undefined;

/** What is known of an arrival that is shown. */
export function factsOf(arrival: Arrival, strings: ArrivalStrings): FactsOfAddon {
  const { kind, title, trust, about, view, provenance } = arrival;
  const [arrived] = provenance;
  const made = kind === 'link' && arrived ? strings.playground(arrived.app) : '';
  const note = kind === 'link' ? noteOfLink(trust, strings) : undefined;
  return { title, trust, about, view, made, before: beforeOf(arrival, strings), ...(note !== undefined && { note }) };
}

export type SheetAction = 'cancel' | 'leave' | 'fetch' | 'fetchAgain' | 'run';

/** The buttons, in their order. Inside of another page there is nothing to leave for. */
export function actionsOf(state: ArrivalState, isEmbedded: boolean): SheetAction[] {
  const actions: SheetAction[] = [];
  if (state.step === 'fetching') actions.push('cancel');
  else if (!isEmbedded) actions.push('leave');
  if (state.step === 'offered') actions.push('fetch');
  if (state.step === 'unreadable' && state.again !== null) actions.push('fetchAgain');
  if (mayRun(state)) actions.push('run');
  return actions;
}
