import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import './page.css';
import { isLink, readAddress, readEmbed } from '../kernel/link/address';
import { preloadKernel } from './kernel/supervisor';
import { Shell } from './shell/Shell';
import { openWorkspace } from './workspace/projects';

const EmbedShell = lazy(() => import('./embed/EmbedShell'));

const embed = readEmbed(location.search);

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
if (ask === null) preloadKernel();
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    {embed === null ? (
      <Shell />
    ) : (
      <Suspense fallback={null}>
        <EmbedShell options={embed} />
      </Suspense>
    )}
  </StrictMode>,
);
void (ask ?? openWorkspace)();
// A link that is pasted over an open page is a page of its own.
addEventListener('hashchange', () => {
  if (isLink(location.hash)) location.reload();
});
