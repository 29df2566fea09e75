import { Label } from '@asteby/metacore-ui/primitives';
import { useEffect, useId, useState } from 'react';
import { shortFingerprint } from '../../kernel/bundle/keys';
import type { StoredKey } from '../../workers/project-store';
import { listKeys } from '../publish/keys';
import { projectStore } from '../workspace/kept';
import { useShareStrings } from './strings';

/** The keys this browser keeps; null where none are in reach, and until they were read. */
export function useSigningKeys(): readonly StoredKey[] | null {
  const [keys, setKeys] = useState<readonly StoredKey[] | null>(null);
  useEffect(() => {
    const store = projectStore();
    if (!store) return;
    let isShown = true;
    listKeys(store).then(
      (stored) => {
        if (isShown) setKeys(stored);
      },
      // A store that does not answer has no keys to choose from.
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, []);
  return keys;
}

interface SignedByProps {
  keys: readonly StoredKey[];
  /** Null: nobody. */
  signer: StoredKey | null;
  onSigner: (signer: StoredKey | null) => void;
}

/** Who signs the link, or nobody; without a key, where one is made. */
export function SignedBy({ keys, signer, onSigner }: SignedByProps) {
  const strings = useShareStrings();
  const field = useId();
  if (keys.length === 0) return <p className="text-muted-foreground text-sm">{strings.noKey}</p>;
  return (
    <div className="min-w-0 space-y-1">
      <Label htmlFor={field}>{strings.signedBy}</Label>
      <select
        id={field}
        value={signer?.name ?? ''}
        aria-describedby={`${field}-hint`}
        onChange={(event) => onSigner(keys.find(({ name }) => name === event.target.value) ?? null)}
        className="border-input bg-background h-9 w-full rounded-md border px-3 text-sm"
      >
        <option value="">{strings.nobody}</option>
        {keys.map(({ name, key }) => (
          <option key={name} value={name}>
            {name} · {shortFingerprint(key.publicKey)}
          </option>
        ))}
      </select>
      <p id={`${field}-hint`} className="text-muted-foreground text-xs">
        {strings.signedByHint}
      </p>
    </div>
  );
}
