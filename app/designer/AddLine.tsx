import { Button, Input } from '@asteby/metacore-ui/primitives';
import { Plus } from 'lucide-react';
import { useState } from 'react';

interface AddLineProps {
  /** What is added, for those who do not see the plus. */
  label: string;
  placeholder: string;
  /** Whether something can be added under these words. */
  accepts: (words: string) => boolean;
  /** Adds it; false where that could not be done, and the words stay. */
  onAdd: (words: string) => Promise<boolean>;
}

/** The last line of a list of the designer: words that become its next entry. */
export function AddLine({ label, placeholder, accepts, onAdd }: AddLineProps) {
  const [words, setWords] = useState('');
  const add = (): void => {
    if (accepts(words)) void onAdd(words.trim()).then((isDone) => isDone && setWords(''));
  };
  return (
    <div className="flex gap-1 pl-7">
      <Input
        aria-label={label}
        placeholder={placeholder}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') add();
        }}
        className="h-7 text-sm"
      />
      <Button variant="outline" size="icon" className="size-7 shrink-0" aria-label={label} disabled={!accepts(words)} onClick={add}>
        <Plus className="size-4" aria-hidden />
      </Button>
    </div>
  );
}
