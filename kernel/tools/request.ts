/** The request a host would send for a call of a tool, or why it sends none: without sending anything. */
import { fillUrl, isTemplate, placesIn, type UrlFault } from '../expressions/url-template';
import { isNumber, writeJson } from '../values/json';
import type { Prepared } from './parameters';
import type { Profile } from './profile';
import type { AddonTool } from './tool';

export interface ToolRequest {
  method: string;
  url: string;
  body: string;
}

export type Drafted = { request: ToolRequest; refusal?: undefined } | { request?: undefined; refusal: string };

const FAULTS: Readonly<Record<Exclude<UrlFault['kind'], 'unreadable' | 'too-long'>, (name: string) => string>> = {
  missing: (name) => `the address needs "${name}", and neither a setting nor a parameter has a value for it`,
  base: (name) => `"${name}" begins the address, so it must be a setting with an http or https address and nothing that leads elsewhere`,
  host: (name) => `"${name}" is part of the host, so it must be a setting that is one part of a name and nothing more`,
  port: (name) => `"${name}" is the port, so it must be a setting that is a number`,
  path: (name) => `"${name}" would lead out of its part of the path`,
  characters: (name) => `"${name}" holds characters that no address can`,
};

const sentenceOf = (fault: UrlFault): string => {
  if (fault.kind === 'unreadable') return 'the address has places that cannot be read: {{name}} is how one is written';
  if (fault.kind === 'too-long') return `the address becomes longer than ${String(fault.most)} characters`;
  return FAULTS[fault.kind](fault.name);
};

const bodyOf = ({ addon, declared }: AddonTool, parameters: Record<string, unknown>): Record<string, unknown> => ({
  addon_key: addon.key,
  tool_id: declared.key,
  installation_id: addon.installationId,
  org_id: addon.organizationId,
  parameters,
});

/** What a module is sent that answers a tool. */
export const payloadOf = bodyOf;

/** What of an address a host of Go cannot read. */
function unreadable(url: string): string | null {
  const host = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
  const wrong = /[{}<>"\s]/.exec(host)?.[0];
  return wrong === undefined ? null : `tool.HTTPDispatcher: request: parse "${url}": invalid character "${wrong}" in host name`;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : isNumber(value) ? value.toString() : writeJson(value));

/** Names that are parts of the address and come from settings: an installation has to say them before the tool can work. */
export const settingsInUrl = ({ declared, addon }: AddonTool): string[] => {
  const known = new Set((addon.manifest.settings ?? []).map(({ key }) => key));
  return [...new Set(placesIn(declared.handler?.url ?? '').flatMap(({ name }) => (known.has(name) ? [name] : [])))];
};

/**
 * Drafts the request. `settings` are the addon's, in clear; `baseUrl` is where the addon's own server is, where the project says it.
 * A relative address needs one, and today's kernel has none.
 */
export function draftRequest(
  tool: AddonTool,
  profile: Profile,
  { parameters, extracted }: Pick<Prepared, 'parameters' | 'extracted'>,
  settings: Readonly<Record<string, unknown>>,
  baseUrl: string | null,
): Drafted {
  const { declared, extras } = tool;
  const url = declared.handler?.type === 'webhook' ? (declared.handler.url ?? '') : '';
  if (url.trim() === '') return { refusal: 'tool.HTTPDispatcher: endpoint is empty' };
  const method = extras?.method ?? 'POST';
  const body = writeJson(bodyOf(tool, parameters));
  const relative = (text: string): Drafted => ({
    refusal: `tool.HTTPDispatcher: endpoint "${text}" is relative but Installation.BaseURL is empty`,
  });
  if (profile === 'kernel') {
    if (!/^https?:\/\//.test(url)) return relative(url);
    const fault = unreadable(url);
    return fault === null ? { request: { method, url, body } } : { refusal: fault };
  }
  const optional = new Set(extracted.filter(({ source }) => source === 'absent').map(({ name }) => name));
  const declaredSettings = new Set((tool.addon.manifest.settings ?? []).map(({ key }) => key));
  const filled = !isTemplate(url)
    ? { url }
    : fillUrl(url, (name) => {
        // What an administrator set is not for a caller to change.
        const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
        if (setting !== undefined && setting !== null) return { text: asText(setting), isSetting: true };
        if (Object.hasOwn(parameters, name)) return { text: asText(parameters[name]), isSetting: false };
        return optional.has(name) && !declaredSettings.has(name) ? null : undefined;
      });
  if (filled.fault !== undefined) return { refusal: sentenceOf(filled.fault) };
  if (/^https?:\/\//i.test(filled.url)) return { request: { method, url: filled.url, body } };
  if (baseUrl === null) return relative(filled.url);
  return { request: { method, url: `${baseUrl.replace(/\/+$/, '')}/${filled.url.replace(/^\/+/, '')}`, body } };
}
