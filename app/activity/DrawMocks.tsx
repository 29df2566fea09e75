/** Chooses an OpenAPI document, of which the project's mocks are drawn. */
import { useRef } from 'react';
import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { useStrings } from '../i18n/language';
import { drawMocks } from './mend';

export function DrawMocks() {
  const texts = useStrings().activity;
  const input = useRef<HTMLInputElement>(null);
  const draw = async (file: File): Promise<void> => {
    try {
      const found = await drawMocks(file);
      if (found === null) toast.error(texts.noOpenApi);
      else toast.success(texts.drawn(found.drawn, found.left));
    } catch (error) {
      toast.error(messageOf(error));
    }
  };
  return (
    <>
      <button type="button" className="hover:text-foreground underline underline-offset-2" onClick={() => input.current?.click()}>
        {texts.drawMocks}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        data-testid="openapi-input"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) void draw(file);
        }}
      />
    </>
  );
}
