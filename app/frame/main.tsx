/**
 * The preview frame: draws the screens of the installed addon with the published runtime, and asks the kernel for all its
 * data over one MessagePort. It runs in an opaque origin (`sandbox` without `allow-same-origin`), so that what an addon
 * brings along reaches neither the project nor its keys.
 */
import './no-peers';
import './memory-storage';
import './frame.css';
import { createRoot } from 'react-dom/client';
import { messageOf } from '../../kernel/errors';
import { auditFrame } from './audit';
import { captureFrame } from './capture';
import { connectToPage, tellBusy, tellDrafts } from './connect';
import { watchFilesOver } from './files-over';
import { ErrorBoundary } from './error-boundary';
import { setIconSource } from './icons/remote-icon';
import { getLanguage } from './language';
import { Notice } from './notice';
import { tellImportsTo } from './imports/imports';
import { watchPageKeys } from './page-keys';
import type { PortLink } from './port';
import { tellHeight } from './printed-height';
import { Providers } from './providers';
import { Shell } from './shell';
import { FRAME_TEXTS } from './texts';
import { takeDrafts, tellDraftsTo } from './typed/typed';
import { useAppearance } from './use-appearance';

function Frame({ link }: { link: PortLink }) {
  const appearance = useAppearance();
  return (
    <ErrorBoundary key={appearance.locale}>
      <Providers link={link} appearance={appearance}>
        <Shell link={link} />
      </Providers>
    </ErrorBoundary>
  );
}

function NotEmbedded({ reason }: { reason: string }) {
  useAppearance();
  return <Notice isAlert title={FRAME_TEXTS[getLanguage()].translation.frame.notEmbedded} hint={reason} />;
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no element with the id "root"');
const app = createRoot(root);
try {
  const link = connectToPage(window);
  link.setDrafts(takeDrafts);
  tellDraftsTo((text) => tellDrafts(window, text));
  tellImportsTo((isBusy) => tellBusy(window, isBusy));
  link.setKeys(watchPageKeys(window));
  tellHeight(window);
  watchFilesOver(window);
  setIconSource((name) => link.icon(name));
  link.setView((wish) => (wish === 'picture' ? captureFrame() : auditFrame()));
  app.render(<Frame link={link} />);
} catch (error) {
  app.render(<NotEmbedded reason={messageOf(error)} />);
}
