import { shortFingerprint } from '../../kernel/bundle/keys';
import type { StoredKey } from '../../workers/project-store';
import { useStrings } from '../i18n/language';
import { projectStore } from '../workspace/kept';
import { AddKey } from './AddKey';
import { DamagedKeys } from './DamagedKeys';
import { KeyCard } from './KeyCard';
import { usePublishStrings } from './strings';

/** The author's keys: public halves in every form, export where it was allowed, import, delete. */
export function KeysTab({ keys, onChanged }: { keys: readonly StoredKey[]; onChanged: () => void }) {
  const strings = usePublishStrings().keys;
  const exporting = useStrings().exporting;
  if (projectStore() === null) return <p className="text-sm">{exporting.noStore}</p>;
  return (
    <div className="space-y-4">
      <p className="text-sm">{strings.intro}</p>
      {keys.length === 0 && <p className="text-sm">{strings.none}</p>}
      <ul className="space-y-3">
        {keys.map((key) => (
          <li key={key.name} data-testid="key" aria-label={`${key.name} ${shortFingerprint(key.key.publicKey)}`}>
            <KeyCard stored={key} onChanged={onChanged} />
          </li>
        ))}
      </ul>
      <DamagedKeys onChanged={onChanged} />
      <AddKey keys={keys} onChanged={onChanged} />
    </div>
  );
}
