import type { OutlineItem } from '../../kernel/authoring/language/outline';
import { useState } from 'react';
import { revealOffset } from '../editor/reveal-offset';
import { useStrings } from '../i18n/language';
import type { DefinitionPanelName } from '../layout/layout';
import { useManifestView } from '../workspace/use-manifest-view';
import { KINDS } from './sections';
import { useSideStrings } from './strings';

/** From this many entries on a filter stands above them. */
const FILTER_FROM = 12;

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

const has = (item: OutlineItem, wanted: string): boolean => item.name.toLowerCase().includes(wanted);

/** An entry with those of its children that have the name; all of them where it has the name itself. Null where nothing has. */
function narrowed(item: OutlineItem, wanted: string): OutlineItem | null {
  if (has(item, wanted)) return item;
  const children = item.children.filter((child) => has(child, wanted));
  return children.length === 0 ? null : { ...item, children };
}

/** What the manifest defines of one kind of thing. Choosing an entry shows its place. */
export default function DefinitionsPanel({ name }: { name: DefinitionPanelName }) {
  const strings = useStrings();
  const own = useSideStrings();
  const [filter, setFilter] = useState('');
  const outline = useManifestView(async (api, text) => api.outline(text), []);
  const groups = outline.filter(({ kind }) => KINDS[name].includes(kind));
  if (groups.length === 0) return <p className="text-muted-foreground p-3 text-sm">{own.empty[name]}</p>;
  const count = groups.reduce((sum, { items }) => sum + items.reduce((own, { children }) => own + 1 + children.length, 0), 0);
  const wanted = filter.trim().toLowerCase();
  const shown = groups.flatMap(({ kind, items }) => {
    const left = items.flatMap((item) => narrowed(item, wanted) ?? []);
    return left.length === 0 ? [] : [{ kind, items: left }];
  });
  return (
    <div className="p-2 text-sm" data-testid="outline">
      {count >= FILTER_FROM && (
        <input
          type="search"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          placeholder={own.filter}
          aria-label={own.filter}
          className="bg-background mb-2 h-7 w-full rounded border px-2 text-xs"
        />
      )}
      {shown.length === 0 && <p className="text-muted-foreground px-2 text-xs">{own.nothing}</p>}
      {shown.map(({ kind, items }) => (
        <section key={kind} aria-label={strings.kinds[kind]} className="mb-2">
          {groups.length > 1 && <h3 className="text-muted-foreground px-2 text-xs font-medium">{strings.kinds[kind]}</h3>}
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
