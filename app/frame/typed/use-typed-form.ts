import { useCallback, useMemo } from 'react';
import { toast } from 'sonner';
import { FRAME_TEXTS } from '../texts';
import { getLanguage } from '../language';
import type { FormName } from './draft';
import { askToDiscard } from './question';
import { isReturned, openTyped, type TypedForm } from './typed';

interface GuardedForm extends TypedForm {
  /** What a dialog calls instead of `onOpenChange`: asks before what was typed is thrown away. */
  close(isOpen: boolean): void;
}

const NOTHING: TypedForm = {
  begin: (initial) => ({ ...initial }),
  note: () => undefined,
  fresh: (_field, value) => value,
  changes: (values) => ({ ...values }),
  isTouched: () => false,
  done: () => undefined,
};

/** Called by the forms of the published runtime. @param form null where nothing can be typed */
export function useTypedForm(form: FormName | null, onOpenChange: (isOpen: boolean) => void): GuardedForm {
  const name = form === null ? '' : JSON.stringify(form);
  const typed = useMemo((): TypedForm => {
    if (name === '') return NOTHING;
    const own = JSON.parse(name) as FormName;
    const opened = openTyped(own);
    return {
      ...opened,
      begin(initial) {
        if (isReturned(own)) toast.info(FRAME_TEXTS[getLanguage()].translation.typed.returned);
        return opened.begin(initial);
      },
    };
  }, [name]);
  const close = useCallback(
    (isOpen: boolean) => {
      if (isOpen || !typed.isTouched()) {
        onOpenChange(isOpen);
        return;
      }
      void askToDiscard().then((discard) => {
        if (!discard) return;
        typed.done();
        onOpenChange(false);
      });
    },
    [typed, onOpenChange],
  );
  return useMemo(() => ({ ...typed, close }), [typed, close]);
}
