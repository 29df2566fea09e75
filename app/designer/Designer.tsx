import { Button, Skeleton } from '@asteby/metacore-ui/primitives';
import { Redo2, TriangleAlert, Undo2 } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { Design } from '../../kernel/authoring/design/design';
import { heldCursor, heldText, onHeldCursor, selectHeld } from '../editor/held-editor';
import { useWorkspace } from '../workspace/workspace';
import { useManifestView } from '../workspace/use-manifest-view';
import { AccessSection } from './AccessSection';
import { ActionsSection } from './ActionsSection';
import { MenuSection } from './MenuSection';
import { ModelsSection } from './ModelsSection';
import { OnlyInText, showAsText } from './OnlyInText';
import { redo, undo } from './operations';
import { RelationsSection } from './RelationsSection';
import { keyOf, placeAt, placesOf, SECTIONS, selectPath, useDesigner } from './state';
import { useDesignerStrings } from './strings';

const readDesign: Parameters<typeof useManifestView<View>>[0] = async (api, text) => ({ text, design: await api.design(text) });

const UNREAD: View = { text: '', design: null };

const isField = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement ? target.type !== 'checkbox' && target.type !== 'color' : target instanceof HTMLTextAreaElement;

/** A design, and the text that it was read from. */
interface View {
  text: string;
  design: Design | null;
}

/** What is chosen here is selected in the text, and where the text's cursor goes is chosen here. */
function useOneSelection(view: View): void {
  const selected = useDesigner((state) => state.selected);
  const newest = useRef(view);
  /** Where the cursor went in a text that is not read yet. */
  const waiting = useRef<number | null>(null);
  useEffect(() => {
    const choose = (offset: number): void => {
      const { text, design } = newest.current;
      const isRead = design !== null && text === heldText();
      waiting.current = isRead ? null : offset;
      const place = isRead ? placeAt(design, offset) : null;
      if (place !== null) selectPath(place.path);
    };
    waiting.current = heldCursor();
    return onHeldCursor(choose);
  }, []);
  useEffect(() => {
    if (view.design !== null) useDesigner.setState({ readText: view.text });
  }, [view]);
  useEffect(() => () => useDesigner.setState({ readText: null }), []);
  useEffect(() => {
    newest.current = view;
    if (view.design === null || view.text !== heldText()) return;
    const moved = waiting.current === null ? null : placeAt(view.design, waiting.current);
    waiting.current = null;
    if (moved !== null && keyOf(moved.path) !== selected) {
      selectPath(moved.path);
      return;
    }
    const place = placesOf(view.design).find(({ path }) => keyOf(path) === selected);
    if (place) selectHeld(place.offset, place.length);
  }, [selected, view]);
}

/** An entry that is drawn anew, under another name or at another place, has the focus again. */
function useKeptFocus(view: View, root: RefObject<HTMLElement | null>): void {
  const isInside = useRef(false);
  useEffect(() => {
    const look = (event: FocusEvent): void => {
      isInside.current = event.target instanceof Node && root.current?.contains(event.target) === true;
    };
    document.addEventListener('focusin', look);
    return () => document.removeEventListener('focusin', look);
  }, [root]);
  useEffect(() => {
    if (!isInside.current || document.activeElement !== document.body) return;
    const cell = root.current?.querySelector<HTMLElement>('[data-row][aria-selected=true] [data-cell]:not(:disabled)');
    (cell ?? root.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]'))?.focus();
  }, [view, root]);
}

function Fault({ design }: { design: Design }) {
  const strings = useDesignerStrings();
  const { fault } = design;
  if (fault === null) return null;
  const sentence = fault.kind === 'syntax' ? strings.fault.syntax(fault.line) : strings.fault[fault.kind];
  return (
    <div role="status" className="flex items-start gap-2 border-b bg-amber-500/10 px-3 py-2 text-sm">
      <TriangleAlert className="mt-0.5 size-4 shrink-0 text-amber-600 dark:text-amber-400" aria-hidden />
      <p className="flex-1">{sentence}</p>
      <Button variant="outline" size="sm" className="h-7" onClick={() => showAsText({ offset: fault.offset, length: 0 })}>
        {strings.toText}
      </Button>
    </div>
  );
}

