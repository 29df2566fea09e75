import { Button, Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle, Input } from '@asteby/metacore-ui/primitives';
import { RotateCcw, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Command } from '../commands/command';
import { chooseKeys, isMac, keysOf, keysOfPress, readableKeys, resetAllKeys, resetKeys, useKeymap } from '../commands/keymap';
import { useCommandStrings } from '../commands/strings';
import { useFocusReturn } from '../dialog/focus-return';
import { COMMANDS } from './commands';

/** Every command with its keys, which can be changed. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const strings = useCommandStrings();
  const { titles, groups, keys: own } = strings;
  const chosen = useKeymap((state) => state.chosen);
  const [filter, setFilter] = useState('');
  /** The command whose next press is its keys. */
  const [waiting, setWaiting] = useState<Command['id'] | null>(null);
  const [note, setNote] = useState('');
  const giveFocusBack = useFocusReturn(true);
  const wanted = filter.trim().toLowerCase();
  const shown = COMMANDS.filter(({ id, group }) => `${groups[group]} ${titles[id]}`.toLowerCase().includes(wanted));

  const press = (event: KeyboardEvent, command: Command): void => {
    if (waiting !== command.id) return;
    if (event.key === 'Tab') {
      setWaiting(null);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      setWaiting(null);
      return;
    }
    const keys = keysOfPress(event.nativeEvent, isMac());
    if (keys === null) return;
    if (keys === 'plain') {
      setNote(own.plain);
      return;
    }
    const loser = chooseKeys(command, keys, COMMANDS);
    setNote(loser ? own.taken(readableKeys(keys, isMac()), titles[loser.id]) : '');
    setWaiting(null);
  };

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="flex h-[80vh] max-w-2xl flex-col" onCloseAutoFocus={giveFocusBack}>
        <DialogHeader>
          <DialogTitle>{own.title}</DialogTitle>
          <DialogDescription>{own.intro}</DialogDescription>
        </DialogHeader>
        <div className="flex gap-2">
          <Input
            type="search"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            placeholder={own.filter}
            aria-label={own.filter}
          />
          <Button variant="outline" onClick={resetAllKeys} aria-label={own.resetAll} title={own.resetAll}>
            <RotateCcw className="size-4" aria-hidden /> {own.reset}
          </Button>
        </div>
        <p role="status" className="text-muted-foreground min-h-5 text-xs">
          {note}
        </p>
        <div className="min-h-0 flex-1 overflow-auto">
          {shown.length === 0 && <p className="text-muted-foreground text-sm">{own.nothing}</p>}
          <ul className="divide-y">
            {shown.map((command) => {
              const title = titles[command.id];
              const keys = keysOf(command, chosen);
              const isWaiting = waiting === command.id;
              return (
                <li key={command.id} className="flex items-center gap-2 py-1 text-sm">
                  <span className="text-muted-foreground w-24 shrink-0 truncate text-xs">{groups[command.group]}</span>
                  <span className="min-w-0 flex-1">{title}</span>
                  <Button
                    size="sm"
                    variant={isWaiting ? 'default' : 'outline'}
                    className="h-7 font-mono text-xs"
                    aria-label={isWaiting ? own.press : own.change(title)}
                    onClick={() => setWaiting(isWaiting ? null : command.id)}
                    onKeyDown={(event) => press(event, command)}
                    onBlur={() => setWaiting(null)}
                  >
                    {isWaiting ? own.press : keys.length === 0 ? own.none : keys.map((one) => readableKeys(one, isMac())).join(' · ')}
                  </Button>
                  <Button
                    size="icon"
                    variant="ghost"
                    className="size-7"
                    disabled={keys.length === 0}
                    aria-label={own.remove(title)}
                    title={own.remove(title)}
                    onClick={() => chooseKeys(command, '', COMMANDS)}
                  >
                    <X className="size-4" aria-hidden />
                  </Button>
                  <Button
                    size="icon"
                    variant="ghost"
                    className="size-7"
                    disabled={chosen[command.id] === undefined}
                    aria-label={own.resetOne(title)}
                    title={own.resetOne(title)}
                    onClick={() => resetKeys(command.id)}
                  >
                    <RotateCcw className="size-4" aria-hidden />
                  </Button>
                </li>
              );
            })}
          </ul>
        </div>
      </DialogContent>
    </Dialog>
  );
}
