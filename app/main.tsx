import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './page.css';
import { isLink } from '../kernel/link/link';
import { askAboutLink } from './share/link-session';
import { preloadKernel } from './kernel/supervisor';
import { Shell } from './shell/Shell';
import { openWorkspace } from './workspace/workspace';

// A link that was opened runs nothing before somebody says so.
if (!isLink(location.hash)) preloadKernel();
const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
);
if (isLink(location.hash)) askAboutLink(location.hash);
else void openWorkspace();
// A link that is pasted over an open page is a page of its own.
addEventListener('hashchange', () => {
  if (isLink(location.hash)) location.reload();
});
