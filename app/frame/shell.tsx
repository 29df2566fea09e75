import { useEffect, useRef, useState } from 'react';
import { Button, Sheet, SheetContent, SheetHeader, SheetTitle, SheetTrigger } from '@asteby/metacore-ui/primitives';
import { Menu } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { messageOf } from '../../kernel/errors';
import { tellPicked, tellPointed, tellScreen } from './connect';
import { CreateRecordBridge } from './create-record-bridge';
import { ErrorBoundary } from './error-boundary';
import { ImportsBar } from './imports/imports-bar';
import { ManifestGeneration } from './manifest-change';
import { ModelPage } from './model-page';
import { addressOfScreen, screenOfUrl, screenToShow, screenWanted, type Screen } from './navigation';
import { NavigationPane } from './navigation-pane';
import { Notice } from './notice';
import type { PortLink } from './port';
import { beginPicking } from './picker/picker';
import { showPart } from './picker/point';
import { onNavigate } from './router';
import { ToolPage } from './tools/tool-page';
import { TOOLS, type Tool } from './tools/tools';
import { useNavigation } from './use-navigation';

/** Whether the kernel's end of the port is still there. */
function useConnection(link: PortLink): boolean {
  const [isOpen, setOpen] = useState(true);
  useEffect(() => link.onClose(() => setOpen(false)), [link]);
  return isOpen;
}

const reload = (): void => location.reload();

/** The frame's page: menu beside (wide) or behind a button (narrow), and the screen that is open. */
export function Shell({ link }: { link: PortLink }) {
  const { t } = useTranslation();
  const isConnected = useConnection(link);
  const navigation = useNavigation(link);
  // The address names where to begin; afterwards the person leads.
  const [wanted, setWanted] = useState<Screen | undefined>(() => screenWanted(location.hash));
  const [wantedTool, setWantedTool] = useState<Tool>();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);

  useEffect(
    () =>
      onNavigate((url) => {
        const screen = screenOfUrl(url, url);
        if (screen === undefined) toast.info(t('frame.linkOutside'), { description: url });
        else {
          setWanted(screen);
          setWantedTool(undefined);
        }
      }),
    [t],
  );

  useEffect(() => {
    let stop = (): void => undefined;
    link.setPage((message) => {
      stop();
      if (message.kind === 'point') {
        const { screen, tool, parts } = message;
        const wantedPage = TOOLS.find((one) => one === tool);
        setWantedTool(wantedPage);
        if (screen !== '') setWanted(screenOfUrl(`/m/${screen}`, screen));
        void showPart(document, parts).then((index) => tellPointed(window, index));
      } else if (message.on) {
        stop = beginPicking(document, { begin: t('frame.picking'), unnamed: t('frame.thisScreen') }, (part) => tellPicked(window, part));
      }
    });
    return () => {
      stop();
      link.setPage(() => undefined);
    };
  }, [link, t]);

  const shown = screenToShow(navigation.data?.groups ?? [], wanted);
  const [address, title] = shown === undefined ? [null, ''] : [addressOfScreen(shown), shown.title];
  useEffect(() => {
    if (address !== null) tellScreen(window, { address, title });
  }, [address, title]);

  if (!isConnected) {
    return <Notice isAlert title={t('frame.gone')} hint={t('frame.goneHint')} action={{ label: t('frame.reload'), onPress: reload }} />;
  }
  if (navigation.data === undefined) {
    if (navigation.error === null) return <Notice title={t('frame.connecting')} />;
    const retry = (): void => void navigation.refetch();
    return (
      <Notice
        isAlert
        title={t('frame.notReachable')}
        hint={messageOf(navigation.error)}
        action={{ label: t('frame.retry'), onPress: retry }}
      />
    );
  }

  const { groups, tools, generation } = navigation.data;
  const openTool = tools.find((tool) => tool === wantedTool);
  const open = openTool === undefined ? shown : undefined;
  if (open === undefined && groups.length === 0 && tools.length === 0)
    return <Notice title={t('frame.noNavigation')} hint={t('frame.noNavigationHint')} />;

  const show = (screen: Screen): void => {
    setWanted(screen);
    setWantedTool(undefined);
    setMenuOpen(false);
  };
  const showTool = (tool: Tool): void => {
    setWantedTool(tool);
    setMenuOpen(false);
  };
  const pane = <NavigationPane groups={groups} openId={open?.id} onOpen={show} tools={tools} openTool={openTool} onOpenTool={showTool} />;
  return (
    <ManifestGeneration value={generation}>
      <div className="flex h-full flex-col md:flex-row">
        <a
          href="#main"
          className="bg-background sr-only z-50 rounded-md p-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
          onClick={(event) => {
            // The hash carries the appearance; a jump must not replace it.
            event.preventDefault();
            main.current?.focus();
          }}
        >
          {t('frame.skip')}
        </a>
        <div className="bg-sidebar text-sidebar-foreground border-sidebar-border hidden w-44 shrink-0 overflow-y-auto border-r md:block">
          {pane}
        </div>
        <header className="bg-sidebar text-sidebar-foreground border-sidebar-border flex items-center gap-2 border-b p-2 md:hidden">
          <Sheet open={isMenuOpen} onOpenChange={setMenuOpen}>
            <SheetTrigger asChild>
              <Button type="button" variant="ghost" data-opens="menu">
                <Menu aria-hidden="true" />
                {t('frame.menu')}
              </Button>
            </SheetTrigger>
            <SheetContent side="left" className="w-72 overflow-y-auto" aria-describedby={undefined}>
              <SheetHeader>
                <SheetTitle>{t('frame.addonScreens')}</SheetTitle>
              </SheetHeader>
              {pane}
            </SheetContent>
          </Sheet>
        </header>
        <main
          ref={main}
          tabIndex={-1}
          className="@container/content flex min-h-0 min-w-0 flex-1 flex-col outline-none"
          aria-busy={navigation.isPlaceholderData}
        >
          <ImportsBar />
          {openTool !== undefined ? (
            <ErrorBoundary key={openTool} retryWith={generation}>
              <ToolPage tool={openTool} generation={generation} />
            </ErrorBoundary>
          ) : open === undefined ? (
            <Notice title={t('frame.noNavigation')} />
          ) : (
            // Not anew with every install: what somebody does there stays while the author edits.
            <ErrorBoundary key={open.id} retryWith={generation}>
              <ModelPage screen={open} />
            </ErrorBoundary>
          )}
        </main>
        <CreateRecordBridge />
      </div>
    </ManifestGeneration>
  );
}
