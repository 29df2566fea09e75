import { rewriting } from '../fixes/rewriting';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  fileName: (name: string): Message =>
    message(`${quote(name)} must be a bare file name.`, `${quote(name)} debe ser solo un nombre de archivo.`),
};

export const rule: Rule<'DESK-FILE'> = {
  id: 'DESK-FILE',
  level: 'error',
  fix: rewriting((file) => file.split('/').at(-1) ?? file),
  check: ({ manifest }, report) => {
    (manifest.desktop_clients ?? []).forEach(({ files = {} }, index) => {
      for (const system of ['mac', 'windows', 'linux'] as const) {
        const name = files[system];
        if (name !== undefined && (/[/\\]/.test(name) || name === '.' || name === '..'))
          report(['desktop_clients', index, 'files', system], texts.fileName(name));
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
