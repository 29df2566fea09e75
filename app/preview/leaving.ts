/** Why the browser asks before it leaves the page: drafts that could not be kept, an import that would break off. */
import type { ViewName } from '../project/drafts';

export type Reason = 'drafts' | 'import';

const reasons = new Set<string>();
const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

/** The browser asks as long as any view has a reason. */
export function askBeforeLeaving(view: ViewName, reason: Reason, hasReason: boolean): void {
  if (hasReason) reasons.add(`${view} ${reason}`);
  else reasons.delete(`${view} ${reason}`);
  // A page that listens for nothing stays in the browser's memory when somebody goes back and forth.
  if (reasons.size > 0) window.addEventListener('beforeunload', ask);
  else window.removeEventListener('beforeunload', ask);
}
