/** A new project takes the place of the one that was on the page: that is said, with its name. */
import { toast } from 'sonner';
import type { StoredProject } from '../../workers/project-store';
import { useLanguage } from '../i18n/language';
import { addProject } from '../workspace/projects';
import { useWorkspace } from '../workspace/workspace';
import { projectStrings } from './strings';

/** Says which project is open now. */
export function announceOpened(): void {
  const { project } = useWorkspace.getState();
  if (project) toast.success(projectStrings(useLanguage.getState().language).openNow(project.name));
}

/** Adds a project, works on it and says so. */
export async function openAsNew(project: StoredProject): Promise<void> {
  await addProject(project);
  announceOpened();
}
