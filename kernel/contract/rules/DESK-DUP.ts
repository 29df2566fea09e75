import { renumber } from '../fixes/usual';
import { commonMessages } from '../messages/common';
import { eachRepeated } from '../read/context';
import type { Rule, RulePage } from '../rule';

export const rule: Rule<'DESK-DUP'> = {
  id: 'DESK-DUP',
  level: 'error',
  fix: renumber,
  isShared: true,
  check: ({ manifest }, report) => {
    eachRepeated(
      (manifest.desktop_clients ?? []).map(({ key }) => key),
      (index, key) => report(['desktop_clients', index, 'key'], commonMessages.repeated(key)),
    );
  },
};

export const page: RulePage = {
  section: 'other blocks',
  meaning: "a desktop client's key used twice",
  why: 'Clients are told apart by their key.',
  example: {
    at: '/desktop_clients',
    before: [
      { key: 'till', auth: 'ops_user', download_url: 'https://shop.example/till' },
      { key: 'till', auth: 'ops_user', download_url: 'https://shop.example/till' },
    ],
  },
};
