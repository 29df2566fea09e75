import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{kernel,schemas,cli,workers,app,scripts,templates,bench}/**/*.spec.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // PGlite takes about 200 MB a process: two forks are what a small machine bears.
    maxWorkers: 2,
  },
});
