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
import { useId, useRef, useState, type RefObject, type SyntheticEvent } from 'react';
import { Facts } from '../arrival/Facts';
import { useFocusReturn } from '../dialog/focus-return';
import { useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import {
  aboutOpened,
  cancelImport,
  closeImport,
  installOpened,
  openInDevelopmentMode,
  takeAddress,
  takeFiles,
  takePickedFolder,
  trustSigner,
} from './session';
import { type ImportState, useImport } from './state';
import type { ImportStrings } from './strings';
import { useImportStrings } from './use-strings';

type JudgedState = Extract<ImportState, { step: 'judged' }>;

function noteOf({ opened }: JudgedState, strings: ImportStrings): string | undefined {
  switch (opened.trust.verdict) {
    case 'trusted':
      return strings.trusted(opened.trust.signer);
    case 'unsigned':
      return strings.unsigned;
    case 'unknown-key':
      return strings.unknownKey;
    case 'tampered':
      return strings.tampered;
    default:
      return undefined;
  }
}

function Judged({ state }: { state: JudgedState }) {
  const strings = useImportStrings();
  const { opened, source, leftOut } = state;
  const { verdict, fingerprint } = opened.trust;
  const note = noteOf(state, strings);
  return (
    <div className="min-w-0 space-y-3 text-sm" data-testid="bundle-verdict" data-verdict={verdict}>
      <Facts title={source.place} trust={opened.trust} about={aboutOpened(opened)} {...(note !== undefined && { note })} />
      {verdict === 'unknown-key' && <p>{fingerprint === '' ? strings.missingPub : strings.compare}</p>}
      {leftOut.length > 0 && <p className="break-words">{strings.leftOut(leftOut.slice(0, 20).join(', '))}</p>}
      {opened.bundle?.bundle?.warnings.map((warning) => (
        <p key={`${warning.rule}:${warning.path}`} data-testid="bundle-warning" className="text-amber-700 dark:text-amber-300">
          {warning.message}
        </p>
      ))}
    </div>
  );
}

function Working({ state }: { state: ImportState }) {
  const strings = useImportStrings();
  if (state.step !== 'reading' && state.step !== 'fetching') return null;
  const [done, sentence] =
    state.step === 'reading'
      ? [state.done, state.whole === 0 ? strings.reading : strings.readingFiles(state.done, state.whole)]
      : [state.bytes, `${strings.fetching(state.host)} ${strings.fetched(state.bytes, state.whole)}`];
  return (
    <div role="status" className="space-y-1 text-sm">
      <progress className="w-full" aria-label={strings.reading} {...(state.whole > 0 && { max: state.whole, value: done })} />
      <p>{sentence}</p>
    </div>
  );
}

function AddressForm() {
  const strings = useImportStrings();
  const [field, hint] = [useId(), useId()];
  const [address, setAddress] = useState('');
  const fetch = (event: SyntheticEvent): void => {
    event.preventDefault();
    void takeAddress(address);
  };
  return (
    <form className="min-w-0 space-y-1" onSubmit={fetch}>
      <Label htmlFor={field}>{strings.address}</Label>
      <div className="flex gap-2">
        <Input
          id={field}
          type="url"
          required
          value={address}
          aria-describedby={hint}
          placeholder="https://"
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" variant="outline">
          {strings.fetch}
        </Button>
      </div>
      <p id={hint} className="text-muted-foreground text-xs">
        {strings.fetchHint}
      </p>
    </form>
  );
}

/** Every browser knows it, and React's types do not. */
const CHOOSES_FOLDER = { webkitdirectory: '' };

/** The hidden file fields behind the two buttons. */
function Pickers({ files, folder }: { files: RefObject<HTMLInputElement | null>; folder: RefObject<HTMLInputElement | null> }) {
  const picked = (input: HTMLInputElement): File[] => {
    const list = [...(input.files ?? [])];
    // The same files may be chosen again, mended meanwhile; without this the browser would see no change.
    input.value = '';
    return list;
  };
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-testid="bundle-input"
        onChange={(event) => void takeFiles(picked(event.target))}
      />
      <input
        ref={folder}
        {...CHOOSES_FOLDER}
        type="file"
        hidden
        data-testid="folder-input"
        onChange={(event) => void takePickedFolder(picked(event.target))}
      />
    </>
  );
}

/** The trust sheet: what the files are, who signed them, and nothing installed before the person says so. */
export default function ImportDialog() {
  const strings = useImportStrings();
  const common = useStrings();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const state = useImport((session) => session.state);
  const unkept = useWorkspace((workspace) => workspace.unkept);
  const returnFocus = useFocusReturn(state.step !== 'closed');
  const judged = state.step === 'judged' ? state : null;
  const readable = judged !== null && judged.opened.files !== null;
  const isBroken = judged !== null && (aboutOpened(judged.opened)?.manifestFault ?? null) !== null;
  const choosing = state.step === 'choose' || state.step === 'failed';
  const isWorking = state.step === 'reading' || state.step === 'fetching';
  return (
    <Dialog open={state.step !== 'closed'} onOpenChange={(open) => !open && closeImport()}>
      <DialogContent
        className="max-h-[90dvh] overflow-x-hidden overflow-y-auto"
        onOpenAutoFocus={(event) => {
          // Not the address field: on a phone its keyboard would cover the rest.
          if (!choose.current) return;
          event.preventDefault();
          choose.current.focus();
        }}
        onCloseAutoFocus={returnFocus}
      >
        <DialogHeader>
          <DialogTitle>{strings.title}</DialogTitle>
          <DialogDescription>{common.dropHere}</DialogDescription>
        </DialogHeader>
        <Pickers files={files} folder={folder} />
        <Working state={state} />
        {state.step === 'failed' && (
          <p role="alert" className="text-destructive text-sm break-words">
            {typeof state.problem === 'string' ? strings[state.problem] : strings.failed(state.problem.message)}
          </p>
        )}
        {judged && <Judged state={judged} />}
        {readable && <p className="text-muted-foreground text-sm">{unkept ? strings.unkept : strings.kept}</p>}
        {choosing && <AddressForm />}
        <DialogFooter className="flex-wrap gap-2">
          <Button variant="outline" onClick={isWorking ? cancelImport : closeImport}>
            {common.cancel}
          </Button>
          {choosing && (
            <>
              <Button variant="outline" onClick={() => folder.current?.click()}>
                {strings.chooseFolder}
              </Button>
              <Button ref={choose} onClick={() => files.current?.click()}>
                {strings.choose}
              </Button>
            </>
          )}
          {judged && !readable && judged.opened.trust.verdict !== 'tampered' && (
            <>
              <Button variant="outline" onClick={() => void openInDevelopmentMode()}>
                {strings.development}
              </Button>
              {judged.opened.trust.fingerprint !== '' && !unkept && <Button onClick={() => void trustSigner()}>{strings.trust}</Button>}
            </>
          )}
          {readable && (
            <Button variant={isBroken ? 'outline' : 'default'} onClick={() => void installOpened()}>
              {isBroken ? strings.mend : strings.install}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
