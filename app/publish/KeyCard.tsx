import {
  AlertDialog,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  Button,
  Input,
  Label,
} from '@asteby/metacore-ui/primitives';
import { useId, useState } from 'react';
import { exportEncryptedKey, isReadable, readablePrivateKey } from '../../kernel/bundle/encrypted-keys';
import { toBase64, toHex } from '../../kernel/values/encoding';
import { exportPrivateKey, exportPublicKey } from '../../kernel/bundle/keys';
import { localizedSentence } from '../../kernel/bundle/messages';
import { KernelError, messageOf } from '../../kernel/errors';
import type { StoredKey } from '../../workers/project-store';
import { useLanguage, useStrings } from '../i18n/language';
import { projectStore } from '../workspace/kept';
import { download } from '../download';
import { fileNameOf } from './build';
import { deleteKey } from './keys';
import { usePublishStrings } from './strings';

const PEM_TYPE = 'application/x-pem-file';

function ExportPrivate({ stored }: { stored: StoredKey }) {
  const strings = usePublishStrings().keys;
  const language = useLanguage((state) => state.language);
  const field = useId();
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState('');
  const save = async (text: () => Promise<string>) => {
    try {
      const blob = new Blob([await text()], { type: PEM_TYPE });
      download({ name: `${fileNameOf(stored.name)}.pem`, blob });
      setPassphrase('');
      setProblem('');
    } catch (error) {
      setProblem(error instanceof KernelError ? localizedSentence(error, language) : messageOf(error));
    }
  };
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-sm">{strings.exportTitle(stored.name)}</summary>
      <div className="mt-2 space-y-2">
        <p className="text-sm">{strings.exportWarning}</p>
        <Label htmlFor={field}>{strings.passphrase}</Label>
        <Input
          id={field}
          type="password"
          autoComplete="new-password"
          maxLength={1000}
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="button" size="sm" variant="outline" onClick={() => void save(() => exportEncryptedKey(stored.key, passphrase))}>
            {strings.exportEncrypted}
          </Button>
          <Button
            type="button"
            size="sm"
            variant="ghost"
            onClick={() => void save(async () => exportPrivateKey(await readablePrivateKey(stored.key)))}
          >
            {strings.exportPlain}
          </Button>
        </div>
        <p role="alert" className="text-red-700 dark:text-red-300 text-sm">
          {problem}
        </p>
      </div>
    </details>
  );
}

/** Asks before a key is gone for good. */
function DeleteKey({ stored, onDeleted }: { stored: StoredKey; onDeleted: () => void }) {
  const strings = usePublishStrings().keys;
  const common = useStrings();
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    const store = projectStore();
    if (store) await deleteKey(store, stored.name);
    setAsking(false);
    onDeleted();
  };
  return (
    <>
      <Button type="button" size="sm" variant="ghost" className="text-red-700 dark:text-red-300" onClick={() => setAsking(true)}>
        {strings.remove(stored.name)}
      </Button>
      <AlertDialog open={asking} onOpenChange={setAsking}>
        <AlertDialogContent>
          <AlertDialogHeader>
            <AlertDialogTitle>{strings.removeTitle(stored.name)}</AlertDialogTitle>
            <AlertDialogDescription>{strings.removeText}</AlertDialogDescription>
          </AlertDialogHeader>
          <AlertDialogFooter>
            <Button variant="outline" onClick={() => setAsking(false)}>
              {common.cancel}
            </Button>
            <Button className="bg-red-700 text-white hover:bg-red-800" onClick={() => void remove()}>
              {strings.removeYes}
            </Button>
          </AlertDialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </>
  );
}

/** One key: its fingerprint, its public half in every form, and what may be done with it. */
export function KeyCard({ stored, onChanged }: { stored: StoredKey; onChanged: () => void }) {
  const strings = usePublishStrings().keys;
  const [told, setTold] = useState('');
  const { publicKey } = stored.key;
  const readable = isReadable(stored.key);
  const forms = {
    pem: () => exportPublicKey(publicKey),
    hex: () => toHex(publicKey.raw),
    base64: () => toBase64(publicKey.raw),
  };
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setTold(strings.copied);
    } catch (error) {
      setTold(strings.failed(messageOf(error)));
    }
  };
  return (
    <div className="space-y-2 rounded border p-3">
      <p className="text-sm">
        <span className="font-semibold">{stored.name}</span>{' '}
        <span className="text-muted-foreground">({readable ? strings.readable : strings.locked})</span>
      </p>
      <dl className="text-muted-foreground grid grid-cols-1 gap-x-3 text-xs sm:grid-cols-[auto_1fr]">
        <dt>{strings.fingerprint}</dt>
        <dd className="font-mono break-all">{publicKey.fingerprint}</dd>
        <dt>{strings.publicForms.hex}</dt>
        <dd className="font-mono break-all">{forms.hex()}</dd>
        <dt>{strings.publicForms.base64}</dt>
        <dd className="font-mono break-all">{forms.base64()}</dd>
      </dl>
      <div className="flex flex-wrap gap-1">
        {(['pem', 'hex', 'base64'] as const).map((form) => (
          <Button
            key={form}
            type="button"
            size="sm"
            variant="outline"
            aria-label={strings.copy(strings.publicForms[form], stored.name)}
            onClick={() => void copy(forms[form]())}
          >
            {form}
          </Button>
        ))}
        <Button
          type="button"
          size="sm"
          variant="outline"
          onClick={() => download({ name: `${fileNameOf(stored.name)}.pub`, blob: new Blob([forms.pem()], { type: PEM_TYPE }) })}
        >
          {strings.save(fileNameOf(stored.name))}
        </Button>
        <DeleteKey stored={stored} onDeleted={onChanged} />
      </div>
      <p role="status" className="text-sm">
        {told}
      </p>
      {readable && <ExportPrivate stored={stored} />}
    </div>
  );
}
