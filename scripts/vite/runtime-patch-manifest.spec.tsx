// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ActionFieldDef, ActionStep, TableMetadata } from '@asteby/metacore-runtime-react';
import type { ReactElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { loadRuntime, type Runtime } from './testing/load-runtime';
import { showsFault } from './testing/shows-fault';
import { cellsOnceShown, columnOf, hostOf, metadataOf, ok, show, ticketsHost, type Shown } from './testing/stage';

const ROWS = [{ id: 'a', title: 'Printer', stage: 'open' }];
const TITLE = columnOf('title');
const STAGES = [
  { key: 'open', label: 'Open', order: 0 },
  { key: 'done', label: 'Done', order: 1 },
];
const REASON: ActionFieldDef = { key: 'reason', label: 'Reason', type: 'text' };
const EXTRA: ActionFieldDef = { key: 'extra', label: 'Extra', type: 'text' };

/** The manifest changed: the frame drops what it knew and gives its screens a new generation. */
async function changed(runtime: Runtime, screenShown: Shown): Promise<void> {
  runtime.useMetadataCache.getState().clearAll();
  screenShown.again('second');
  await drawn();
}

/** Requests are answered at once: after a turn of the event loop whatever they change is drawn. */
const drawn = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 0)));

const inputs = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input')];
const type = (value: string): boolean => fireEvent.change(inputs()[0] ?? document.body, { target: { value } });
/** Labels and values of an open dialog. */
const form = (): string[] => [
  ...[...document.querySelectorAll('[role=dialog] label')].map(({ textContent }) => textContent),
  ...inputs().map(({ value }) => value),
];

function oneAction(more: { fields?: ActionFieldDef[]; steps?: ActionStep[] }): Partial<TableMetadata> {
  return {
    hasActions: true,
    actions: [{ key: 'close', name: 'close', label: 'Close it', icon: 'Check', placement: 'table', ...more }],
  } as Partial<TableMetadata>;
}

/** The toolbar with the dialog of its one action open, and how the action changes. */
function openAction(runtime: Runtime, more: Parameters<typeof oneAction>[0]): (then: typeof more) => void {
  const toolbar = (now: typeof more): ReactElement => (
    <runtime.ModelActionToolbar model="tickets" endpoint="/data/tickets" actions={metadataOf([TITLE], oneAction(now)).actions} />
  );
  const shown = show(runtime, hostOf(() => undefined).api, toolbar(more));
  fireEvent.click(screen.getByRole('button', { name: /Close it/ }));
  return (then) => shown.again('second', toolbar(then));
}

describe('an action of the toolbar', () => {
  showsFault(
    'toolbar-action-steps',
    (runtime) => {
      openAction(runtime, { steps: [{ title: 'First', fields: [REASON] }] });
      return form();
    },
    { without: [], patched: ['Reason', ''] },
  );
});

describe('a change of rows', () => {
  showsFault(
    'open-menu-stays',
    async (runtime) => {
      let rows = ROWS;
      const { api } = ticketsHost(
        () => metadataOf([TITLE]),
        [],
        ({ method, url }) => (method === 'get' && url === '/data/tickets' ? ok(rows, { total: rows.length }) : undefined),
      );
      const table = (trigger: number): ReactElement => (
        <runtime.DynamicTable model="tickets" endpoint="/data/tickets" enableUrlSync={false} refreshTrigger={trigger} />
      );
      const shown = show(runtime, api, table(1));
      await cellsOnceShown('Printer');
      fireEvent.click(screen.getByRole('button', { name: 'Filter by Title' }));
      const isOpen = (): boolean => document.querySelector('[data-slot=popover-content]') !== null;
      const before = isOpen();
      rows = [{ id: 'b', title: 'Chair', stage: 'open' }];
      shown.again('first', table(2));
      await cellsOnceShown('Chair');
      return { before, after: isOpen() };
    },
    { without: { before: true, after: false }, patched: { before: true, after: true } },
  );
});

/** What the console is told while a screen is looked at. */
async function complaints(look: () => Promise<unknown>): Promise<unknown[]> {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    await look();
    return told.mock.calls.map(([text]: unknown[]) => text);
  } finally {
    told.mockRestore();
  }
}

/** How the frame's client answers a request that failed. */
const failed = (status: number, code?: string): never => {
  throw Object.assign(new Error('refused'), { response: { status, data: { code }, headers: {} } });
};

describe('what is being replaced', () => {
  const list = (status: number, code?: string) => (runtime: Runtime) => {
    let isAnswered = true;
    const { api, asked } = ticketsHost(
      () => metadataOf([TITLE]),
      ROWS,
      ({ url }) => (url === '/data/tickets' && !isAnswered ? failed(status, code) : undefined),
    );
    const table = (trigger: number): ReactElement => (
      <runtime.DynamicTable model="tickets" endpoint="/data/tickets" enableUrlSync={false} refreshTrigger={trigger} />
    );
    return complaints(async () => {
      const shown = show(runtime, api, table(1));
      await cellsOnceShown('Printer');
      isAnswered = false;
      const before = asked.length;
      shown.again('first', table(2));
      await waitFor(() => expect(asked.length).toBeGreaterThan(before));
      await drawn();
    });
  };
  it('is told apart from a list that fails', async () => {
    expect(await list(500)(await loadRuntime())).toEqual(['The rows could not be loaded']);
  });

  const board = (runtime: Runtime) =>
    complaints(async () => {
      const metadata = metadataOf([TITLE], { view_type: 'kanban', group_by: 'stage', stages: STAGES });
      const { api, asked } = ticketsHost(
        () => metadata,
        ROWS,
        ({ url }) => (url === '/data/tickets' ? failed(404) : undefined),
      );
      show(runtime, api, <runtime.DynamicKanban model="tickets" endpoint="/data/tickets" />);
      await waitFor(() => expect(asked.map(({ url }) => url)).toContain('/data/tickets'));
      await drawn();
    });

  showsFault(
    'replaced-is-no-fault',
    async (runtime) => ({
      list: await list(404)(runtime),
      ended: await list(500, 'database_closed')(runtime),
      board: await board(runtime),
    }),
    {
      without: {
        list: ['The rows could not be loaded'],
        ended: ['The rows could not be loaded'],
        board: ['The cards could not be loaded'],
      },
      patched: { list: [], ended: [], board: [] },
    },
  );
});

