import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  kind: (kind: string): Message =>
    message(
      `Native services belong to kind "Addon", not ${quote(kind)}.`,
      `Los servicios nativos son de los documentos "Addon", no de ${quote(kind)}.`,
    ),
};

export const rule: Rule<'NAT-KIND'> = {
  id: 'NAT-KIND',
  level: 'error',
  check: ({ manifest }, report) => {
    const service = manifest.runtime?.native_service;
    if (service === undefined) return;
    const at = ['runtime', 'native_service'];
    if (manifest.kind !== 'Addon') report(at, texts.kind(manifest.kind));
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'a native service in a document that is no Addon',
  why: 'Presets, themes and connector packs run nothing: move the service into an addon.',
  example: null,
};
