// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, vi } from 'vitest';
import type { Runtime } from './testing/load-runtime';
import { showsFault } from './testing/shows-fault';
import { cellsOnceShown, columnOf, hostOf, metadataOf, ok, show, ticketsHost, type Asked } from './testing/stage';

const ROWS = [
  { id: 'a', title: 'First' },
  { id: 'b', title: 'Second' },
];
const TITLE = columnOf('title');

/** A list of two rows that may be imported and exported. */
async function list(runtime: Runtime): Promise<Asked[]> {
  const metadata = metadataOf([TITLE], { canImport: true, canExport: true });
  const { api, asked } = ticketsHost(() => metadata, ROWS);
  show(runtime, api, <runtime.DynamicTable model="tickets" endpoint="/data/tickets" enableUrlSync={false} />);
  await cellsOnceShown('First');
  return asked;
}

const isFixed = (element: Element | null): boolean => /(?:^| )(?:fixed|w-\[\d+px\])(?: |$)/.test(element?.className ?? '');

function chooseAll(): void {
  for (const box of document.querySelectorAll('tbody [role=checkbox]')) fireEvent.click(box);
}

/** The bar of what can be done with chosen rows. */
const bulkBar = (): Element | null => screen.getByText('Delete', { selector: 'button' }).closest('[role=toolbar]');

describe('around the rows of a list', () => {
  showsFault(
    'search-box',
    async (runtime) => {
      await list(runtime);
      const box = document.querySelector('input[placeholder]');
      return { name: box?.getAttribute('aria-label') ?? null, narrow: box?.className.includes('sm:w-[150px]') };
    },
    { without: { name: null, narrow: true }, patched: { name: 'Search tickets', narrow: false } },
  );
  showsFault(
    'page-size',
    async (runtime) => {
      await list(runtime);
      const choice = screen.getByRole('combobox');
      return { name: choice.getAttribute('aria-label'), narrow: isFixed(choice) };
    },
    { without: { name: null, narrow: true }, patched: { name: 'Rows per page', narrow: false } },
  );
  showsFault(
    'row-total',
    async (runtime) => {
      await list(runtime);
      return screen.queryByText('Total: 2') !== null;
    },
    { without: false, patched: true },
  );
  showsFault(
    'last-page',
    async (runtime) => {
      let total = 25;
      const { api, asked } = ticketsHost(
        () => metadataOf([TITLE]),
        [],
        ({ method, url, params }) => {
          if (method !== 'get' || url !== '/data/tickets') return undefined;
          const first = (Number(params.page) - 1) * 10;
          const count = Math.min(Math.max(total - first, 0), 10);
          return ok(
            Array.from({ length: count }, (_, at) => ({ id: String(first + at), title: `Row ${first + at}` })),
            { total },
          );
        },
      );
      const table = (trigger: number): ReactElement => (
        <runtime.DynamicTable model="tickets" endpoint="/data/tickets" enableUrlSync={false} refreshTrigger={trigger} />
      );
      const shown = show(runtime, api, table(1));
      await cellsOnceShown('Row 0');
      fireEvent.click(screen.getByRole('button', { name: 'Last page' }));
      await cellsOnceShown('Row 20');
      total = 15;
      const before = asked.length;
      shown.again('first', table(2));
      await waitFor(() => {
        if (asked.length === before || document.body.textContent.includes('Row 20')) throw new Error('not drawn yet');
      });
      return [...document.querySelectorAll('tbody tr')].some(({ textContent }) => textContent.includes('Row 10'));
    },
    { without: false, patched: true },
  );
  showsFault(
    'bulk-actions-place',
    async (runtime) => {
      await list(runtime);
      chooseAll();
      const bar = bulkBar();
      const paging = screen.getByText('Rows per page');
      const isBefore = bar !== null && (bar.compareDocumentPosition(paging) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      return { isBefore, floats: isFixed(bar) };
    },
    { without: { isBefore: false, floats: true }, patched: { isBefore: true, floats: false } },
  );
  showsFault(
    'chosen-rows-plural',
    async (runtime) => {
      await list(runtime);
      chooseAll();
      return bulkBar()?.textContent ?? '';
    },
    { without: 'Clear selection2 records selecteds Delete', patched: 'Clear selection2 records selected Delete' },
  );
  showsFault(
    'column-button-names',
    async (runtime) => {
      await list(runtime);
      return [...document.querySelectorAll('thead button')].map((button) => button.getAttribute('aria-label'));
    },
    { without: ['Select all', null, null], patched: ['Select all', 'Sort by Title', 'Filter by Title'] },
  );
});

describe('what goes in and out of a list', () => {
  showsFault(
    'import-as-a-job',
    async (runtime) => {
      const asked = await list(runtime);
      fireEvent.click(screen.getByRole('button', { name: /Import/ }));
      const file = new File(['title\nThird\n'], 'tickets.csv', { type: 'text/csv' });
      fireEvent.change(document.querySelector('input[type=file]') ?? document.body, { target: { files: [file] } });
      fireEvent.click(await screen.findByRole('button', { name: 'Validate' }));
      return waitFor(() => {
        const check = asked.find(({ method, url }) => method === 'post' && url.endsWith('/import/validate'));
        if (check === undefined) throw new Error('not sent yet');
        return check.job !== undefined;
      });
    },
    { without: false, patched: true },
  );
  showsFault(
    'export-workbook',
    (runtime) => {
      show(
        runtime,
        hostOf(() => undefined).api,
        <runtime.ExportDialog open onOpenChange={() => undefined} model="tickets" metadata={metadataOf([TITLE])} />,
      );
      return screen.getAllByRole('radio').map((choice) => choice.getAttribute('value'));
    },
    { without: ['csv', 'json'], patched: ['csv', 'json', 'xlsx'] },
  );
  showsFault(
    'export-saved-by-the-page',
    async (runtime) => {
      const { api } = hostOf(({ url }) => (url.endsWith('/export') ? { data: new Blob(['title\n']) } : ok([])));
      const made: string[] = [];
      const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
        made.push(`downloads ${this.download}`);
      });
      const message = vi.spyOn(window, 'postMessage').mockImplementation((told: unknown) => {
        made.push(`hands over ${(told as { name: string }).name}`);
      });
      let isClosed = false;
      const dialog = (
        <runtime.ExportDialog
          open
          onOpenChange={() => {
            isClosed = true;
          }}
          model="tickets"
          metadata={metadataOf([TITLE])}
        />
      );
      show(runtime, api, dialog);
      fireEvent.click(screen.getByRole('button', { name: 'Export' }));
      await waitFor(() => {
        if (!isClosed) throw new Error('not closed yet');
      });
      click.mockRestore();
      message.mockRestore();
      return made;
    },
    { without: ['downloads tickets-export.csv'], patched: ['hands over tickets-export.csv'] },
  );
});
