import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { download } from '../download';
import { deleteDamaged } from '../workspace/projects';
import { type DamagedProject, useWorkspace } from '../workspace/workspace';
import { AsideRow } from './AsideRow';
import { recordFile } from './record-file';
import { useDamagedStrings } from './strings';

/** Names every project that was set aside, hands out what is stored of it, and removes it when asked to. */
export function DamagedNotice() {
  const strings = useDamagedStrings();
  const damaged = useWorkspace((state) => state.damaged);
  const remove = ({ id, name }: DamagedProject): void => {
    deleteDamaged(id).catch((error: unknown) => toast.error(strings.notRemoved(name, messageOf(error))));
  };
  return damaged.map((project) => (
    <AsideRow
      key={project.id}
      notice={strings.notice(project.name)}
      onDownload={project.record === undefined ? undefined : () => download(recordFile(project.name, project.record))}
      removal={{ title: strings.removeTitle(project.name), text: strings.removeText, onRemove: () => remove(project) }}
    />
  ));
}
