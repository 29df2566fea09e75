import {
  AlertDialog,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  Button,
} from '@asteby/metacore-ui/primitives';
import { useStrings } from '../i18n/language';
import { leaveLink, runLink, useLink } from './link-session';

/** What a link is about, before anything of it runs. */
export function LinkSheet() {
  const strings = useStrings().linked;
  const state = useLink((session) => session.state);
  if (state.step === 'none') return null;
  const rows =
    state.step === 'asking'
      ? [
          [strings.name, state.link.title],
          [strings.addon, state.about.addon],
          [strings.version, state.about.version],
          [strings.size, strings.files(state.about.files, state.about.bytes)],
          [strings.capabilities, state.about.capabilities.join(', ') || strings.none],
          [strings.backend, state.about.hasBackend ? strings.yes : strings.no],
          [strings.author, strings.unsigned],
          [strings.made, state.link.app],
        ]
      : [];
  return (
    <AlertDialog open>
      <AlertDialogContent data-testid="link-sheet" className="max-h-[90dvh] overflow-y-auto">
        <AlertDialogHeader>
          <AlertDialogTitle>{state.step === 'asking' ? strings.title : strings.unreadable}</AlertDialogTitle>
          <AlertDialogDescription>{state.step === 'asking' ? strings.rest : state.message}</AlertDialogDescription>
        </AlertDialogHeader>
        {rows.length > 0 && (
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            {rows.map(([label, value]) => (
              <div key={label} className="contents">
                <dt className="text-muted-foreground">{label}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <AlertDialogFooter>
          <Button variant="outline" onClick={() => void leaveLink()}>
            {strings.leave}
          </Button>
          {state.step === 'asking' && <Button onClick={runLink}>{strings.run}</Button>}
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
