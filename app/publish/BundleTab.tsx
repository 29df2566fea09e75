import { Button } from '@asteby/metacore-ui/primitives';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { localizedSentence } from '../../kernel/bundle/messages';
import { KernelError, messageOf } from '../../kernel/errors';
import type { StoredKey } from '../../workers/project-store';
import { useLanguage, useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { download } from '../download';
import { buildExport, type Exported } from './build';
import { KeyPicker, NO_KEY } from './KeyPicker';
import { usePublishStrings } from './strings';

function Result({ exported }: { exported: Exported }) {
  const strings = useStrings();
  const publish = usePublishStrings();
  return (
    <div className="min-w-0 space-y-3" data-testid="export-result">
      <p role="status">{exported.fingerprint === null ? strings.exporting.doneUnsigned : strings.exporting.done}</p>
      <ul className="space-y-1">
        {exported.files.map((file) => (
          <li key={file.name}>
            <Button
              type="button"
              variant="outline"
              size="sm"
              className="h-auto max-w-full whitespace-normal"
              onClick={() => download(file)}
            >
              <Download className="size-4 shrink-0" aria-hidden />{' '}
              <span className="break-all">{strings.exporting.download(file.name)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <details>
        <summary className="min-h-6 cursor-pointer text-sm">{publish.extras}</summary>
        <ul className="mt-1 space-y-1">
          {exported.extras.map((file) => (
            <li key={file.name}>
              <Button
                type="button"
                variant="ghost"
                size="sm"
                className="h-auto max-w-full whitespace-normal"
                onClick={() => download(file)}
              >
                <span className="break-all">{publish.extraFile(file.name)}</span>
              </Button>
            </li>
          ))}
        </ul>
      </details>
      <dl className="text-muted-foreground grid grid-cols-1 gap-x-3 text-xs sm:grid-cols-[auto_1fr]">
        <dt>{strings.exporting.digest}</dt>
        <dd className="font-mono break-all">{exported.digest}</dd>
        {exported.fingerprint !== null && (
          <>
            <dt>{strings.exporting.fingerprint}</dt>
            <dd className="font-mono break-all">{exported.fingerprint}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

interface BundleTabProps {
  keys: readonly StoredKey[];
  chosen: string;
  onChoose: (name: string) => void;
  onMade: (key: StoredKey) => void;
  onClose: () => void;
}

type BuildState = { step: 'choose'; problem: string | null } | { step: 'building' } | { step: 'done'; exported: Exported };

/** Key, build, sign, verify, download. */
export function BundleTab({ keys, chosen, onChoose, onMade, onClose }: BundleTabProps) {
  const strings = useStrings();
  const language = useLanguage((state) => state.language);
  const project = useWorkspace((state) => state.project);
  const accepted = useWorkspace((state) => state.verdict?.accepted === true);
  const [state, setState] = useState<BuildState>({ step: 'choose', problem: null });

  const build = async () => {
    if (!project) return;
    setState({ step: 'building' });
    try {
      setState({ step: 'done', exported: await buildExport(project, keys.find((key) => key.name === chosen) ?? null, language) });
    } catch (error) {
      setState({
        step: 'choose',
        problem: strings.exporting.failed(error instanceof KernelError ? localizedSentence(error, language) : messageOf(error)),
      });
    }
  };

  return (
    <div className="space-y-4">
      {!accepted && <p role="alert">{strings.exporting.rejected}</p>}
      {accepted && state.step !== 'done' && (
        <>
          <KeyPicker keys={keys} chosen={chosen} onChoose={onChoose} onMade={onMade} />
          {state.step === 'choose' && state.problem !== null && (
            <p role="alert" className="text-red-700 dark:text-red-300 text-sm break-words">
              {state.problem}
            </p>
          )}
        </>
      )}
      {state.step === 'done' && <Result exported={state.exported} />}
      <div className="flex flex-wrap justify-end gap-2">
        {state.step === 'done' ? (
          <>
            <Button variant="outline" onClick={onClose}>
              {strings.close}
            </Button>
            <Button onClick={() => state.exported.files.forEach(download)}>{strings.exporting.downloadAll}</Button>
          </>
        ) : (
          <>
            <Button variant="outline" onClick={onClose}>
              {strings.cancel}
            </Button>
            <Button disabled={!accepted || state.step === 'building'} onClick={() => void build()}>
              {state.step === 'building'
                ? strings.exporting.building
                : chosen === NO_KEY
                  ? strings.exporting.build
                  : strings.exporting.sign}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
