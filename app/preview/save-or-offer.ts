import { toast } from 'sonner';
import { download } from '../download';
import { useLanguage } from '../i18n/language';
import { STRINGS } from '../i18n/strings';

/**
 * A file of the preview is saved where somebody just pressed something. One that comes later, or unasked, is only offered: no
 * addon fills the disk.
 */
export function saveOrOffer(file: { name: string; blob: Blob }): void {
  if (navigator.userActivation.isActive) {
    download(file);
    return;
  }
  const strings = STRINGS[useLanguage.getState().language];
  toast(strings.previewFile(file.name), {
    id: 'preview-file',
    duration: Number.POSITIVE_INFINITY,
    action: { label: strings.previewFileSave, onClick: () => download(file) },
  });
}
