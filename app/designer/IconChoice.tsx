import {
  Button,
  Command,
  CommandEmpty,
  CommandInput,
  CommandItem,
  CommandList,
  Popover,
  PopoverContent,
  PopoverTrigger,
} from '@asteby/metacore-ui/primitives';
import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { iconNames, iconPicture } from '../editor/icons';
import { searchIcons } from './icon-search';
import { useDesignerStrings } from './strings';

/** An icon as it is drawn, or the room for one. */
function IconImage({ name }: { name: string }) {
  const [picture, setPicture] = useState<{ of: string; source: string } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void iconNames()
      .then(() => iconPicture(name))
      .then((source) => {
        if (isWanted) setPicture(source === null ? null : { of: name, source });
      });
    return () => {
      isWanted = false;
    };
  }, [name]);
  if (picture?.of !== name) return <span className="size-4 shrink-0" aria-hidden />;
  return <img src={picture.source} alt="" className="size-4 shrink-0" />;
}

interface Props {
  /** The icon's name as the manifest has it; empty where there is none. */
  value: string;
  name: string;
  onChoose: (icon: string) => void;
  disabled: boolean;
}

function Icons({ value, onChoose }: Pick<Props, 'value' | 'onChoose'>) {
  const strings = useDesignerStrings();
  const [typed, setTyped] = useState('');
  const [names, setNames] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void iconNames().then((all) => isWanted && setNames(all));
    return () => {
      isWanted = false;
    };
  }, []);
  return (
    <Command shouldFilter={false}>
      <CommandInput value={typed} onValueChange={setTyped} placeholder={strings.icons.search} aria-label={strings.icons.search} />
      <CommandList className="max-h-64">
        {names !== null && <CommandEmpty>{names.length === 0 ? strings.icons.unavailable : strings.icons.nothing}</CommandEmpty>}
        {value !== '' && typed === '' && <CommandItem onSelect={() => onChoose('')}>{strings.none}</CommandItem>}
        {searchIcons(names ?? [], typed).map((icon) => (
          <CommandItem key={icon} value={icon} onSelect={() => onChoose(icon)}>
            <IconImage name={icon} /> {icon}
          </CommandItem>
        ))}
      </CommandList>
    </Command>
  );
}

/** One of lucide's icons, found by its name or by what it stands for. */
export function IconChoice({ value, name, onChoose, disabled }: Props) {
  const strings = useDesignerStrings();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setOpen}>
      <PopoverTrigger asChild disabled={disabled}>
        <Button
          variant="outline"
          size="sm"
          data-cell
          aria-label={`${name}: ${value === '' ? strings.none : value}`}
          className="h-7 w-full min-w-0 justify-between px-1.5 font-normal"
        >
          <span className="flex min-w-0 items-center gap-1.5">
            {value !== '' && <IconImage name={value} />}
            <span className="truncate">{value === '' ? strings.none : value}</span>
          </span>
          <ChevronDown className="size-3.5 opacity-50" aria-hidden />
        </Button>
      </PopoverTrigger>
      {/* Its keys are its own: the list behind it moves by arrows, too. */}
      <PopoverContent align="start" className="w-64 p-0" aria-label={name} onKeyDown={(event) => event.stopPropagation()}>
        <Icons
          value={value}
          onChoose={(icon) => {
            setOpen(false);
            if (icon !== value) onChoose(icon);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
