import { toast } from 'sonner';
import type { Renamed } from '../../kernel/authoring/language/rename';
import { STRINGS } from '../i18n/strings';
import { useLanguage } from '../i18n/language';
import { editFile, openFile } from '../workspace/edits';

/**
 * Here the values moved along with the name; on hosts a migration has to move them. One is offered, and those that still
 * use the old name are listed: what already ran must not change.
 */
export function tellRename({ migrations, suggestion }: Renamed): void {
  if (migrations.length === 0 && suggestion === null) return;
  const strings = STRINGS[useLanguage.getState().language];
  const places = migrations.map(({ path, line, text }) => `${path}:${String(line)}  ${text}`);
  toast.info(migrations.length === 0 ? strings.renamed : strings.renamedMentions, {
    description: places.join('\n'),
    // It offers something that is offered nowhere else: it stays until it is taken or put away.
    duration: Infinity,
    cancel: { label: strings.close, onClick: () => undefined },
    ...(suggestion !== null && {
      action: {
        label: strings.renameMigration,
        onClick: () => {
          editFile(suggestion.path, suggestion.text);
          openFile(suggestion.path);
        },
      },
    }),
  });
}
