import { Button } from '@asteby/metacore-ui/primitives';
import { useState } from 'react';
import { localizedSentence } from '../../kernel/bundle/messages';
import { formatBytes } from '../../kernel/bundle/limits';
import { KernelError, messageOf } from '../../kernel/errors';
import { uploadRequest, type HubAnswer, type UploadOrder } from '../../kernel/publish/upload';
import { uploadSentence } from '../../kernel/publish/upload-messages';
import type { StoredKey } from '../../workers/project-store';
import { useLanguage, useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { askOutbound } from './ask-workers';
import { buildExport } from './build';
import { HubFields } from './HubFields';
import { hubSettings, type HubSettings, setHubSettings } from './hub-settings';
import { usePublishStrings } from './strings';
import { UploadState } from './UploadState';

type State =
  | { step: 'ready'; problem: string | null }
  | { step: 'building' }
  | { step: 'sending'; size: string; cancel: () => void }
  | { step: 'shown'; request: string }
  | { step: 'taken'; answer: HubAnswer; order: Pick<UploadOrder, 'hub' | 'auth' | 'token'> };

/** The request as it would be sent; the token is never shown. */
function shown(order: UploadOrder): string {
  const { url, headers, fields } = uploadRequest(order);
  const names = Object.keys(headers).map((name) => (name === 'accept' ? `accept: ${headers[name] ?? ''}` : `${name}: …`));
  const parts = fields.map((field) =>
    'text' in field ? `${field.name} = ${field.text}` : `${field.name} = ${field.fileName} (${formatBytes(field.bytes.length)})`,
  );
  return [`POST ${url}`, ...names, ...parts].join('\n');
}

/** Packs, signs, and posts to the hub that the author names. */
export function UploadTab({ signer }: { signer: StoredKey | null }) {
  const strings = usePublishStrings().upload;
  const exporting = useStrings().exporting;
  const language = useLanguage((state) => state.language);
  const project = useWorkspace((state) => state.project);
  const accepted = useWorkspace((state) => state.verdict?.accepted === true);
  const [settings, setSettings] = useState(hubSettings);
  const [state, setState] = useState<State>({ step: 'ready', problem: null });

  const change = (next: HubSettings) => {
    setSettings(next);
    setHubSettings(next);
  };
  const sentenceOf = (error: unknown): string => {
    if (error instanceof DOMException && error.name === 'AbortError') return strings.cancelled;
    if (!(error instanceof KernelError)) return messageOf(error);
    if (error.code === 'deadline_exceeded') return strings.late;
    return uploadSentence(error, language) ?? localizedSentence(error, language);
  };

  const orderOf = async (): Promise<UploadOrder | null> => {
    if (!project || !signer) return null;
    const { bundle, signature } = await buildExport(project, signer, language);
    if (!signature) return null;
    const { hub, form, auth, token, developerId, beta } = settings;
    return { hub, form, auth, token, bundle, signature, ...(form === 'hex' && { developerId }), ...(beta && { channel: 'beta' as const }) };
  };

  const run = async (dry: boolean) => {
    setState({ step: 'building' });
    try {
      const order = await orderOf();
      if (!order) return;
      // The order is looked at before anything is sent: a bad address or token is said here.
      const request = shown(dry && order.token === '' ? { ...order, token: 'x' } : order);
      if (dry) {
        setState({ step: 'shown', request });
        return;
      }
      const abort = new AbortController();
      setState({ step: 'sending', size: formatBytes(order.bundle.bytes.length), cancel: () => abort.abort() });
      const outcome = await askOutbound(order.hub, (api) => api.upload(order, language), abort.signal);
      const { hub, auth, token } = order;
      setState(
        outcome.ok ? { step: 'taken', answer: outcome.value, order: { hub, auth, token } } : { step: 'ready', problem: outcome.message },
      );
    } catch (error) {
      setState({ step: 'ready', problem: sentenceOf(error) });
    }
  };

  const busy = state.step === 'building' || state.step === 'sending';
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        void run(false);
      }}
    >
      <p className="text-sm">{strings.intro}</p>
      {!accepted && <p role="alert">{exporting.rejected}</p>}
      {accepted && !signer && <p role="alert">{strings.needsKey}</p>}
      <HubFields settings={settings} onChange={change} disabled={busy} />
      <div className="flex flex-wrap gap-2">
        <Button type="button" variant="outline" disabled={!accepted || !signer || busy} onClick={() => void run(true)}>
          {strings.dryRun}
        </Button>
        <Button type="submit" disabled={!accepted || !signer || busy}>
          {strings.send}
        </Button>
        {state.step === 'sending' && (
          <Button type="button" variant="outline" onClick={state.cancel}>
            {strings.cancel}
          </Button>
        )}
      </div>
      {busy && (
        <div className="space-y-1">
          <p role="status" className="text-sm">
            {state.step === 'sending' ? strings.stages.sending(state.size) : strings.stages.building}
          </p>
          <progress className="w-full" aria-label={strings.send} />
        </div>
      )}
      {state.step === 'ready' && state.problem !== null && (
        <p role="alert" className="text-red-700 dark:text-red-300 text-sm break-words" data-testid="upload-problem">
          {state.problem}
        </p>
      )}
      {state.step === 'shown' && (
        <div role="status" className="space-y-1 text-sm">
          <p>{strings.wouldSend}</p>
          <pre className="bg-muted overflow-x-auto rounded p-2 text-xs whitespace-pre-wrap" data-testid="dry-run">
            {state.request}
          </pre>
        </div>
      )}
      {state.step === 'taken' && <UploadState first={state.answer} order={state.order} />}
    </form>
  );
}
