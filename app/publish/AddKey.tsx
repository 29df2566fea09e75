import { Button, Input, Label } from '@asteby/metacore-ui/primitives';
import { useId, useRef, useState } from 'react';
import { isEncryptedKey } from '../../kernel/bundle/encrypted-keys';
import { localizedSentence } from '../../kernel/bundle/messages';
import { keyText } from '../../kernel/bundle/side-files';
import { KernelError, messageOf } from '../../kernel/errors';
import type { StoredKey } from '../../workers/project-store';
import { useLanguage } from '../i18n/language';
import { projectStore } from '../workspace/kept';
import { keepKey, makeKey, readKeyFile } from './keys';
import { usePublishStrings } from './strings';

const MAX_KEY_FILE_BYTES = 16 * 1024;

/** A new key, or one from a file. */
export function AddKey({ keys, onChanged }: { keys: readonly StoredKey[]; onChanged: () => void }) {
  const strings = usePublishStrings().keys;
  const language = useLanguage((state) => state.language);
  const ids = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [readable, setReadable] = useState(false);
  const [told, setTold] = useState<{ problem: boolean; text: string }>({ problem: false, text: '' });
  /** The text of a file that waits for its passphrase; it is dropped once the key was read. */
  const [locked, setLocked] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');

  const attempt = async (work: (trimmed: string) => Promise<string>) => {
    const trimmed = name.trim();
    try {
      if (trimmed === '') throw new Error(strings.nameless);
      if (keys.some((key) => key.name === trimmed)) throw new Error(strings.taken);
      setTold({ problem: false, text: await work(trimmed) });
      setName('');
      onChanged();
    } catch (error) {
      const text = error instanceof KernelError ? localizedSentence(error, language) : messageOf(error);
      setTold({ problem: true, text: strings.failed(text) });
    }
  };
  const make = () =>
    attempt(async (trimmed) => {
      const store = projectStore();
      if (store) await makeKey(store, trimmed, readable);
      return '';
    });
  const take = (text: string, secret: string) =>
    attempt(async (trimmed) => {
      const store = projectStore();
      const key = await readKeyFile(text, secret);
      const known = keys.find((other) => other.key.publicKey.fingerprint === key.publicKey.fingerprint);
      if (known) throw new Error(strings.known(known.name));
      if (store) await keepKey(store, trimmed, key, readable);
      setLocked(null);
      setPassphrase('');
      return strings.imported(trimmed);
    });
  const choose = async (file: File) => {
    const text = keyText(new Uint8Array(await file.slice(0, MAX_KEY_FILE_BYTES + 1).arrayBuffer()));
    if (isEncryptedKey(text)) setLocked(text);
    else await take(text, '');
  };

  return (
    <fieldset className="space-y-2 rounded border p-3">
      <legend className="px-1 text-sm font-medium">{strings.add}</legend>
      <Label htmlFor={`${ids}name`}>{strings.name}</Label>
      <Input id={`${ids}name`} value={name} maxLength={64} onChange={(event) => setName(event.target.value)} />
      <label className="flex min-h-6 items-center gap-2 text-sm">
        <input type="checkbox" className="size-4" checked={readable} onChange={(event) => setReadable(event.target.checked)} />
        {strings.makeReadable}
      </label>
      <input
        ref={input}
        type="file"
        hidden
        data-testid="key-input"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void choose(file);
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="button" size="sm" onClick={() => void make()}>
          {strings.make}
        </Button>
        <Button type="button" size="sm" variant="outline" onClick={() => input.current?.click()}>
          {strings.importFile}
        </Button>
      </div>
      {locked !== null && (
        <div className="space-y-2">
          <Label htmlFor={`${ids}passphrase`}>{strings.importPassphrase}</Label>
          <div className="flex gap-2">
            <Input
              id={`${ids}passphrase`}
              type="password"
              autoComplete="off"
              value={passphrase}
              maxLength={1000}
              onChange={(event) => setPassphrase(event.target.value)}
            />
            <Button type="button" size="sm" onClick={() => void take(locked, passphrase)}>
              {strings.open}
            </Button>
          </div>
        </div>
      )}
      <p role={told.problem ? 'alert' : 'status'} className={`text-sm break-words ${told.problem ? 'text-red-700 dark:text-red-300' : ''}`}>
        {told.text}
      </p>
    </fieldset>
  );
}
