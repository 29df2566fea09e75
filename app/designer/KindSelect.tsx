import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectSeparator,
  SelectTrigger,
} from '@asteby/metacore-ui/primitives';
import {
  AtSign,
  Braces,
  Calendar,
  CalendarClock,
  CircleDot,
  Coins,
  Percent,
  Fingerprint,
  Hash,
  Image,
  Link,
  List,
  type LucideIcon,
  Phone,
  Puzzle,
  Spline,
  TextInitial,
  ToggleLeft,
  Type,
} from 'lucide-react';
import { DESIGN_KINDS, type DesignKind, type WritableKind } from '../../kernel/authoring/design/kinds';
import { useDesignerStrings } from './strings';

const ICONS: Readonly<Record<DesignKind, LucideIcon>> = {
  text: Type,
  'long-text': TextInitial,
  integer: Hash,
  decimal: Percent,
  money: Coins,
  boolean: ToggleLeft,
  status: CircleDot,
  choice: List,
  reference: Spline,
  date: Calendar,
  datetime: CalendarClock,
  image: Image,
  email: AtSign,
  phone: Phone,
  url: Link,
  json: Braces,
  uuid: Fingerprint,
  other: Puzzle,
};

/** A kind of column, and the model it refers to. */
export interface ChosenKind {
  kind: WritableKind;
  ref?: string;
}

const REFERENCE = 'reference:';

const chosen = (value: string): ChosenKind =>
  value.startsWith(REFERENCE) ? { kind: 'reference', ref: value.slice(REFERENCE.length) } : { kind: value as WritableKind };

interface Props {
  kind: DesignKind;
  target: string;
  /** Models that a column may refer to. */
  models: readonly string[];
  name: string;
  onChoose: (kind: ChosenKind) => void;
  disabled?: boolean;
  isPlain?: boolean;
}

/** What kind a column is, in people's words. */
export function KindSelect({ kind, target, models, name, onChoose, disabled = false, isPlain = false }: Props) {
  const strings = useDesignerStrings();
  const Icon = ICONS[kind];
  const shown = kind === 'reference' ? target : kind === 'other' ? strings.other : strings.kinds[kind];
  const value = kind === 'reference' ? REFERENCE + target : kind;
  const known = models.includes(target) || kind !== 'reference' ? models : [target, ...models];
  return (
    <Select value={value} disabled={disabled} onValueChange={(next) => onChoose(chosen(next))}>
      <SelectTrigger
        size="sm"
        data-cell
        aria-label={`${name}: ${shown}`}
        className={`h-7 w-full min-w-0 gap-1.5 px-1.5 text-sm data-[size=sm]:h-7 ${isPlain ? 'hover:bg-accent/60 border-transparent bg-transparent shadow-none dark:bg-transparent [&>svg:last-child]:opacity-0 hover:[&>svg:last-child]:opacity-50' : ''}`}
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <Icon className={`size-3.5 shrink-0 ${kind === 'reference' ? 'text-primary' : 'text-muted-foreground'}`} aria-hidden />
          <span className="truncate">{shown}</span>
        </span>
      </SelectTrigger>
      <SelectContent className="max-h-80">
        {DESIGN_KINDS.filter((each): each is WritableKind => each !== 'other' && each !== 'reference').map((each) => {
          const Each = ICONS[each];
          return (
            <SelectItem key={each} value={each}>
              <Each className="size-3.5" aria-hidden /> {strings.kinds[each]}
            </SelectItem>
          );
        })}
        <SelectSeparator />
        <SelectGroup>
          <SelectLabel>{strings.kinds.reference}</SelectLabel>
          {known.map((model) => (
            <SelectItem key={model} value={REFERENCE + model}>
              <Spline className="size-3.5" aria-hidden /> {model}
            </SelectItem>
          ))}
        </SelectGroup>
      </SelectContent>
    </Select>
  );
}
