/**
 * Build of the preview frame: one page, one classic script, one stylesheet, into `dist/frame`. The rest of `dist` is left
 * alone. See app/frame/main.tsx for what the page does.
 */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { FRAME_ICONS } from './app/frame/icons/subset';
import { classicPage } from './scripts/vite/classic-page';
import { platformAliases } from './scripts/vite/platform-aliases';
import { runtimeIcons } from './scripts/vite/runtime-icons';
import { runtimePatches } from './scripts/vite/runtime-patches';
import { RUNTIME_TEXTS } from './scripts/vite/runtime-dictionary';
import { RUNTIME_PATCHES } from './scripts/vite/runtime-patch-list';
import { runtimeTexts } from './scripts/vite/runtime-texts';
import { isPlatformModule } from './scripts/vite/syntax';

/** Transfer budget of the script, in bytes after gzip -9. */
const MAX_SCRIPT_GZIP_BYTES = 420 * 1024;

const inFrame = (path: string): string => fileURLToPath(new URL(`./app/frame/${path}`, import.meta.url));

/** Prints what the frame weighs and refuses a script over its budget. */
function budget(): Plugin {
  return {
    name: 'frame:budget',
    writeBundle(_options, bundle) {
      const weights = Object.entries(bundle).map(([name, output]) => ({
        name,
        isScript: output.type === 'chunk',
        bytes: gzipSync(output.type === 'chunk' ? output.code : output.source, { level: 9 }).length,
      }));
      // Written past the bundler's log, which is silent but for errors.
      const told = weights.map(({ name, bytes }) => `${name} ${(bytes / 1024).toFixed(1)} KB`);
      process.stderr.write(`preview frame after gzip -9: ${told.join(', ')}\n`);
      const heavy = weights.find(({ isScript, bytes }) => isScript && bytes > MAX_SCRIPT_GZIP_BYTES);
      if (heavy) this.error(`${heavy.name} is over its budget of ${MAX_SCRIPT_GZIP_BYTES / 1024} KB`);
    },
  };
}

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [
    runtimePatches(RUNTIME_PATCHES),
    runtimeIcons(FRAME_ICONS, inFrame('icons/catalogue.tsx')),
    platformAliases({
      'date-fns/locale': inFrame('date-locales.ts'),
      '@tanstack/react-router': inFrame('router.ts'),
      recharts: inFrame('charts.tsx'),
    }),
    runtimeTexts(RUNTIME_TEXTS, inFrame('language.ts')),
    react(),
    tailwindcss(),
    classicPage(inFrame('index.html'), 'index.html'),
    budget(),
  ],
  resolve: { dedupe: ['react', 'react-dom', 'i18next', 'react-i18next', '@tanstack/react-query'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist/frame',
    emptyOutDir: true,
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    assetsInlineLimit: 64 * 1024,
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: {
      input: inFrame('main.tsx'),
      treeshake: { moduleSideEffects: (id) => !isPlatformModule(id) },
      output: {
        format: 'iife',
        name: 'MetacoreFrame',
        codeSplitting: false,
        entryFileNames: 'frame.js',
        assetFileNames: 'frame[extname]',
      },
    },
  },
});
