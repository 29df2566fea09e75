/** Build of the page. The preview frame has a build of its own: vite.frame.config.ts. */
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { monacoRename } from './scripts/vite/monaco-rename';
import { monacoWorkers } from './scripts/vite/monaco-workers';
import { PAGE_TEXTS } from './scripts/vite/runtime-dictionary';
import { runtimeTexts } from './scripts/vite/runtime-texts';
import { serveFrame } from './scripts/vite/serve-frame';
import { sqlParser } from './scripts/vite/sql-parser';
import { isPlatformModule } from './scripts/vite/syntax';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Who may make them: `workers/start-worker.ts`, Monaco and the sanitizer that it brings. */
const TRUSTED_TYPES = [
  ...['metacore-worker', 'dompurify', 'defaultWorkerFactory'],
  ...['editorViewLayer', 'domLineBreaksComputer', 'stickyScrollViewLayer', 'editorGhostText', 'richScreenReaderContent'],
  ...['tokenizeToString', 'standaloneColorizer', 'diffEditorWidget', 'diffReview'],
];

/**
 * What the page may load and reach. It travels in the page because the static host sends no headers. `wasm-unsafe-eval`
 * compiles PostgreSQL; nothing evaluates text. `frame-src` also keeps the preview from navigating itself elsewhere.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  // Workers keep the page's policy only where they come from a blob: see workers/start-worker.ts.
  'worker-src blob:',
  "connect-src 'self'",
  "frame-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  // Text becomes markup or the address of a script only in these policies: ours for workers, and those of the editor.
  "require-trusted-types-for 'script'",
  `trusted-types ${TRUSTED_TYPES.join(' ')}`,
].join('; ');

const OUTBOUND_PAGE = at('app/outbound.html');

/** Of the document that speaks to other hosts. It narrows this to the one host that the person named: app/outbound/main.ts. */
const OUTBOUND_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  'img-src data:',
  'connect-src https: http://localhost:* http://127.0.0.1:*',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types metacore-worker',
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'page:content-security-policy',
    // The dev server injects inline scripts, so the policy holds in builds only; the end-to-end specs run on a build.
    apply: 'build',
    transformIndexHtml: (_html, { filename }) => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: filename === OUTBOUND_PAGE ? OUTBOUND_POLICY : POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  root: at('app'),
  publicDir: at('public'),
  base: './',
  plugins: [
    runtimeTexts(PAGE_TEXTS, at('app/i18n/language.ts')),
    react(),
    tailwindcss(),
    contentSecurityPolicy(),
    monacoWorkers(),
    monacoRename(),
    sqlParser(),
    serveFrame(at('dist/frame')),
  ],
  resolve: { dedupe: ['react', 'react-dom', 'i18next', 'react-i18next', '@tanstack/react-query'] },
  // These packages find their WebAssembly beside their own module.
  optimizeDeps: { exclude: ['@electric-sql/pglite', '@electric-sql/pglite-pgvector', 'libpg-query'] },
  worker: { format: 'es', plugins: () => [sqlParser()] },
  server: { fs: { allow: [at('.')] } },
  build: {
    outDir: at('dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: {
      input: { index: at('app/index.html'), outbound: OUTBOUND_PAGE },
      treeshake: { moduleSideEffects: (id) => !isPlatformModule(id) },
    },
  },
});