describe('a change of the manifest', () => {
  showsFault(
    'table-follows-manifest',
    async (runtime) => {
      let metadata = metadataOf([TITLE, columnOf('stage')]);
      const { api, asked } = ticketsHost(() => metadata, ROWS);
      const shown = show(runtime, api, <runtime.DynamicTable model="tickets" endpoint="/data/tickets" enableUrlSync={false} />);
      await cellsOnceShown('Printer');
      metadata = metadataOf([columnOf('title', { label: 'Headline' })]);
      await changed(runtime, shown);
      await waitFor(() => cellsOnceShown('Printer'));
      return {
        heads: [...document.querySelectorAll('thead th')].map(({ textContent }) => textContent),
        asked: asked.filter(({ url }) => url === '/metadata/table/tickets').length,
      };
    },
    {
      without: { heads: ['', 'Title', 'Stage', 'Actions'], asked: 1 },
      patched: { heads: ['', 'Headline', 'Actions'], asked: 2 },
    },
  );
  showsFault(
    'board-follows-manifest',
    async (runtime) => {
      let stages = STAGES;
      const board = (): TableMetadata => metadataOf([TITLE, columnOf('stage')], { view_type: 'kanban', group_by: 'stage', stages });
      const { api } = ticketsHost(board, ROWS);
      const shown = show(runtime, api, <runtime.DynamicKanban model="tickets" endpoint="/data/tickets" />);
      await screen.findAllByText('Printer');
      stages = STAGES.map((stage) => (stage.key === 'done' ? { ...stage, label: 'Solved' } : stage));
      await changed(runtime, shown);
      return { done: screen.queryAllByText('Done').length > 0, solved: screen.queryAllByText('Solved').length > 0 };
    },
    { without: { done: true, solved: false }, patched: { done: false, solved: true } },
  );
  showsFault(
    'record-follows-manifest',
    async (runtime) => {
      let fields = [{ key: 'title', label: 'Title', type: 'text' }];
      const { api } = hostOf(({ url }) => (url === '/metadata/modal/tickets' ? ok({ title: 'Ticket', fields }) : ok(ROWS[0])));
      const dialog = (
        <runtime.DynamicRecordDialog
          open
          onOpenChange={() => undefined}
          mode="edit"
          model="tickets"
          recordId="a"
          endpoint="/data/tickets"
        />
      );
      const shown = show(runtime, api, dialog);
      await screen.findByLabelText('Title');
      type('Typed');
      fields = [{ key: 'title', label: 'Headline', type: 'text' }, EXTRA];
      await changed(runtime, shown);
      return form();
    },
    { without: ['Title', 'Typed'], patched: ['Headline', 'Extra', 'Typed', ''] },
  );
  showsFault(
    'action-follows-manifest',
    async (runtime) => {
      const changes = openAction(runtime, { fields: [REASON] });
      type('Typed');
      changes({ fields: [{ ...REASON, label: 'Cause' }, EXTRA] });
      const toolbar = form();
      cleanup();
      for (const draft of runtime.allDrafts()) runtime.forgetDraft(draft);
      let actions = oneAction({ fields: [REASON] });
      const { api } = ticketsHost(() => metadataOf([TITLE], actions), ROWS);
      function Row(): ReactElement {
        const metadata = metadataOf([TITLE], actions);
        const { dialogs, handleInternalAction } = runtime.useDynamicRowActions({
          model: 'tickets',
          endpoint: '/data/tickets',
          metadata,
          onRefresh: () => undefined,
        });
        return (
          <>
            <button type="button" onClick={() => void handleInternalAction('close', ROWS[0])}>
              Open the action
            </button>
            {dialogs}
          </>
        );
      }
      const shown = show(runtime, api, <Row />);
      fireEvent.click(screen.getByText('Open the action'));
      type('Typed');
      actions = oneAction({ fields: [{ ...REASON, label: 'Cause' }, EXTRA] });
      shown.again('second', <Row />);
      await drawn();
      return { toolbar, row: form() };
    },
    {
      without: { toolbar: ['Reason', 'Typed'], row: ['Reason', 'Typed'] },
      patched: { toolbar: ['Cause', 'Extra', 'Typed', ''], row: ['Cause', 'Extra', 'Typed', ''] },
    },
  );
  showsFault(
    'wizard-keeps-step',
    (runtime) => {
      const first = { title: 'First', fields: [EXTRA] };
      const changes = openAction(runtime, { steps: [first, { title: 'Second', fields: [REASON] }] });
      fireEvent.click(screen.getByRole('button', { name: 'Next' }));
      changes({ steps: [first, { title: 'Second', fields: [{ ...REASON, label: 'Cause' }] }] });
      return form()[0] === 'Extra' ? 'the first step' : 'the second step';
    },
    { without: 'the first step', patched: 'the second step' },
  );
});
