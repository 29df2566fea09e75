import { Button } from '@asteby/metacore-ui/primitives';
import { useCallback, useEffect, useState } from 'react';
import { useDamagedStrings } from '../damaged/strings';
import { projectStore } from '../workspace/kept';
import { damagedKeys, deleteKey } from './keys';

/** Names the keys that can no longer be used; deleting one makes room for it to be imported again. */
export function DamagedKeys({ onChanged }: { onChanged: () => void }) {
  const strings = useDamagedStrings();
  const [names, setNames] = useState<string[]>([]);
  const read = useCallback(() => {
    const store = projectStore();
    if (store) void damagedKeys(store).then(setNames, () => setNames([]));
  }, []);
  useEffect(read, [read]);
  const remove = async (name: string): Promise<void> => {
    const store = projectStore();
    if (store) await deleteKey(store, name);
    read();
    onChanged();
  };
  return names.map((name) => (
    <div key={name} role="alert" className="flex flex-wrap items-center gap-2 text-sm">
      <span className="text-red-700 dark:text-red-300 min-w-0 flex-1 break-words">{strings.key(name)}</span>
      <Button type="button" size="sm" variant="outline" onClick={() => void remove(name)}>
        {strings.removeKey(name)}
      </Button>
    </div>
  ));
}
