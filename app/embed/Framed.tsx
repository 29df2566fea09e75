import { Button } from '@asteby/metacore-ui/primitives';
import { ExternalLink } from 'lucide-react';
import { useStrings } from '../i18n/language';
import { useEmbedStrings } from './strings';

/**
 * The page in a frame of somebody else who did not ask for the embeddable one: a person could be led to click on things of theirs that
 * they do not see. It starts nothing, reads nothing, and leads to a tab of its own.
 */
export function Framed() {
  const strings = useEmbedStrings();
  const { product } = useStrings();
  return (
    <main className="grid h-full place-items-center p-6 text-center text-sm">
      <div className="max-w-prose space-y-3">
        <h1 className="text-base font-semibold">{product}</h1>
        <p>{strings.framed}</p>
        <Button asChild>
          <a href={location.href} target="_blank" rel="noopener noreferrer">
            <ExternalLink className="size-4" aria-hidden /> {strings.framedOpen}
          </a>
        </Button>
      </div>
    </main>
  );
}
