/** What a project says beside its manifest, handed to a kernel: the page's worker, the command line and `serve` do it alike. */
import type { ManifestV3, PlaygroundFile } from '../../schemas';
import type { GuestLimits } from '../guest/guests';
import type { InstallRequest } from '../lifecycle/request';
import { settingsFor } from '../project/playground-file';
import { keptTools } from '../tools/tool';
import type { MockAnswer, WebhookDesk } from '../outbound/mock-server';

/** The host that the manifest is judged for, as an option of `check`. */
export const hostOf = ({ host_version: hostVersion }: PlaygroundFile): { hostVersion?: string } =>
  hostVersion === undefined ? {} : { hostVersion };

/** What of it an install is asked for. */
export const besideManifest = (manifest: ManifestV3, members: PlaygroundFile): Required<Pick<InstallRequest, 'settings' | 'backend'>> => ({
  settings: settingsFor(manifest, members),
  backend: {
    runInTx: [...(members.run_in_tx ?? [])],
    tools: keptTools(manifest, members.tools),
    ...(members.host_profile !== undefined && { hostProfile: members.host_profile }),
    ...(members.enforcement !== undefined && { enforcement: members.enforcement }),
    ...(members.backend?.url !== undefined && { baseUrl: members.backend.url }),
  },
});

/** What the project says of its module: its limits, and functions that a host may call beside those of the manifest. */
export const moduleLimitsOf = ({ backend = {} }: PlaygroundFile): GuestLimits => ({
  ...(backend.memory_limit_mb !== undefined && { memoryLimitMb: backend.memory_limit_mb }),
  ...(backend.timeout_ms !== undefined && { timeoutMs: backend.timeout_ms }),
  ...(backend.exports !== undefined && { exports: backend.exports }),
});

type SaidAnswer = Omit<NonNullable<PlaygroundFile['mocks']>[string], 'answers'>;

/** An answer as the file says it, for the mock server. */
const answerOf = ({ status = 200, body = '', headers = {}, delay_ms: delayMs, fail, set }: SaidAnswer): MockAnswer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  ...(delayMs !== undefined && { delayMs }),
  ...(fail !== undefined && { fail }),
  ...(set !== undefined && { set }),
});

/** Addresses whose answers a desk has from the project. */
const ANSWERED = new WeakMap<WebhookDesk, readonly string[]>();

/** The servers behind webhooks answer what the project says from now on, and no longer what it said before. */
export function setMocks(desk: WebhookDesk, { mocks = {} }: PlaygroundFile): void {
  for (const url of ANSWERED.get(desk) ?? []) desk.set(url, null);
  for (const [url, { answers = [], ...own }] of Object.entries(mocks))
    desk.set(url, answers.length === 0 ? answerOf(own) : answers.map(answerOf));
  ANSWERED.set(desk, Object.keys(mocks));
}
