import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import './page.css';
// What Monaco asks of the page: said before any part of the editor is loaded, in whatever order the build puts its parts.
import './editor/monaco-environment';
import { isLink, readAddress, readEmbed } from '../kernel/link/address';
import { openGalleryAsAddressed } from './gallery/state';
import { preloadKernel } from './kernel/supervisor';
import { Failed, Unfailing } from './damaged/Failed';
import { Framed } from './embed/Framed';
import { collectPageLines } from './log/store';
import { writeDueRows } from './seed/own-rows';
import { Shell } from './shell/Shell';
import { openWorkspace } from './workspace/projects';

const EmbedShell = lazy(() => import('./embed/EmbedShell'));

const embed = readEmbed(location.search);
/** In somebody's frame, and not as the page that is made for it. */
const isFramed = embed === null && window.top !== window.self;

/** What asks the person about the address; null where it names nothing but their own projects. */
function question(): (() => Promise<void>) | null {
  const session = () => import('./arrival/session');
  try {
    const address = readAddress(location.search, location.hash);
    if (address.source.kind === 'own' && embed === null) return null;
    return async () => (await session()).askAbout(address);
  } catch (error) {
    return async () => (await session()).askAboutProblem(error, embed !== null);
  }
}

const ask = question();
// What arrives by the address runs nothing before somebody says so.
if (ask === null && !isFramed) preloadKernel();
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const reactRoot = createRoot(root);
reactRoot.render(
  <StrictMode>
    <Unfailing>
      {isFramed ? (
        <Framed />
      ) : embed === null ? (
        <Shell />
      ) : (
        <Suspense fallback={null}>
          <EmbedShell options={embed} />
        </Suspense>
      )}
    </Unfailing>
  </StrictMode>,
);
if (!isFramed && embed === null) {
  collectPageLines();
  openGalleryAsAddressed();
}
if (!isFramed) writeDueRows({ hasMenu: embed === null });
if (!isFramed) (ask ?? openWorkspace)().catch((error: unknown) => reactRoot.render(<Failed error={error} />));
// A link that is pasted over an open page is a page of its own.
addEventListener('hashchange', () => {
  if (isLink(location.hash)) location.reload();
});
