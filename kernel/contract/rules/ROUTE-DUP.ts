import { dropping } from '../fixes/dropping';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  routeRepeated: (domain: string): Message =>
    message(
      `Another route of ${quote(domain)} has the same match and priority; which wins is left to chance.`,
      `Otra ruta de ${quote(domain)} tiene la misma coincidencia y prioridad; cuál gana queda al azar.`,
    ),
};

export const rule: Rule<'ROUTE-DUP'> = {
  id: 'ROUTE-DUP',
  level: 'error',
  fix: dropping(),
  check: ({ manifest }, report) => {
    const given = manifest.contributions?.routes ?? [];
    const identities = given.map(({ domain, priority = 0, match = {} }) =>
      JSON.stringify([domain, priority, Object.entries(match).sort(([a], [b]) => (a < b ? -1 : 1))]),
    );
    eachRepeated(identities, (index) => report(['contributions', 'routes', index], texts.routeRepeated(given[index]?.domain ?? '')));
  },
};

export const page: RulePage = {
  section: 'contributions',
  meaning: 'two routes with the same domain, priority and match',
  why: 'Which of the two wins is left to chance.',
  example: {
    at: '/contributions/routes',
    before: [
      { domain: 'mail', handler: 'smtp' },
      { domain: 'mail', handler: 'api' },
    ],
    after: [
      { domain: 'mail', handler: 'smtp' },
      { domain: 'mail', handler: 'api', priority: 1 },
    ],
  },
};
