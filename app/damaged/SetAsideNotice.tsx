import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { download } from '../download';
import { useLanguage } from '../i18n/language';
import { removeInstallations, storedInstallations } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { AsideRow } from './AsideRow';
import { addonsAside } from './addons-aside';
import { installationFile } from './record-file';
import { useDamagedStrings } from './strings';

/** Names every addon in the project's database that this version cannot work with, hands out what is stored of it, and removes it. */
export function SetAsideNotice() {
  const strings = useDamagedStrings();
  const language = useLanguage((state) => state.language);
  const setAside = useWorkspace((state) => state.setAside);
  const save = async (key: string): Promise<void> => download(installationFile(key, await storedInstallations(key)));
  const failed = (key: string) => (error: unknown) => toast.error(strings.addonFailed(key, messageOf(error)));
  return addonsAside(setAside, language).map(({ key, version, reason }) => (
    <AsideRow
      key={key}
      notice={strings.addonNotice(key, version, reason)}
      onDownload={() => void save(key).catch(failed(key))}
      removal={{
        title: strings.addonRemoveTitle(key),
        text: strings.addonRemoveText,
        onRemove: () => void removeInstallations(key).catch(failed(key)),
      }}
    />
  ));
}
