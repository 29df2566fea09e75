/** Which panel beside the rail shows a part of the manifest. */
import type { SymbolKind } from '../../kernel/authoring/language/places';
import type { DefinitionPanelName, SidePanelName } from '../layout/layout';

/** What each panel lists of what the manifest defines. */
export const KINDS: Readonly<Record<DefinitionPanelName, readonly SymbolKind[]>> = {
  models: ['model'],
  screens: ['slot', 'document'],
  access: ['permission', 'role'],
  automation: ['action', 'event', 'setting', 'connector'],
};

const OF_BLOCK: Readonly<Record<string, SidePanelName>> = {
  models: 'models',
  navigation: 'screens',
  slots: 'screens',
  dashboard: 'screens',
  documents: 'screens',
  frontend: 'screens',
  rbac: 'access',
  capabilities: 'access',
  public_routes: 'access',
  actions: 'automation',
  tools: 'automation',
  subscriptions: 'automation',
  notifications: 'automation',
  lifecycle: 'automation',
  settings: 'automation',
  connectors: 'automation',
  schedules: 'automation',
  webhooks: 'automation',
};

/** The panel of a path such as `contributions.navigation[0].items`; what belongs to none is found among the files. */
export function panelOfPath(path: string): SidePanelName {
  const [, first = '', second = ''] = /^[/.]?(\w+)(?:[/.](\w+))?/.exec(path) ?? [];
  return OF_BLOCK[first === 'contributions' ? second : first] ?? 'files';
}
