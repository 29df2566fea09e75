import { useEffect, useState } from 'react';
import type * as Comlink from 'comlink';
import type { LanguageWorkerApi } from '../../workers/protocol';
import { MANIFEST, textOf } from '../project/project';
import { useWorkspace } from './workspace';
import { askLanguage } from '../language/client';

/** What the language worker makes of the current manifest; the last answer stays until the next one is there. */
export function useManifestView<T>(derive: (api: Comlink.Remote<LanguageWorkerApi>, text: string) => Promise<T>, empty: T): T {
  const text = useWorkspace((state) => textOf(state.project?.files[MANIFEST]));
  const [view, setView] = useState(empty);
  useEffect(() => {
    let current = true;
    askLanguage((api) => derive(api, text)).then(
      (answer) => {
        if (current) setView(answer);
      },
      // The worker was restarted; the next edit asks again.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [derive, text]);
  return view;
}
