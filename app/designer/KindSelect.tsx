import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@asteby/metacore-ui/primitives';
import {
  AtSign,
  Braces,
  Calendar,
  CalendarClock,
  ChevronDown,
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
    <DropdownMenu>
      <DropdownMenuTrigger asChild disabled={disabled}>
        <Button
          variant={isPlain ? 'ghost' : 'outline'}
          size="sm"
          data-cell
          aria-label={`${name}: ${shown}`}
          className={`w-full min-w-0 justify-start gap-1.5 px-1.5 font-normal ${isPlain ? 'h-7' : 'h-8'}`}
        >
          <Icon className={`size-3.5 shrink-0 ${kind === 'reference' ? 'text-primary' : 'text-muted-foreground'}`} aria-hidden />
          <span className="min-w-0 flex-1 truncate text-left">{shown}</span>
          {!isPlain && <ChevronDown className="size-3.5 opacity-50" aria-hidden />}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 overflow-y-auto">
        <DropdownMenuRadioGroup value={value} onValueChange={(next) => onChoose(chosen(next))}>
          {DESIGN_KINDS.filter((each): each is WritableKind => each !== 'other' && each !== 'reference').map((each) => {
            const Each = ICONS[each];
            return (
              <DropdownMenuRadioItem key={each} value={each}>
                <Each className="size-3.5" aria-hidden /> {strings.kinds[each]}
              </DropdownMenuRadioItem>
            );
          })}
          <DropdownMenuSeparator />
          <DropdownMenuLabel>{strings.kinds.reference}</DropdownMenuLabel>
          {known.map((model) => (
            <DropdownMenuRadioItem key={model} value={REFERENCE + model}>
              <Spline className="size-3.5" aria-hidden /> {model}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
