import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './page.css';
import { Shell } from './shell/Shell';
import { openWorkspace } from './workspace/workspace';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <Shell />
  </StrictMode>,
);
void openWorkspace();
