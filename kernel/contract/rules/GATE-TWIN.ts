import { urlOfAction } from '../fixes/particular';
import { isBlank } from '../read/context';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  gateTwin: (action: string): Message =>
    message(
      `The action ${quote(action)} has the same key but calls another path; the publish check wants them to agree.`,
      `La acción ${quote(action)} tiene la misma clave pero llama a otra ruta; la revisión de publicación quiere que coincidan.`,
    ),
};

/** The path of an address, without host and closing slash. */
const pathOf = (url: string): string => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/+$/, '');

export const rule: Rule<'GATE-TWIN'> = {
  id: 'GATE-TWIN',
  level: 'strict',
  fix: urlOfAction,
  check: ({ manifest }, report) => {
    const paths = new Map<string, string>();
    for (const { key, handler } of manifest.contributions?.actions ?? []) {
      if (handler.type === 'webhook' && !isBlank(handler.url) && !paths.has(key)) paths.set(key, pathOf(handler.url ?? ''));
    }
    (manifest.contributions?.tools ?? []).forEach(({ key, handler }, index) => {
      const other = paths.get(key);
      if (other === undefined || handler?.type !== 'webhook' || isBlank(handler.url)) return;
      if (pathOf(handler.url ?? '') !== other) report(['contributions', 'tools', index, 'handler', 'url'], texts.gateTwin(key));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'publish gate: a tool and an action of the same key call different paths',
  why: 'An action and a tool of one key do the same, so they call the same path.',
  example: {
    at: '/contributions/tools',
    before: [{ key: 'send', description: 'Sends.', handler: { type: 'webhook', url: 'https://shop.example/other' } }],
    after: [{ key: 'send', description: 'Sends.', handler: { type: 'webhook', url: 'https://shop.example/send' } }],
  },
};
