import { Maximize, Monitor, Smartphone, Tablet } from 'lucide-react';
import { useStrings } from '../i18n/language';
import { choosePreviewWidth, PREVIEW_WIDTHS, useLayout } from '../layout/layout';

const ICONS = { whole: Maximize, 1280: Monitor, 768: Tablet, 390: Smartphone } as const;

/** At which width the screens are laid out. */
export function WidthChoice() {
  const strings = useStrings().widths;
  const chosen = useLayout((state) => state.previewWidth);
  return (
    <div role="radiogroup" aria-label={strings.group} className="hidden items-center md:flex">
      {PREVIEW_WIDTHS.map((width) => {
        const Icon = ICONS[width];
        const label = strings.of(width);
        return (
          <button
            key={width}
            type="button"
            role="radio"
            aria-checked={chosen === width}
            aria-label={label}
            title={label}
            onClick={() => choosePreviewWidth(width)}
            className="text-muted-foreground hover:text-foreground aria-checked:bg-accent aria-checked:text-accent-foreground grid size-7 place-items-center rounded"
          >
            <Icon className="size-4" aria-hidden />
          </button>
        );
      })}
    </div>
  );
}
