import { expect, it } from 'vitest';
import { panelOfPath } from './sections';

it.each([
  ['models[0].columns[1].ref', 'models'],
  ['contributions.navigation[0].items', 'screens'],
  ['contributions.actions.tickets[0]', 'automation'],
  ['rbac.permissions[2]', 'access'],
  ['metadata.key', 'files'],
  ['', 'files'],
])('a problem at %j is told by the panel %s', (path, panel) => expect(panelOfPath(path)).toBe(panel));
