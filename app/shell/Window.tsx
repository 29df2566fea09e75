import { Group, Panel, Separator } from 'react-resizable-panels';
import { OpenFile } from '../files/OpenFile';
import { useStrings } from '../i18n/language';
import { type Area, keepShares, type Layout, useLayout } from '../layout/layout';
import { Preview } from '../preview/Preview';
import { Rail } from '../sidebar/Rail';
import { SidePanel } from '../sidebar/SidePanel';
import { Drawer } from './Drawer';
import { useWindowStrings } from './strings';

const BAR = 'bg-border data-[separator=hover]:bg-primary data-[separator=active]:bg-primary off-narrow';
const UPRIGHT = `${BAR} w-px`;
const LEVEL = `${BAR} h-px`;

/** On a narrow window one area is shown and takes all; on a wide one an area that is maximised does. */
function visibility(area: Area, maximised: Area | null, narrow: Layout['narrow']): string {
  const wide = maximised === null || maximised === area ? '' : 'off-wide';
  return `${narrow === area ? '' : 'off-narrow'} ${wide}`;
}

/** The areas of the window: what is beside the rail, the editor, the preview and the drawer below them. All can be resized. */
export function Window() {
  const strings = useStrings();
  const own = useWindowStrings();
  const { side, isDrawerOpen, maximised, narrow, shares } = useLayout();
  const shown = (area: Area): string => visibility(area, maximised, narrow);
  const isDrawerMounted = isDrawerOpen || narrow === 'drawer';
  // Of two areas that share a row, the row itself goes where neither is shown.
  const upper = `${narrow === 'drawer' ? 'off-narrow' : ''} ${maximised === 'drawer' ? 'off-wide' : ''}`;
  // Prose wants more room than lists of names, and has a width of its own.
  const isReading = side === 'docs';
  const columns = side === null ? 'columns' : isReading ? 'columns-with-docs' : 'columns-with-side';
  return (
    <main className="flex min-h-0 flex-1">
      <Rail />
      <Group
        orientation="vertical"
        className="min-w-0 flex-1"
        defaultLayout={shares.rows}
        onLayoutChanged={(layout, { isUserInteraction }) => isUserInteraction && keepShares('rows', layout)}
      >
        <Panel id="upper" minSize="20%" className={upper}>
          <Group
            orientation="horizontal"
            className="h-full"
            defaultLayout={shares[columns]}
            onLayoutChanged={(layout, { isUserInteraction }) => isUserInteraction && keepShares(columns, layout)}
          >
            {side !== null && (
              <>
                <Panel
                  key={isReading ? 'docs' : 'names'}
                  id={isReading ? 'docs' : 'side'}
                  defaultSize={isReading ? '340px' : '240px'}
                  minSize={isReading ? '260px' : '160px'}
                  maxSize={isReading ? '720px' : '480px'}
                  groupResizeBehavior="preserve-pixel-size"
                  className={`${isReading && narrow === 'docs' ? '' : 'off-narrow'} ${maximised === null ? '' : 'off-wide'}`}
                >
                  <SidePanel name={side} />
                </Panel>
                <Separator aria-label={own.resizeSide} className={`${UPRIGHT} ${maximised === null ? '' : 'off-wide'}`} />
              </>
            )}
            <Panel id="editor" defaultSize="40%" minSize="15%" className={shown('editor')}>
              <section aria-label={strings.editor} data-area="editor" className="h-full min-h-0">
                <OpenFile />
              </section>
            </Panel>
            <Separator aria-label={own.resizePreview} className={`${UPRIGHT} ${maximised === null ? '' : 'off-wide'}`} />
            <Panel id="preview-pane" minSize="15%" className={shown('preview')}>
              <div data-area="preview" className="h-full min-h-0">
                <Preview />
              </div>
            </Panel>
          </Group>
        </Panel>
        {isDrawerMounted && (
          <>
            <Separator aria-label={own.resizeDrawer} className={`${LEVEL} ${maximised === null ? '' : 'off-wide'}`} />
            <Panel
              id="drawer-pane"
              defaultSize="32%"
              minSize="80px"
              className={`${narrow === 'drawer' ? '' : 'off-narrow'} ${isDrawerOpen && (maximised === null || maximised === 'drawer') ? '' : 'off-wide'}`}
            >
              <Drawer />
            </Panel>
          </>
        )}
      </Group>
    </main>
  );
}
