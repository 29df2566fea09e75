import { CodeXml, PencilRuler } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { Late, late } from '../deploy/late';
import { onReveal } from '../editor/reveal';
import { useDesignerStrings } from './strings';
import { type ManifestView, showManifestAs, useManifestMode } from './view';

const Designer = late(() => import('./Designer'));

const ICONS = { text: CodeXml, design: PencilRuler } as const;
const VIEWS: readonly ManifestView[] = ['text', 'design'];

/** The manifest as text or as a design; other files are texts. The text stays there behind the design: it is what is changed. */
export function ManifestViews({ isManifest, children }: { isManifest: boolean; children: ReactNode }) {
  const strings = useDesignerStrings();
  const chosen = useManifestMode((state) => state.view);
  const view = isManifest ? chosen : 'text';
  // Whoever asks for a place in the text is shown the text.
  useEffect(() => onReveal(() => showManifestAs('text')), []);
  return (
    <div className="relative flex h-full min-h-0 flex-col">
      {isManifest && (
        <div role="radiogroup" aria-label={strings.view} className="flex shrink-0 items-center gap-0.5 border-b px-1.5 py-1">
          {VIEWS.map((name) => {
            const Icon = ICONS[name];
            return (
              <button
                key={name}
                type="button"
                role="radio"
                aria-checked={view === name}
                tabIndex={view === name ? 0 : -1}
                onClick={() => showManifestAs(name)}
                onKeyDown={(event) => {
                  if (!event.key.startsWith('Arrow')) return;
                  event.preventDefault();
                  showManifestAs(name === 'text' ? 'design' : 'text');
                  const other = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling;
                  if (other instanceof HTMLElement) other.focus();
                }}
                className="text-muted-foreground hover:text-foreground aria-checked:bg-accent aria-checked:text-foreground focus-visible:ring-ring flex min-h-6 items-center gap-1.5 rounded-sm px-2 text-xs outline-none focus-visible:ring-2"
              >
                <Icon className="size-3.5" aria-hidden />
                {strings[name]}
              </button>
            );
          })}
        </div>
      )}
      <div className={`min-h-0 flex-1 ${view === 'text' ? '' : 'hidden'}`}>{children}</div>
      {view === 'design' && (
        <div className="min-h-0 flex-1">
          <Late>
            <Designer />
          </Late>
        </div>
      )}
    </div>
  );
}
