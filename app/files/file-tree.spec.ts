import { expect, it } from 'vitest';
import { folderOf } from './file-tree';

it('files stand in their folders, however deep', () => {
  expect(folderOf(['manifest.json', 'locales/en.json', 'locales/es.json', 'sample/core/people.json'])).toEqual({
    name: '',
    path: '',
    folders: [
      {
        name: 'locales',
        path: 'locales',
        folders: [],
        files: [
          { name: 'en.json', path: 'locales/en.json' },
          { name: 'es.json', path: 'locales/es.json' },
        ],
      },
      {
        name: 'sample',
        path: 'sample',
        folders: [{ name: 'core', path: 'sample/core', folders: [], files: [{ name: 'people.json', path: 'sample/core/people.json' }] }],
        files: [],
      },
    ],
    files: [{ name: 'manifest.json', path: 'manifest.json' }],
  });
});
