import { Button } from '@asteby/metacore-ui/primitives';
import { ArrowLeft, Check, Clock, FileSpreadsheet, Link2 } from 'lucide-react';
import { cardOf } from '../../templates/cards';
import type { TemplateCard } from '../../templates/template';
import { useLanguage } from '../i18n/language';
import { Picture } from './Picture';
import type { Facts } from './portrait';
import { type GalleryStrings, useGalleryStrings } from './strings';

function Brings({ facts, strings }: { facts: Facts; strings: GalleryStrings }) {
  const lists = (['models', 'screens', 'roles', 'actions'] as const).filter((name) => facts[name].length > 0);
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        {lists.map((name) => (
          <div key={name} className="contents">
            <dt className="text-muted-foreground">{strings[name]}</dt>
            <dd className="min-w-0">{facts[name].join(', ')}</dd>
          </div>
        ))}
      </dl>
      {facts.rows > 0 && <p className="text-sm">{strings.rows(facts.rows)}</p>}
    </>
  );
}

interface DetailProps {
  /** Null for a description of tables. */
  card: TemplateCard | null;
  /** Undefined while they are read, null where they could not be had. */
  facts: Facts | null | undefined;
  isOpening: boolean;
  onOpen: () => void;
  onRetry: () => void;
  onBack: () => void;
}

/** One starter, looked at more closely. */
export function Detail({ card, facts, isOpening, onOpen, onRetry, onBack }: DetailProps) {
  const strings = useGalleryStrings();
  const language = useLanguage((state) => state.language);
  const title = card ? card.title[language] : strings.describe;
  const isLost = card !== null && facts === null;
  return (
    <section aria-label={title} className="flex min-h-0 flex-1 flex-col gap-3 md:border-l md:pl-4">
      <Button variant="ghost" size="sm" className="self-start md:hidden" onClick={onBack}>
        <ArrowLeft className="size-4" aria-hidden /> {strings.back}
      </Button>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto pr-1">
        {card ? (
          <Picture portrait={facts?.portrait ?? null} label={strings.picture(title)} size={9.5} />
        ) : (
          <span aria-hidden className="bg-muted/60 text-muted-foreground grid aspect-[16/9] w-full place-items-center rounded-md border">
            <FileSpreadsheet className="size-12" />
          </span>
        )}
        <h3 className="text-base font-semibold">{title}</h3>
        <p className="text-sm">{card ? card.description[language] : strings.describeText}</p>
        {isLost && (
          <div role="alert" className="rounded border p-2 text-sm">
            <p>{strings.lost}</p>
            <Button size="sm" variant="outline" className="mt-2" onClick={onRetry}>
              {strings.retry}
            </Button>
          </div>
        )}
        {card && (
          <>
            <h4 className="text-sm font-medium">{strings.shows}</h4>
            <ul className="space-y-1 text-sm">
              {card.points.map((point) => (
                <li key={point.en} className="flex gap-2">
                  <Check className="mt-0.5 size-4 shrink-0" aria-hidden /> {point[language]}
                </li>
              ))}
            </ul>
          </>
        )}
        {facts && facts.models.length > 0 && (
          <>
            <h4 className="text-sm font-medium">{strings.brings}</h4>
            <Brings facts={facts} strings={strings} />
          </>
        )}
        {card && card.planned.length > 0 && (
          <p className="text-muted-foreground flex gap-2 text-sm">
            <Clock className="mt-0.5 size-4 shrink-0" aria-hidden /> {strings.planned(card.planned.join(', '))}
          </p>
        )}
        {card && card.needs.length > 0 && facts?.portrait.kind !== 'bundle' && (
          <p className="text-muted-foreground flex gap-2 text-sm">
            <Link2 className="mt-0.5 size-4 shrink-0" aria-hidden />{' '}
            {strings.needs(card.needs.map((need) => cardOf(need)?.title[language] ?? need).join(', '))}
          </p>
        )}
      </div>
      <Button className="shrink-0" disabled={isOpening || isLost} onClick={onOpen}>
        {isOpening ? strings.opening : strings.open}
      </Button>
    </section>
  );
}
