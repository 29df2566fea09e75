import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{kernel,schemas,cli,workers,app,scripts,templates,bench}/**/*.spec.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // PGlite takes about 200 MB a process: two forks are what a small machine bears.
    maxWorkers: 2,
    // The package names its own files without their endings, which Node does not find.
    server: { deps: { inline: ['@asteby/metacore-sdk'] } },
  },
});
