import { blockMessages } from '../messages/blocks';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DESK-FILE'> = {
  id: 'DESK-FILE',
  level: 'error',
  check: ({ manifest }, report) => {
    (manifest.desktop_clients ?? []).forEach(({ files = {} }, index) => {
      for (const system of ['mac', 'windows', 'linux'] as const) {
        const name = files[system];
        if (name !== undefined && (/[/\\]/.test(name) || name === '.' || name === '..'))
          report(['desktop_clients', index, 'files', system], blockMessages.fileName(name));
      }
    });
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: 'an installer that is not a bare file name',
  why: 'The name is put behind the download address; a path could lead elsewhere.',
  example: {
    at: '/desktop_clients',
    before: [{ key: 'till', auth: 'ops_user', download_url: 'https://shop.example/till', files: { mac: '../till.dmg' } }],
    after: [{ key: 'till', auth: 'ops_user', download_url: 'https://shop.example/till', files: { mac: 'till.dmg' } }],
  },
};
