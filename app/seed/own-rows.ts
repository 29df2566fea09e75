/** The sample rows that an author keeps beside the addon: written as a person's rows are, once the project is installed. */
import { toast } from 'sonner';
import { USERS } from '../../kernel/database/core-rows';
import { KernelError, messageOf } from '../../kernel/errors';
import { sampleSentence, sampleWrites } from '../../kernel/project/sample-rows';
import type { StoredProject } from '../../workers/project-store';
import { useLanguage } from '../i18n/language';
import { askKernel } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { hasOwnRows, sendRows } from './send-rows';
import { SEED_STRINGS } from './strings';

const DEADLINE_MS = 30_000;

/** An id as the database makes them. `randomUUID` would need HTTPS, which a page on a local network may not have. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Writes the project's own sample rows into the database that is open; says what is wrong with them. */
export async function writeOwnRows({ files }: Pick<StoredProject, 'files'>): Promise<void> {
  const { language } = useLanguage.getState();
  try {
    const users = USERS.filter(({ organization }) => organization === 0).map(({ id }) => id);
    const writes = sampleWrites(files, { language, now: Date.now(), newId, users });
    const refused = await sendRows(writes, (request) => askKernel(request, DEADLINE_MS));
    if (refused !== null) toast.error(SEED_STRINGS[language].ownRowsRefused(refused.path, refused.message));
  } catch (error) {
    // The project was left while its rows were being written.
    if (error instanceof KernelError && error.code === 'kernel_stopped') return;
    toast.error(sampleSentence(error, language) ?? messageOf(error));
  }
}

/** Writes the project's own rows after its first install; another project ends the wait. */
export function writeWhenInstalled(project: StoredProject): void {
  if (!hasOwnRows(project)) return;
  let isOpen = false;
  const stop = useWorkspace.subscribe(({ project: now, install, servedGeneration }) => {
    isOpen ||= now?.id === project.id;
    if (isOpen && now?.id !== project.id) stop();
    if (now?.id !== project.id || install?.ok !== true || servedGeneration === null) return;
    stop();
    void writeOwnRows(project);
  });
}
