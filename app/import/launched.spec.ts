import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { takeLaunched } from './launched';

type Launch = Parameters<Parameters<typeof takeLaunched>[0]>[0];

async function launched(files: readonly { getFile: () => Promise<File> }[] | undefined): Promise<string[][]> {
  const taken: string[][] = [];
  let launch: (given: { files?: readonly { getFile: () => Promise<File> }[] }) => void = () => undefined;
  takeLaunched((given: Launch) => void taken.push(given.map(({ name }) => name)), {
    launchQueue: { setConsumer: (consumer) => (launch = consumer) },
  });
  launch(files === undefined ? {} : { files });
  await new Promise((resolve) => setImmediate(resolve));
  return taken;
}

it('takes the bundle that the system opened with the page', async () => {
  expect(await launched([{ getFile: () => Promise.resolve(new File([], 'a.mcbundle')) }])).toEqual([['a.mcbundle']]);
});

it('takes nothing of a launch without files, nor of a file that went away', async () => {
  expect(await launched(undefined)).toEqual([]);
  expect(await launched([])).toEqual([]);
  expect(await launched([{ getFile: () => Promise.reject(new Error('gone')) }])).toEqual([]);
});

it('does nothing where pages take no files', () => {
  expect(() => takeLaunched(() => undefined, {})).not.toThrow();
});

it('is installed under addresses beside the page, whatever path a host serves it under', () => {
  const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    id: './',
    start_url: './',
    scope: './',
    icons: [{ src: 'favicon.svg' }],
    file_handlers: [{ action: './' }],
  });
});
