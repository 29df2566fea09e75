import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{kernel,schemas,cli,workers,app,scripts,templates,bench}/**/*.spec.{ts,tsx}'],
    // Much longer than anything takes, also on a machine that is busy with something else; thousands of drawn cases take an hour.
    testTimeout: process.env.PLAYGROUND_FUZZ === '1' ? 7_200_000 : 300_000,
    hookTimeout: 300_000,
    // PGlite takes about 200 MB a process: two forks are what a small machine bears.
    maxWorkers: 2,
    // One process runs many files: the kernel is loaded and its engine compiled once in each, not once a file. So no spec leaves
    // anything behind in a module or a global that another one would meet.
    isolate: false,
    // The package names its own files without their endings, which Node does not find.
    server: { deps: { inline: ['@asteby/metacore-sdk'] } },
  },
});