/** The manifest as people think of it. Every change is an edit of the text, and one step of its undo. */
export default function Designer() {
  const strings = useDesignerStrings();
  const view = useManifestView<View>(readDesign, UNREAD);
  const { design } = view;
  const root = useRef<HTMLElement>(null);
  const section = useDesigner((state) => state.section);
  const readOnly = useWorkspace((state) => state.readOnly);
  useOneSelection(view);
  useKeptFocus(view, root);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isField(event.target)) return;
    const key = event.key.toLowerCase();
    const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
    if (key !== 'z' && !isRedo) return;
    event.preventDefault();
    if (isRedo) redo();
    else undo();
  };
  if (design === null)
    return (
      <div className="space-y-2 p-3" role="status" aria-label={strings.loading}>
        {[1, 2, 3, 4].map((line) => (
          <Skeleton key={line} className="h-8 w-full" />
        ))}
      </div>
    );
  const disabled = readOnly || design.fault !== null;
  const isBare = design.fault !== null && design.fault.kind !== 'syntax';
  return (
    <section
      aria-label={strings.title}
      ref={root}
      data-testid="designer"
      onKeyDown={onKeyDown}
      className="bg-background flex h-full min-h-0 flex-col"
    >
      <div className="flex shrink-0 items-center border-b pr-1">
        <div role="tablist" aria-label={strings.title} className="flex min-w-0 flex-1 overflow-x-auto px-1">
          {SECTIONS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`designer-tab-${name}`}
              aria-selected={section === name}
              aria-controls="designer-panel"
              tabIndex={section === name ? 0 : -1}
              onClick={() => useDesigner.setState({ section: name })}
              onKeyDown={(event) => {
                const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                if (step === 0) return;
                const next = SECTIONS[(SECTIONS.indexOf(name) + step + SECTIONS.length) % SECTIONS.length] ?? 'models';
                useDesigner.setState({ section: next });
                document.getElementById(`designer-tab-${next}`)?.focus();
              }}
              className="text-muted-foreground hover:text-foreground aria-selected:border-primary aria-selected:text-foreground focus-visible:ring-ring min-h-9 shrink-0 border-b-2 border-transparent px-2.5 text-sm outline-none focus-visible:ring-2 focus-visible:ring-inset"
            >
              {strings.sections[name]}
            </button>
          ))}
        </div>
        <Button
          variant="ghost"
          size="icon"
          className="size-7"
          disabled={readOnly}
          aria-label={strings.undo}
          title={`${strings.undo} (Ctrl+Z)`}
          onClick={undo}
        >
          <Undo2 className="size-4" aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon"
          className="size-7"
          disabled={readOnly}
          aria-label={strings.redo}
          title={`${strings.redo} (Ctrl+Y)`}
          onClick={redo}
        >
          <Redo2 className="size-4" aria-hidden />
        </Button>
      </div>
      <Fault design={design} />
      <div role="tabpanel" id="designer-panel" aria-labelledby={`designer-tab-${section}`} className="min-h-0 flex-1 overflow-auto">
        {!isBare && (
          <>
            {section === 'models' && <ModelsSection design={design} disabled={disabled} />}
            {section === 'relations' && <RelationsSection design={design} disabled={disabled} />}
            {section === 'menu' && <MenuSection design={design} disabled={disabled} />}
            {section === 'access' && <AccessSection design={design} disabled={disabled} />}
            {section === 'actions' && <ActionsSection design={design} disabled={disabled} />}
          </>
        )}
      </div>
      {design.left[0] !== undefined && !isBare && (
        <footer className="shrink-0 truncate border-t px-3 py-1">
          <OnlyInText names={design.left.map(({ name }) => name)} place={design.left[0]} />
        </footer>
      )}
    </section>
  );
}
