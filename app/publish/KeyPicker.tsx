import { Button, Input, Label } from '@asteby/metacore-ui/primitives';
import { KeyRound } from 'lucide-react';
import { useId, useState } from 'react';
import { messageOf } from '../../kernel/errors';
import type { StoredKey } from '../../workers/project-store';
import { useStrings } from '../i18n/language';
import { projectStore } from '../workspace/kept';
import { makeKey } from './keys';

export const NO_KEY = '';

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
      <p id={`${field}-problem`} role="alert" className="text-red-700 dark:text-red-300 text-sm">
        {problem}
      </p>
    </div>
  );
}

interface KeyPickerProps {
  keys: readonly StoredKey[];
  chosen: string;
  onChoose: (name: string) => void;
  onMade: (key: StoredKey) => void;
}

/** Which key signs, or none; and a new one beside it. */
export function KeyPicker({ keys, chosen, onChoose, onMade }: KeyPickerProps) {
  const strings = useStrings();
  const select = useId();
  return (
    <>
      {keys.length > 0 && (
        <div className="space-y-2">
          <Label htmlFor={select}>{strings.exporting.key}</Label>
          <select
            id={select}
            value={chosen}
            onChange={(event) => onChoose(event.target.value)}
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
      {projectStore() === null ? <p className="text-sm">{strings.exporting.noStore}</p> : <NewKey keys={keys} onMade={onMade} />}
    </>
  );
}
