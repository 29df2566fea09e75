import { Button, Input, Label, Textarea } from '@asteby/metacore-ui/primitives';
import { useId, useState } from 'react';
import { type EmbedOptions, type EmbedParts, iframeSnippet, originOf } from '../../kernel/link/address';
import { useShareStrings } from './strings';

const SELECT = 'bg-background h-9 w-full rounded border px-2 text-sm';
const PARTS: readonly EmbedParts[] = ['both', 'editor', 'preview'];
const THEMES = ['none', 'light', 'dark'] as const;

/** The HTML of a frame that shows the project inside of another page. */
export function EmbedTab({ url, title, onCopy }: { url: string; title: string; onCopy: (text: string) => void }) {
  const strings = useShareStrings();
  const texts = strings.embed;
  const [partsField, themeField, originField, hint, htmlField] = [useId(), useId(), useId(), useId(), useId()];
  const [options, setOptions] = useState<EmbedOptions>({ parts: 'both', theme: null, readOnly: false, origin: null });
  const [originText, setOriginText] = useState('');
  const isBad = originText.trim() !== '' && options.origin === null;
  const html = iframeSnippet(url, title, options);
  const change = (part: Partial<EmbedOptions>): void => setOptions((before) => ({ ...before, ...part }));
  return (
    <div className="min-w-0 space-y-3 pt-2">
      <div className="grid gap-3 sm:grid-cols-2">
        <div className="space-y-1">
          <Label htmlFor={partsField}>{texts.parts}</Label>
          <select
            id={partsField}
            className={SELECT}
            value={options.parts}
            onChange={(event) => change({ parts: PARTS.find((parts) => parts === event.target.value) ?? 'both' })}
          >
            {PARTS.map((parts) => (
              <option key={parts} value={parts}>
                {texts.partsOf[parts]}
              </option>
            ))}
          </select>
        </div>
        <div className="space-y-1">
          <Label htmlFor={themeField}>{texts.theme}</Label>
          <select
            id={themeField}
            className={SELECT}
            value={options.theme ?? 'none'}
            onChange={({ target: { value } }) => change({ theme: value === 'light' || value === 'dark' ? value : null })}
          >
            {THEMES.map((theme) => (
              <option key={theme} value={theme}>
                {texts.themes[theme]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <label className="flex min-h-6 items-center gap-2 text-sm">
        <input type="checkbox" checked={options.readOnly} onChange={(event) => change({ readOnly: event.target.checked })} />
        {texts.readOnly}
      </label>
      <div className="space-y-1">
        <Label htmlFor={originField}>{texts.origin}</Label>
        <Input
          id={originField}
          value={originText}
          placeholder="https://"
          aria-describedby={hint}
          aria-invalid={isBad}
          onChange={({ target: { value } }) => {
            setOriginText(value);
            change({ origin: originOf(value.trim()) });
          }}
        />
        <p id={hint} className={`text-xs ${isBad ? 'text-destructive' : 'text-muted-foreground'}`}>
          {isBad ? texts.badOrigin : texts.originHint}
        </p>
      </div>
      <div className="min-w-0 space-y-1">
        <Label htmlFor={htmlField}>{texts.html}</Label>
        <Textarea
          id={htmlField}
          readOnly
          value={html}
          rows={4}
          className="max-h-32 font-mono text-xs break-all"
          onFocus={(event) => event.target.select()}
        />
      </div>
      <Button disabled={isBad} onClick={() => onCopy(html)}>
        {strings.copy.embed}
      </Button>
    </div>
  );
}
