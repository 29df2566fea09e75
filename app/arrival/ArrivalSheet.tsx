import {
  AlertDialog,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  Button,
} from '@asteby/metacore-ui/primitives';
import { useLanguage, useStrings } from '../i18n/language';
import { Facts } from './Facts';
import { problemSentence } from './sentences';
import { cancelFetch, fetchOffered, leaveArrival, runArrival, type RunOptions } from './session';
import { type Arrival, type ArrivalState, useArrival } from './state';
import { type ArrivalStrings, useArrivalStrings } from './strings';
import type { Trust } from './trust';

/** Where it comes from: an address, or what a link says of its project, the first entry being the link itself. */
function beforeOf({ kind: came, provenance }: Arrival, strings: ArrivalStrings): string {
  const [arrived, before] = provenance;
  if (came === 'from') return arrived?.place ?? '';
  if (!before) return '';
  const kind = before.kind === undefined ? '' : ` (${strings.kinds[before.kind]})`;
  return `${before.title}${kind}`;
}

/** What has happened so far, and where it would run. */
const restOf = (mayRun: boolean, isEmbedded: boolean, strings: ArrivalStrings): string =>
  mayRun ? (isEmbedded ? strings.restEmbedded : strings.rest) : strings.restRefused;

/** What is said of a link's signature where the sentence for bundles is not true of it. */
const noteOfLink = ({ verdict }: Trust, { linkWarning }: ArrivalStrings): string | undefined =>
  verdict === 'unknown-key' || verdict === 'tampered' ? linkWarning[verdict] : undefined;

function titleOf(state: ArrivalState, strings: ArrivalStrings): string {
  switch (state.step) {
    case 'shown':
      return strings.title[state.arrival.kind];
    case 'unreadable':
      return state.again ? strings.unreadable.from : strings.unreadable.link;
    default:
      return strings.title.from;
  }
}

function Body({ state, isEmbedded }: { state: ArrivalState; isEmbedded: boolean }) {
  const strings = useArrivalStrings();
  const language = useLanguage((session) => session.language);
  switch (state.step) {
    case 'none':
      return null;
    case 'offered':
      return (
        <>
          <AlertDialogDescription>{strings.offer(state.host)}</AlertDialogDescription>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            <dt className="text-muted-foreground">{strings.offered.host}</dt>
            <dd className="min-w-0 font-mono break-all">{state.host}</dd>
            <dt className="text-muted-foreground">{strings.offered.address}</dt>
            <dd className="min-w-0 font-mono break-all">{state.address}</dd>
          </dl>
        </>
      );
    case 'fetching':
      return (
        <>
          <AlertDialogDescription>{strings.fetching(state.host)}</AlertDialogDescription>
          <div role="status" className="space-y-1 text-sm">
            <progress
              className="w-full"
              aria-label={strings.fetching(state.host)}
              {...(state.whole > 0 && { max: state.whole, value: state.bytes })}
            />
            <p>{strings.progress(state.bytes, state.whole)}</p>
          </div>
        </>
      );
    case 'opening':
      return <AlertDialogDescription role="status">{strings.opening}</AlertDialogDescription>;
    case 'unreadable':
      return <AlertDialogDescription className="break-words">{problemSentence(state.problem, language)}</AlertDialogDescription>;
    case 'shown': {
      const { kind, title, files, trust, about, view, provenance } = state.arrival;
      const [arrived] = provenance;
      const made = kind === 'link' && arrived ? strings.playground(arrived.app) : '';
      const note = kind === 'link' ? noteOfLink(trust, strings) : undefined;
      return (
        <>
          <AlertDialogDescription>{restOf(files !== null, isEmbedded, strings)}</AlertDialogDescription>
          <Facts
            title={title}
            trust={trust}
            about={about}
            view={view}
            made={made}
            before={beforeOf(state.arrival, strings)}
            {...(note !== undefined && { note })}
          />
        </>
      );
    }
  }
}

/** What the page's address brings, before anything of it is fetched or runs. Inside of another page there is nothing to leave for. */
export default function ArrivalSheet(options: RunOptions) {
  const strings = useArrivalStrings();
  const common = useStrings();
  const { state, isEmbedded } = useArrival();
  const mayRun = state.step === 'shown' && state.arrival.files !== null;
  const mayFetch = state.step === 'offered' || (state.step === 'unreadable' && state.again !== null);
  return (
    <AlertDialog open={state.step !== 'none'}>
      <AlertDialogContent data-testid="link-sheet" className="max-h-[90dvh] overflow-y-auto">
        <AlertDialogHeader>
          <AlertDialogTitle>{titleOf(state, strings)}</AlertDialogTitle>
        </AlertDialogHeader>
        <Body state={state} isEmbedded={isEmbedded} />
        <AlertDialogFooter>
          {state.step === 'fetching' && (
            <Button variant="outline" onClick={cancelFetch}>
              {common.cancel}
            </Button>
          )}
          {state.step !== 'fetching' && !isEmbedded && (
            <Button variant="outline" onClick={() => void leaveArrival()}>
              {strings.leave}
            </Button>
          )}
          {mayFetch && <Button onClick={() => void fetchOffered()}>{state.step === 'offered' ? strings.fetch : strings.fetchAgain}</Button>}
          {mayRun && <Button onClick={() => runArrival(options)}>{strings.run}</Button>}
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
