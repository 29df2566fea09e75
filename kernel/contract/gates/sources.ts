/** Sources of the backend and the frontend: does anything answer the addresses and the dialogs that the manifest names? */
import { gateMessages } from '../messages/gates';
import { isBlank } from '../read/context';
import type { Gate, GateContext } from './context';

/** Source text that is searched in all, in UTF-16 units. */
const MAX_SOURCE_LENGTH = 16 * 1024 * 1024;

function sourcesIn({ files, textOf }: GateContext, wanted: RegExp): string[] {
  const texts: string[] = [];
  let length = 0;
  for (const name of files.keys()) {
    if (!wanted.test(name)) continue;
    const text = textOf(name)?.text;
    if (text === undefined || length + text.length > MAX_SOURCE_LENGTH) continue;
    length += text.length;
    texts.push(text);
  }
  return texts;
}

const pathOf = (url: string): string => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/+$/, '');

/** `HandleFunc("POST /webhooks/x"` counts, and so does a registered end of the declared path. Any file below `backend/` asks for it. */
export const goHandlers: Gate = (context) => {
  if (![...context.files.keys()].some((name) => name.startsWith('backend/'))) return;
  const registered = new Set<string>();
  for (const source of sourcesIn(context, /^backend\/.*\.go$/)) {
    for (const match of source.matchAll(/HandleFunc\s{0,100}\(\s{0,1000}"(?:[A-Z]{1,10}\s{1,10})?([^"\n]{1,500})"/g))
      registered.add(match[1] ?? '');
  }
  const isRegistered = (path: string): boolean => [...registered].some((known) => path.endsWith(known));
  for (const block of ['actions', 'tools'] as const) {
    (context.manifest.contributions?.[block] ?? []).forEach(({ handler }, index) => {
      if (handler?.type !== 'webhook' || isBlank(handler.url)) return;
      const path = pathOf(handler.url ?? '');
      if (!isRegistered(path))
        context.strictError('GATE-GO', ['contributions', block, index, 'handler', 'url'], gateMessages.noGoHandler(path));
    });
  }
};

export const modalComponents: Gate = (context) => {
  const sources = sourcesIn(context, /^frontend\/src\/.*\.tsx?$/);
  if (sources.length === 0) return;
  const slugs = new Set<string>();
  const keys = new Set<string>();
  for (const source of sources) {
    for (const match of source.matchAll(/registerModal\s{0,100}\(\s{0,1000}\{\s{0,1000}slug\s{0,100}:\s{0,1000}["']([^"'\n]{1,200})["']/g))
      slugs.add(match[1] ?? '');
    for (const match of source.matchAll(
      /registerActionComponent\s{0,100}\(\s{0,1000}["'][^"'\n]{1,200}["']\s{0,100},\s{0,1000}["']([^"'\n]{1,200})["']/g,
    ))
      keys.add(match[1] ?? '');
  }
  (context.manifest.contributions?.actions ?? []).forEach(({ key, modal }, index) => {
    if (isBlank(modal) || slugs.has(modal ?? '') || keys.has(key)) return;
    context.strictError('GATE-TS', ['contributions', 'actions', index, 'modal'], gateMessages.noModalComponent(modal ?? ''));
  });
};
