import { useEffect, useMemo, useState } from 'react';
import type { LinkedView } from '../../kernel/link/link';
import type { StoredKey, StoredProject } from '../../workers/project-store';
import { linkFrom, linkTo, type Made, signedLinkTo } from './make-link';

/** What a link carries: the project with what is looked at, or the address it comes from. */
export type SharedAs = { kind: 'project'; view: LinkedView } | { kind: 'from'; address: string };

interface Wanted {
  page: string;
  project: StoredProject | null;
  shared: SharedAs;
  /** Null: nobody signs. */
  signer: StoredKey | null;
}

/**
 * The link that is wanted. Signing takes a moment: until it is over `isMaking` is true and `made` the one before, which is not to
 * be handed out.
 */
export function useMade({ page, project, shared, signer }: Wanted): { made: Made | null; isMaking: boolean } {
  const wanted = useMemo(() => ({ page, project, shared, signer }), [page, project, shared, signer]);
  const [last, setLast] = useState<{ wanted: Wanted; made: Made | null }>({ wanted, made: null });
  const atOnce = useMemo((): Made | null | 'later' => {
    if (!project) return null;
    if (shared.kind === 'from') return shared.address === '' ? null : linkFrom(page, shared.address);
    return signer ? 'later' : linkTo(page, project, shared.view);
  }, [page, project, shared, signer]);
  useEffect(() => {
    if (atOnce !== 'later') {
      setLast({ wanted, made: atOnce });
      return;
    }
    if (!wanted.project || !wanted.signer || wanted.shared.kind !== 'project') return;
    let isWanted = true;
    void signedLinkTo(wanted.page, wanted.project, wanted.shared.view, wanted.signer).then((made) => {
      if (isWanted) setLast({ wanted, made });
    });
    return () => {
      isWanted = false;
    };
  }, [atOnce, wanted]);
  if (atOnce !== 'later') return { made: atOnce, isMaking: false };
  return { made: last.made, isMaking: last.wanted !== wanted };
}
