/** The request a host would send for a call of a tool, or why it sends none: without sending anything. */
import { placesIn } from '../expressions/url-template';
import { filledAddress, verbatimAddress } from '../outbound/address';
import { writeJson } from '../values/json';
import type { Prepared } from './parameters';
import type { Profile } from './profile';
import type { AddonTool } from './tool';

export interface ToolRequest {
  method: string;
  url: string;
  body: string;
}

export type Drafted = { request: ToolRequest; refusal?: undefined } | { request?: undefined; refusal: string };

const bodyOf = ({ addon, declared }: AddonTool, parameters: Record<string, unknown>): Record<string, unknown> => ({
  addon_key: addon.key,
  tool_id: declared.key,
  installation_id: addon.installationId,
  org_id: addon.organizationId,
  parameters,
});

/** What a module is sent that answers a tool. */
export const payloadOf = bodyOf;

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
    const verbatim = verbatimAddress(url);
    return verbatim.refusal === undefined
      ? { request: { method, url, body } }
      : { refusal: `tool.HTTPDispatcher: request: ${verbatim.refusal}` };
  }
  const optional = new Set(extracted.filter(({ source }) => source === 'absent').map(({ name }) => name));
  const filled = filledAddress(tool.addon, url, { settings, inputs: parameters, optional });
  if (filled.refusal !== undefined) return filled;
  if (/^https?:\/\//i.test(filled.url)) return { request: { method, url: filled.url, body } };
  if (baseUrl === null) return relative(filled.url);
  return { request: { method, url: `${baseUrl.replace(/\/+$/, '')}/${filled.url.replace(/^\/+/, '')}`, body } };
}
