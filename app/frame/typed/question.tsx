/** The question before something that was typed is thrown away. One at a time, above whatever dialog asks. */
import { useSyncExternalStore } from 'react';
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@asteby/metacore-ui/primitives';
import { useTranslation } from 'react-i18next';

let answer: ((discard: boolean) => void) | undefined;
const listeners = new Set<() => void>();

function set(next: typeof answer): void {
  answer = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Resolves with whether it may be thrown away. A second question while one is open stands for the same answer: no. */
export function askToDiscard(): Promise<boolean> {
  if (answer) return Promise.resolve(false);
  return new Promise((resolve) => {
    set((discard) => {
      set(undefined);
      resolve(discard);
    });
  });
}

export function DiscardQuestion() {
  const { t } = useTranslation();
  const open = useSyncExternalStore(subscribe, () => answer);
  return (
    <AlertDialog open={open !== undefined} onOpenChange={(isOpen) => (isOpen ? undefined : open?.(false))}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t('typed.question')}</AlertDialogTitle>
          <AlertDialogDescription>{t('typed.questionHint')}</AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogFooter>
          <AlertDialogCancel>{t('typed.keep')}</AlertDialogCancel>
          <AlertDialogAction onClick={() => open?.(true)}>{t('typed.discard')}</AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
