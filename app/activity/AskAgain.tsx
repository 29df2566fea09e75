import { Button } from '@asteby/metacore-ui/primitives';
import { type ReactNode, useState } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { useStrings } from '../i18n/language';

interface Props {
  url: string;
  /** Null for a request that has none. */
  body: string | null;
  onSend: (changed: { url: string; body: string }) => Promise<void>;
  onClose: () => void;
  /** What was answered. */
  children?: ReactNode;
}

/** A request that is sent once more, changed. */
export function AskAgain({ url: first, body: firstBody, onSend, onClose, children }: Props) {
  const texts = useStrings().activity;
  const [url, setUrl] = useState(first);
  const [body, setBody] = useState(firstBody ?? '');
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setBusy(true);
    try {
      await onSend({ url, body });
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      aria-label={texts.resend}
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <input
        aria-label={texts.address}
        className="border-input bg-background w-full rounded border px-2 py-1 font-mono"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      {firstBody !== null && (
        <textarea
          aria-label={texts.body}
          className="border-input bg-background h-24 w-full rounded border px-2 py-1 font-mono"
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" size="sm" disabled={isBusy}>
          {texts.send}
        </Button>
        <Button type="button" size="sm" variant="ghost" onClick={onClose}>
          {texts.cancel}
        </Button>
      </div>
      {children}
    </form>
  );
}
