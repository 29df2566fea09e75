import { Button, Input, Label } from '@asteby/metacore-ui/primitives';
import { useId } from 'react';
import { MAX_LINK_CHARS } from '../../kernel/link/link';
import type { MadeLink } from './make-link';
import { useShareStrings } from './strings';

/** The link, its size and who signed it. */
export function LinkTab({ made: { url, chars, signer }, onCopy }: { made: MadeLink; onCopy: (text: string) => void }) {
  const strings = useShareStrings();
  const field = useId();
  return (
    <div className="min-w-0 space-y-2 pt-2">
      <Label htmlFor={field}>{strings.link}</Label>
      <Input id={field} readOnly value={url} onFocus={(event) => event.target.select()} />
      {chars !== null && (
        <p className="text-muted-foreground text-sm break-words" data-testid="link-size">
          {strings.chars(chars, MAX_LINK_CHARS, signer)}
        </p>
      )}
      <Button onClick={() => onCopy(url)}>{strings.copy.link}</Button>
    </div>
  );
}
