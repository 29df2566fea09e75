import type { OutlineItem } from '../../kernel/authoring/language/outline';
import { revealOffset } from '../editor/reveal-offset';
import { useStrings } from '../i18n/language';
import { useManifestView } from '../workspace/use-manifest-view';

function Item({ item }: { item: OutlineItem }) {
  return (
    <li>
      <button
        type="button"
        onClick={() => revealOffset(item.offset, item.length)}
        className="hover:bg-accent focus-visible:bg-accent min-h-6 w-full rounded px-2 text-left font-mono text-xs break-all"
      >
        {item.name}
      </button>
      {item.children.length > 0 && (
        <ul className="border-border ml-3 border-l pl-2">
          {item.children.map((child) => (
            <Item key={`${child.kind}:${String(child.offset)}`} item={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What the manifest defines. Choosing an entry shows its place. */
export default function OutlinePanel() {
  const strings = useStrings();
  const groups = useManifestView(async (api, text) => api.outline(text), []);
  if (groups.length === 0) return <p className="text-muted-foreground p-3 text-sm">{strings.outlineEmpty}</p>;
  return (
    <div className="h-full overflow-auto p-2 text-sm" data-testid="outline">
      {groups.map(({ kind, items }) => (
        <section key={kind} aria-label={strings.kinds[kind]} className="mb-2">
          <h3 className="text-muted-foreground px-2 text-xs font-medium">{strings.kinds[kind]}</h3>
          <ul>
            {items.map((item) => (
              <Item key={item.offset} item={item} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
