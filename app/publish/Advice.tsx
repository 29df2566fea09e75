import { Button } from '@asteby/metacore-ui/primitives';
import type { VersionAdvice } from '../../kernel/publish/advice';
import { usePublishStrings } from './strings';

/** The advised version, why, and a button that sets it. */
export function Advice({ advice, onUse }: { advice: VersionAdvice; onUse?: (version: string) => void }) {
  const strings = usePublishStrings().advice;
  if (!advice.changed) return <p className="text-sm">{strings.unchanged(advice.from)}</p>;
  return (
    <div className="space-y-1 text-sm" data-testid="version-advice">
      <p>
        {strings.advised(advice.advised, advice.from)} ({strings.bump[advice.bump]})
      </p>
      <ul className="text-muted-foreground max-h-40 list-inside list-disc overflow-y-auto text-xs" tabIndex={0} aria-label={strings.title}>
        {advice.changes.map((change) => (
          <li key={`${change.name}:${change.message}`} className="break-words">
            {strings.bump[change.bump]}: <code>{change.name}</code> {change.message}
          </li>
        ))}
      </ul>
      {onUse && advice.version !== advice.advised && (
        <Button type="button" size="sm" variant="outline" onClick={() => onUse(advice.advised)}>
          {strings.use(advice.advised)}
        </Button>
      )}
    </div>
  );
}
