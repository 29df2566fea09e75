import {
  Button,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  Input,
  Label,
} from '@asteby/metacore-ui/primitives';
import { Download, KeyRound } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { localizedSentence } from '../../kernel/bundle/messages';
import { KernelError, messageOf } from '../../kernel/errors';
import type { StoredKey } from '../../workers/project-store';
import { useFocusReturn } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { projectStore, useWorkspace } from '../workspace/workspace';
import { buildExport, download, type Exported } from './build';
import { listKeys, makeKey } from './keys';

const NO_KEY = '';

function NewKey({ keys, onMade }: { keys: readonly StoredKey[]; onMade: (key: StoredKey) => void }) {
  const strings = useStrings();
  const field = useId();
  const [name, setName] = useState(keys.length === 0 ? 'dev' : '');
  const [problem, setProblem] = useState<string | null>(null);
  const make = async () => {
    const store = projectStore();
    const trimmed = name.trim();
    if (trimmed === '') setProblem(strings.exporting.keyNameEmpty);
    else if (keys.some((key) => key.name === trimmed)) setProblem(strings.exporting.keyNameTaken);
    else if (store) {
      try {
        onMade(await makeKey(store, trimmed));
        setName('');
        setProblem(null);
      } catch (error) {
        setProblem(messageOf(error));
      }
    }
  };
  return (
    <div className="space-y-2">
      {keys.length === 0 && <p className="text-sm">{strings.exporting.noKey}</p>}
      <Label htmlFor={field}>{strings.exporting.newKeyName}</Label>
      <div className="flex gap-2">
        <Input
          id={field}
          value={name}
          maxLength={64}
          onChange={(event) => setName(event.target.value)}
          aria-invalid={problem !== null}
          aria-describedby={`${field}-problem`}
        />
        <Button type="button" variant="outline" onClick={() => void make()}>
          <KeyRound className="size-4" aria-hidden /> {strings.exporting.makeKey}
        </Button>
      </div>
      <p id={`${field}-problem`} role="alert" className="text-destructive text-sm">
        {problem}
      </p>
    </div>
  );
}

function Result({ exported }: { exported: Exported }) {
  const strings = useStrings();
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

/** Key, build, sign, verify, download. */
export default function ExportDialog({ onClose }: { onClose: () => void }) {
  const strings = useStrings();
  const language = useLanguage((state) => state.language);
  const project = useWorkspace((state) => state.project);
  const accepted = useWorkspace((state) => state.verdict?.accepted === true);
  const select = useId();
  const returnFocus = useFocusReturn(true);
  const [keys, setKeys] = useState<StoredKey[]>([]);
  const [chosen, setChosen] = useState(NO_KEY);
  const [state, setState] = useState<
    { step: 'choose'; problem: string | null } | { step: 'building' } | { step: 'done'; exported: Exported }
  >({ step: 'choose', problem: null });

  useEffect(() => {
    const store = projectStore();
    if (!store) return;
    void listKeys(store).then((stored) => {
      setKeys(stored);
      setChosen(stored[0]?.name ?? NO_KEY);
    });
  }, []);

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
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto" onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.exporting.title}</DialogTitle>
          <DialogDescription>{strings.exporting.intro}</DialogDescription>
        </DialogHeader>
        {!accepted && <p role="alert">{strings.exporting.rejected}</p>}
        {accepted && state.step !== 'done' && (
          <div className="space-y-4">
            {keys.length > 0 && (
              <div className="space-y-2">
                <Label htmlFor={select}>{strings.exporting.key}</Label>
                <select
                  id={select}
                  value={chosen}
                  onChange={(event) => setChosen(event.target.value)}
                  className="border-input bg-background h-9 w-full rounded-md border px-3 text-sm"
                >
                  {keys.map((key) => (
                    <option key={key.name} value={key.name}>
                      {key.name} · {key.key.publicKey.fingerprint.slice(0, 16)}
                    </option>
                  ))}
                  <option value={NO_KEY}>{strings.exporting.unsigned}</option>
                </select>
              </div>
            )}
            {projectStore() === null && <p className="text-sm">{strings.exporting.noStore}</p>}
            {projectStore() !== null && (
              <NewKey
                keys={keys}
                onMade={(made) => {
                  setKeys((before) => [made, ...before]);
                  setChosen(made.name);
                }}
              />
            )}
            {state.step === 'choose' && state.problem !== null && (
              <p role="alert" className="text-destructive text-sm break-words">
                {state.problem}
              </p>
            )}
          </div>
        )}
        {state.step === 'done' && <Result exported={state.exported} />}
        <DialogFooter>
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
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
