/** The address that a host of each profile would send to, or why it would send nothing (docs/architecture/11, TOOL-PROFILES). */
import { fillUrl, isTemplate, type UrlFault } from '../expressions/url-template';
import type { InstalledAddon } from '../installed/registry';
import { isNumber, writeJson } from '../values/json';

export type Address = { url: string; refusal?: undefined } | { url?: undefined; refusal: string };

/** What the places of an address are filled in from. */
export interface AddressValues {
  /** In clear. Where a place says no scope they come first: what an administrator set is not for a caller to change. */
  settings: Readonly<Record<string, unknown>>;
  inputs: Readonly<Record<string, unknown>>;
  /** Inputs that may be left out, which a query takes as empty texts. */
  optional?: ReadonlySet<string>;
}

const FAULTS: Readonly<Record<Exclude<UrlFault['kind'], 'unreadable' | 'too-long'>, (name: string) => string>> = {
  missing: (name) => `the address needs "${name}", and neither a setting nor a parameter has a value for it`,
  base: (name) => `"${name}" begins the address, so it must be a setting with an http or https address and nothing that leads elsewhere`,
  host: (name) => `"${name}" is part of the host, so it must be a setting that is part of a name and nothing more`,
  port: (name) => `"${name}" is the port, so it must be a setting that is a number`,
  path: (name) => `"${name}" would lead out of its part of the path`,
  characters: (name) => `"${name}" holds characters that no address can`,
};

const sentenceOf = (fault: UrlFault): string => {
  if (fault.kind === 'unreadable') return 'the address has places that cannot be read: {{name}} is how one is written';
  if (fault.kind === 'too-long') return `the address becomes longer than ${String(fault.most)} characters`;
  return FAULTS[fault.kind](fault.name);
};

/** What of an address a host of Go cannot read. */
function unreadable(url: string): string | null {
  const host = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
  const wrong = /[{}<>"\s]/.exec(host)?.[0];
  return wrong === undefined ? null : `parse "${url}": invalid character "${wrong}" in host name`;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : isNumber(value) ? value.toString() : writeJson(value));

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** A host of the *kernel* profile takes an address as it is written. */
export function verbatimAddress(url: string): Address {
  const fault = unreadable(url);
  return fault === null ? { url } : { refusal: fault };
}

/** A templating host fills the places of an address in: each value encoded for its place, once. */
export function filledAddress(addon: InstalledAddon, url: string, { settings, inputs, optional = new Set() }: AddressValues): Address {
  if (!isTemplate(url)) return { url };
  const declared = new Set((addon.manifest.settings ?? []).map(({ key }) => key));
  const filled = fillUrl(url, (name, scope) => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    const fromSetting = isGiven(setting) ? { text: asText(setting), isSetting: true } : undefined;
    const fromInput = isGiven(input) ? { text: asText(input), isSetting: false } : undefined;
    if (scope === 'settings') return fromSetting;
    const found = scope === 'inputs' ? (fromInput ?? fromSetting) : (fromSetting ?? fromInput);
    return found ?? (optional.has(name) && !declared.has(name) ? null : undefined);
  });
  return filled.fault === undefined ? { url: filled.url } : { refusal: sentenceOf(filled.fault) };
}
