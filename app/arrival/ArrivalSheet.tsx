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
import { cancelFetch, fetchOffered, leaveArrival, runArrival, type RunOptions } from './session';
import { actionsOf, factsOf, offerRows, sentenceOf, type SheetAction, titleOf } from './sheet';
import { type ArrivalState, useArrival } from './state';
import { useArrivalStrings } from './use-strings';

/** What stands below the sentence. */
function Details({ state }: { state: ArrivalState }) {
  const strings = useArrivalStrings();
  switch (state.step) {
    case 'none':
    case 'opening':
    case 'unreadable':
      return null;
    case 'offered':
      return (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {offerRows(state, strings).map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="min-w-0 font-mono break-all">{value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'fetching':
      return (
        <div role="status" className="space-y-1 text-sm">
          <progress
            className="w-full"
            aria-label={strings.fetching(state.host)}
            {...(state.whole > 0 && { max: state.whole, value: state.bytes })}
          />
          <p>{strings.progress(state.bytes, state.whole)}</p>
        </div>
      );
    case 'shown':
      return <Facts {...factsOf(state.arrival, strings)} />;
  }
}

/** What the page's address brings, before anything of it is fetched or runs. */
export default function ArrivalSheet(options: RunOptions) {
  const strings = useArrivalStrings();
  const common = useStrings();
  const language = useLanguage((session) => session.language);
  const { state, isEmbedded } = useArrival();
  const deeds: Record<SheetAction, () => unknown> = {
    cancel: cancelFetch,
    leave: leaveArrival,
    fetch: fetchOffered,
    fetchAgain: fetchOffered,
    run: () => runArrival(options),
  };
  return (
    <AlertDialog open={state.step !== 'none'}>
      <AlertDialogContent data-testid="link-sheet" className="max-h-[90dvh] overflow-y-auto">
        <AlertDialogHeader>
          <AlertDialogTitle>{titleOf(state, strings)}</AlertDialogTitle>
        </AlertDialogHeader>
        {state.step !== 'none' && (
          <AlertDialogDescription className="break-words" {...(state.step === 'opening' && { role: 'status' })}>
            {sentenceOf(state, isEmbedded, strings, language)}
          </AlertDialogDescription>
        )}
        <Details state={state} />
        <AlertDialogFooter>
          {actionsOf(state, isEmbedded).map((action) => (
            <Button
              key={action}
              {...((action === 'cancel' || action === 'leave') && { variant: 'outline' as const })}
              onClick={() => void deeds[action]()}
            >
              {action === 'cancel' ? common.cancel : strings[action]}
            </Button>
          ))}
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
