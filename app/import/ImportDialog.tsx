import { Button, Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '@asteby/metacore-ui/primitives';
import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useRef } from 'react';
import { useFocusReturn } from '../dialog/focus-return';
import { useStrings } from '../i18n/language';
import { MANIFEST } from '../project/project';
import { closeImport, type ImportState, installOpened, openInDevelopmentMode, takeFiles, trustSigner, useImport } from './session';

const VERDICT_ICON = { trusted: ShieldCheck, unsigned: ShieldQuestion, 'unknown-key': ShieldQuestion, tampered: ShieldAlert } as const;

function Judged({ state }: { state: Extract<ImportState, { step: 'judged' }> }) {
  const strings = useStrings().importing;
  const { opened, signer, dropped } = state;
  const Icon = VERDICT_ICON[opened.verdict];
  const sentence = {
    trusted: strings.trusted(signer),
    unsigned: strings.unsigned,
    'unknown-key': strings.unknownKey,
    tampered: strings.tampered,
  }[opened.verdict];
  return (
    <div className="min-w-0 space-y-3 text-sm" data-testid="bundle-verdict" data-verdict={opened.verdict}>
      <p className="flex gap-2">
        <Icon
          className={`mt-0.5 size-5 shrink-0 ${opened.verdict === 'trusted' ? 'text-emerald-600 dark:text-emerald-400' : 'text-destructive'}`}
          aria-hidden
        />
        <span>{sentence}</span>
      </p>
      <dl className="text-muted-foreground grid grid-cols-1 gap-x-3 text-xs sm:grid-cols-[auto_1fr]">
        <dt>{strings.addon}</dt>
        <dd className="break-all">{dropped.bundle.name}</dd>
        <dt>{strings.digest}</dt>
        <dd className="font-mono break-all">{opened.digest}</dd>
        {opened.key && (
          <>
            <dt>{strings.fingerprint}</dt>
            <dd className="font-mono break-all">{opened.key.fingerprint}</dd>
          </>
        )}
        {opened.bundle && (
          <>
            <dt>{strings.files}</dt>
            <dd className="break-words">{[...opened.bundle.files.keys()].slice(0, 20).join(', ')}</dd>
          </>
        )}
      </dl>
      {opened.verdict === 'unknown-key' && <p>{opened.key ? strings.compare : strings.missingPub}</p>}
      {opened.bundle?.warnings.map((warning) => (
        <p key={`${warning.rule}:${warning.path}`} className="text-amber-700 dark:text-amber-300">
          {warning.message}
        </p>
      ))}
    </div>
  );
}

/** The trust sheet: what the files are, who signed them, and nothing installed before the person says so. */
export default function ImportDialog() {
  const strings = useStrings().importing;
  const common = useStrings();
  const input = useRef<HTMLInputElement>(null);
  const state = useImport((session) => session.state);
  const returnFocus = useFocusReturn(state.step !== 'closed');
  const readable = state.step === 'manifest' || (state.step === 'judged' && state.opened.bundle !== undefined);
  return (
    <Dialog open={state.step !== 'closed'} onOpenChange={(open) => !open && closeImport()}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto" onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.title}</DialogTitle>
          <DialogDescription>{strings.drop}</DialogDescription>
        </DialogHeader>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          data-testid="bundle-input"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            // The same files may be chosen again, mended meanwhile; without this the browser would see no change.
            event.target.value = '';
            void takeFiles(files);
          }}
        />
        {state.step === 'reading' && <p role="status">{strings.reading}</p>}
        {state.step === 'failed' && (
          <p role="alert" className="text-destructive break-words">
            {typeof state.problem === 'string' ? strings[state.problem] : strings.failed(state.problem.message)}
          </p>
        )}
        {state.step === 'judged' && <Judged state={state} />}
        {state.step === 'manifest' && <p className="text-sm">{MANIFEST}</p>}
        {readable && <p className="text-muted-foreground text-sm">{strings.kept}</p>}
        <DialogFooter className="flex-wrap gap-2">
          <Button variant="outline" onClick={closeImport}>
            {common.cancel}
          </Button>
          {(state.step === 'choose' || state.step === 'failed') && <Button onClick={() => input.current?.click()}>{strings.choose}</Button>}
          {state.step === 'judged' && !readable && state.opened.verdict !== 'tampered' && (
            <>
              <Button variant="outline" onClick={() => void openInDevelopmentMode()}>
                {strings.development}
              </Button>
              {state.opened.key && <Button onClick={() => void trustSigner()}>{strings.trust}</Button>}
            </>
          )}
          {readable && <Button onClick={() => void installOpened()}>{strings.install}</Button>}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
