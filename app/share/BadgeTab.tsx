import { Button, Label, Textarea } from '@asteby/metacore-ui/primitives';
import { useId } from 'react';
import { badgeMarkdown } from '../../kernel/link/address';
import { useShareStrings } from './strings';

/** A badge for a README that opens the project. */
export function BadgeTab({ url, page, onCopy }: { url: string; page: string; onCopy: (text: string) => void }) {
  const strings = useShareStrings();
  const field = useId();
  const markdown = badgeMarkdown(url, new URL('badge.svg', page).href);
  return (
    <div className="min-w-0 space-y-2 pt-2">
      <img src="./badge.svg" alt={strings.badge.picture} className="h-5" />
      <Label htmlFor={field}>{strings.badge.markdown}</Label>
      <Textarea
        id={field}
        readOnly
        value={markdown}
        rows={4}
        className="max-h-32 font-mono text-xs break-all"
        onFocus={(event) => event.target.select()}
      />
      <Button onClick={() => onCopy(markdown)}>{strings.copy.badge}</Button>
    </div>
  );
}
