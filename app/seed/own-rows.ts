/** The sample rows that an author keeps beside the addon: written as a person's rows are, once the project is installed. */
import { toast } from 'sonner';
import { USERS } from '../../kernel/database/core-rows';
import { KernelError, messageOf } from '../../kernel/errors';
import { sampleSentence, sampleWrites } from '../../kernel/project/sample-rows';
import type { StoredProject } from '../../workers/project-store';
import { useLanguage } from '../i18n/language';
import { hasOwnRows, withoutDueRows } from '../project/project';
import { keep } from '../workspace/kept';
import { askKernel } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { samplesOf, sendRows } from './send-rows';
import { SEED_STRINGS } from './strings';

const DEADLINE_MS = 30_000;
/** How long an offer stays on the page. */
const OFFER_MS = 20_000;

/** An id as the database makes them. `randomUUID` would need HTTPS, which a page on a local network may not have. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Writes the project's own sample rows into the database that is open; says how many there are, or what is wrong with them. */
async function writeOwnRows({ files: all, lastGoodManifest }: StoredProject, hasMenu = true): Promise<void> {
  const { language } = useLanguage.getState();
  const files = samplesOf(all, lastGoodManifest ?? '{}');
  if (Object.keys(files).length === 0) return;
  try {
    const users = USERS.filter(({ organization }) => organization === 0).map(({ id }) => id);
    const writes = sampleWrites(files, { language, now: Date.now(), newId, users });
    const refused = await sendRows(writes, (request) => askKernel(request, DEADLINE_MS));
    const strings = SEED_STRINGS[useLanguage.getState().language];
    if (refused !== null) toast.error(strings.ownRowsRefused(refused.path, refused.message));
    else toast(strings.ownRows(writes.filter(({ method }) => method === 'POST').length, hasMenu));
  } catch (error) {
    // The project was left while its rows were being written.
    if (error instanceof KernelError && error.code === 'kernel_stopped') return;
    toast.error(sampleSentence(error, language) ?? messageOf(error));
  }
}

/**
 * Writes the sample rows of every project that owes them, once it is installed and served: the first table does not wait for them.
 * That they were written is kept before the first one is, so that a page that is closed meanwhile does not write them twice.
 * `hasMenu`: the page has the menu that empties the tables again.
 */
export function writeDueRows({ hasMenu }: { hasMenu: boolean }): void {
  useWorkspace.subscribe(({ project, tab, install, servedGeneration }) => {
    if (project?.sampleRowsDue !== true || tab.state !== 'working' || install?.ok !== true || servedGeneration === null) return;
    keep(withoutDueRows(project));
    void writeOwnRows(project, hasMenu);
  });
}

/** Offers a project's sample rows again, after its tables were emptied. */
export function offerOwnRows(): void {
  const { project, install } = useWorkspace.getState();
  if (project === null || install?.ok !== true || !hasOwnRows(project)) return;
  const strings = SEED_STRINGS[useLanguage.getState().language];
  toast(strings.emptied, { duration: OFFER_MS, action: { label: strings.ownRowsAgain, onClick: () => void writeOwnRows(project) } });
}
