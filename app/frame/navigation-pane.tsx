import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { NamedIcon } from './icons/catalogue';
import type { NavigationEntry, NavigationGroup, Screen } from './navigation';
import type { Tool } from './tools/tools';

interface NavigationPaneProps {
  groups: readonly NavigationGroup[];
  openId: string | undefined;
  onOpen: (screen: Screen) => void;
  tools: readonly Tool[];
  openTool: Tool | undefined;
  onOpenTool: (tool: Tool) => void;
}

type EntryProps = Pick<NavigationPaneProps, 'openId' | 'onOpen'> & { entry: NavigationEntry };

const TOOL_ICONS: Readonly<Record<Tool, string>> = {
  dashboard: 'LayoutDashboard',
  documents: 'FileText',
  approvals: 'CircleCheck',
  automation: 'Clock',
  tools: 'Wrench',
  connectors: 'Plug',
  settings: 'Settings',
};

const ROW = 'flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm';
const OPENABLE = `${ROW} hover:bg-sidebar-accent hover:text-sidebar-accent-foreground aria-[current=page]:bg-sidebar-accent aria-[current=page]:font-medium`;

function Entry({ entry, openId, onOpen }: EntryProps) {
  const { t } = useTranslation();
  const { title, icon, screen, url, children } = entry;
  const label = (
    <>
      <NamedIcon name={icon ?? 'Circle'} className="size-4 shrink-0 opacity-70" />
      <span className="min-w-0 truncate">{title}</span>
    </>
  );
  return (
    <li>
      {screen !== undefined ? (
        <button
          type="button"
          data-part="entry"
          data-name={title}
          className={OPENABLE}
          aria-current={screen.id === openId ? 'page' : undefined}
          onClick={() => onOpen(screen)}
        >
          {label}
        </button>
      ) : (
        <span
          data-part="entry"
          data-name={title}
          className={`${ROW} text-muted-foreground`}
          title={url === undefined ? undefined : t('frame.onlyInHost', { url })}
        >
          {label}
          {url === undefined ? null : <span className="sr-only">{t('frame.onlyInHost', { url })}</span>}
        </span>
      )}
      {children.length === 0 ? null : (
        <ul className="border-sidebar-border ml-4 border-l pl-2">
          {children.map((child) => (
            <Entry key={child.key} entry={child} openId={openId} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** The menu as a landmark: groups with headings, entries as buttons, the open screen marked. */
export function NavigationPane({ groups, openId, onOpen, tools, openTool, onOpenTool }: NavigationPaneProps) {
  const { t } = useTranslation();
  const prefix = useId();
  return (
    <nav aria-label={t('frame.addonScreens')} className="flex flex-col gap-4 p-2">
      {groups.map((group) => (
        <section key={group.key} aria-labelledby={`${prefix}${group.key}`}>
          <h2
            id={`${prefix}${group.key}`}
            data-part="group"
            className="text-muted-foreground flex items-center gap-2 px-2 py-1 text-xs font-medium"
          >
            {group.icon === undefined ? null : <NamedIcon name={group.icon} className="size-3.5 shrink-0" />}
            {group.title}
          </h2>
          <ul>
            {group.entries.map((entry) => (
              <Entry key={entry.key} entry={entry} openId={openId} onOpen={onOpen} />
            ))}
          </ul>
        </section>
      ))}
      {tools.length === 0 ? null : (
        <section aria-labelledby={`${prefix}tools`}>
          <h2 id={`${prefix}tools`} className="text-muted-foreground px-2 py-1 text-xs font-medium">
            {t('tools.title')}
          </h2>
          <ul>
            {tools.map((tool) => (
              <li key={tool}>
                <button
                  type="button"
                  data-part="tool"
                  className={OPENABLE}
                  aria-current={tool === openTool ? 'page' : undefined}
                  onClick={() => onOpenTool(tool)}
                >
                  <NamedIcon name={TOOL_ICONS[tool]} className="size-4 shrink-0 opacity-70" />
                  <span className="min-w-0 truncate">{t(`tools.${tool}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </nav>
  );
}
