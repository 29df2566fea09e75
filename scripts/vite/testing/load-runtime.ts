/**
 * The published runtime as the frame has it, in the frame's language and with the patches that a spec chooses: bundled in memory with the frame's modules
 * that the patches call, and run by Node. Packages that are not the platform's are those of the process, so that all runtimes
 * share one React.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, transform, type Plugin } from 'esbuild';
import { RUNTIME_TEXTS } from '../runtime-dictionary';
import { RUNTIME_PATCHES } from '../runtime-patch-list';
import { patched, patchesWithout, type RuntimePatch } from '../runtime-patches';
import { swapTexts } from '../runtime-texts';
import type * as RuntimeEntry from './runtime-entry';
import { offers, withOffers } from './upstream';

export type Runtime = typeof RuntimeEntry;

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Below node_modules, where the bundle's imports are found. */
const BUNDLES = at('../../../node_modules/.cache/patched-runtime');
const ALIASES: Readonly<Record<string, string>> = {
  'date-fns/locale': at('../../../app/frame/date-locales.ts'),
  '@tanstack/react-router': at('../../../app/frame/router.ts'),
  recharts: at('../../../app/frame/charts.tsx'),
};

const SOURCES = '../../../node_modules/@asteby/metacore-runtime-react/src';
const LANGUAGE = at('../../../app/frame/language.ts');
/** Modules in the frame's language, by their code: most are the same in every runtime. */
const translated = new Map<string, string>();

function inFrameLanguage(code: string): string {
  const known = translated.get(code) ?? swapTexts(code, RUNTIME_TEXTS, LANGUAGE).code;
  translated.set(code, known);
  return known;
}

/** Other packages are those of the process; what the frame answers in their place is the frame's. */
const others: Plugin = {
  name: 'other-packages',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      if (path.startsWith('@asteby/')) return undefined;
      const alias = importer.includes('@asteby') ? ALIASES[path] : undefined;
      return alias === undefined ? { path, external: true } : { path: alias };
    });
  },
};

function platform(patches: readonly RuntimePatch[]): Plugin {
  return {
    name: 'patched-platform',
    setup(bundler) {
      bundler.onLoad({ filter: /[\\/]@asteby[\\/]metacore-(runtime-react|ui)[\\/]dist[\\/].*\.js$/ }, ({ path }) => ({
        contents: inFrameLanguage(patched(readFileSync(path, 'utf8'), path, patches).code),
        loader: 'js',
      }));
    },
  };
}

/** The packages as they would be if they took what is offered to them, and nothing else. One of them ships its sources. */
function upstream(): Plugin {
  const all = offers();
  return {
    name: 'upstream-platform',
    setup(bundler) {
      bundler.onResolve({ filter: /^@asteby\/metacore-runtime-react$|[\\/]metacore-runtime-react[\\/]dist[\\/]/ }, ({ path }) => ({
        path: at(`${SOURCES}/${path.includes('dist') ? path.replace(/.*dist[\\/](.*)\.js$/, '$1.tsx') : 'index.ts'}`),
      }));
      bundler.onLoad({ filter: /[\\/]@asteby[\\/]metacore-(runtime-react[\\/]src|ui[\\/]dist)[\\/].*\.(js|tsx?)$/ }, async ({ path }) => {
        const { code } = await transform(withOffers(path, all), { loader: path.endsWith('.ts') ? 'ts' : 'tsx', jsx: 'automatic' });
        return { contents: inFrameLanguage(code), loader: 'js' };
      });
    },
  };
}

async function bundled(plugins: Plugin[]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [at('runtime-entry.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    logLevel: 'silent',
    plugins,
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('the bundler wrote nothing');
  const path = `${BUNDLES}/${createHash('sha256').update(output.contents).digest('hex').slice(0, 16)}.mjs`;
  mkdirSync(BUNDLES, { recursive: true });
  writeFileSync(path, output.contents);
  return pathToFileURL(path).href;
}

const loaded = new Map<string, Promise<Runtime>>();

function loadOnce(name: string, plugins: () => Plugin[]): Promise<Runtime> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const runtime = bundled(plugins()).then(async (url) => (await import(/* @vite-ignore */ url)) as Runtime);
  loaded.set(name, runtime);
  return runtime;
}

/**
 * The runtime with every patch but some, and but those that build on them. The same runtime for the same patches.
 *
 * @throws Error for an id that no patch has
 */
export function loadRuntime({ without = [] }: { without?: readonly string[] } = {}): Promise<Runtime> {
  const patches = patchesWithout(RUNTIME_PATCHES, without);
  return loadOnce(patches.map(({ id }) => id).join(), () => [platform(patches), others]);
}

/** The runtime with no patch, built from sources with all that is offered to the packages. */
export const loadUpstream = (): Promise<Runtime> => loadOnce('upstream', () => [upstream(), others]);
