import { ApprovalsPage } from './approvals-page';
import { AutomationPage } from './automation-page';
import { ConnectorsPage } from './connectors-page';
import { DashboardPage } from './dashboard-page';
import { DocumentsPage } from './documents-page';
import { SettingsPage } from './settings-page';
import { ToolsPage } from './tools-page';
import type { Tool } from './tools';

const PAGES = {
  dashboard: DashboardPage,
  documents: DocumentsPage,
  approvals: ApprovalsPage,
  automation: AutomationPage,
  tools: ToolsPage,
  connectors: ConnectorsPage,
  settings: SettingsPage,
};

/** `generation` changes with what is installed. */
export function ToolPage({ tool, generation }: { tool: Tool; generation: string }) {
  const Chosen = PAGES[tool];
  return <Chosen generation={generation} />;
}
