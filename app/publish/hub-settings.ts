/** How the author reaches a hub. The token is kept in memory only, unless the author says otherwise. */
import type { UploadForm, UploadOrder } from '../../kernel/publish/upload';

export interface HubSettings {
  hub: string;
  form: UploadForm;
  auth: UploadOrder['auth'];
  developerId: string;
  beta: boolean;
  token: string;
  remember: boolean;
}

const PLACE = 'metacore-playground:hub';
const EMPTY: HubSettings = { hub: '', form: 'file', auth: 'developer-key', developerId: '', beta: false, token: '', remember: false };

/** Lives as long as the tab, so that closing the dialog costs no typing. */
let current: HubSettings | null = null;

function stored(): HubSettings {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '{}');
    const from = typeof parsed === 'object' && parsed !== null ? (parsed as Partial<Record<keyof HubSettings, unknown>>) : {};
    const text = (name: 'hub' | 'developerId' | 'token'): string => (typeof from[name] === 'string' ? from[name] : '');
    const token = text('token');
    return {
      ...{ hub: text('hub'), developerId: text('developerId'), token, remember: token !== '' },
      form: from.form === 'hex' ? 'hex' : 'file',
      auth: from.auth === 'bearer' ? 'bearer' : 'developer-key',
      beta: from.beta === true,
    };
  } catch {
    return EMPTY;
  }
}

export function hubSettings(): HubSettings {
  current ??= stored();
  return current;
}

export function setHubSettings(next: HubSettings): void {
  current = next;
  const { token, remember, ...rest } = next;
  try {
    localStorage.setItem(PLACE, JSON.stringify(remember ? { ...rest, token } : rest));
  } catch {
    // A full or forbidden storage costs the typing at the next visit.
  }
}
