import { describe, expect, it } from 'vitest';
import { addressOfScreen, modelsNavigation, readNavigation, screenOfUrl, screensOf, screenToShow, screenWanted } from './navigation';
import fc from '../../kernel/testing/property';

const MENU = [
  {
    title: 'Helpdesk',
    icon: 'LifeBuoy',
    items: [
      { title: 'Tickets', icon: 'Ticket', model: 'tickets' },
      { title: 'Board', model: 'tickets', view_type: 'kanban', group_by: 'status' },
      {
        title: 'tickets.nav.open_items',
        model: 'tickets',
        filter: { status: 'open', bad: 3 },
        actions: ['close', 7],
        columns: ['title'],
        items: [{ title: 'Notes', model: 'notes' }],
      },
      { title: 'Report', url: '/reports/sla' },
      { title: 'Deep link', url: '/m/tickets?view=kanban&group_by=owner&f_status=eq:open' },
      { icon: 'Ghost' },
      null,
    ],
  },
  { title: 'Empty', items: [] },
  'noise',
];

describe('readNavigation', () => {
  it('reads groups, entries, views, filters and addresses, and leaves out what does not fit', () => {
    expect(readNavigation(MENU)).toEqual([
      {
        key: '0',
        title: 'Helpdesk',
        icon: 'LifeBuoy',
        entries: [
          {
            key: '0.0',
            title: 'Tickets',
            icon: 'Ticket',
            children: [],
            screen: { id: '["tickets","table",[]]', title: 'Tickets', model: 'tickets', view: 'table', filters: {} },
          },
          {
            key: '0.1',
            title: 'Board',
            children: [],
            screen: { id: '["tickets","kanban",[]]', title: 'Board', model: 'tickets', view: 'kanban', filters: {}, groupBy: 'status' },
          },
          {
            key: '0.2',
            title: 'Open Items',
            children: [
              {
                key: '0.2.0',
                title: 'Notes',
                children: [],
                screen: { id: '["notes","table",[]]', title: 'Notes', model: 'notes', view: 'table', filters: {} },
              },
            ],
            screen: {
              id: '["tickets","table",[["status","open"]]]',
              title: 'Open Items',
              model: 'tickets',
              view: 'table',
              filters: { status: 'open' },
              actions: ['close'],
              columns: ['title'],
            },
          },
          { key: '0.3', title: 'Report', children: [], url: '/reports/sla' },
          {
            key: '0.4',
            title: 'Deep link',
            children: [],
            screen: {
              id: '["tickets","kanban",[["status","eq:open"]]]',
              title: 'Deep link',
              model: 'tickets',
              view: 'kanban',
              filters: { status: 'eq:open' },
              groupBy: 'owner',
            },
          },
        ],
      },
    ]);
  });

  it('takes anything without throwing', () => {
    fc.assert(fc.property(fc.anything(), (body) => Array.isArray(readNavigation(body)) && Array.isArray(modelsNavigation(body, 'Models'))));
  });

  it('ends in a tree that is too deep or too wide', () => {
    let items: unknown[] = [];
    for (let depth = 0; depth < 50; depth += 1) items = [{ title: `level ${depth}`, model: `m${depth}`, items }];
    expect(screensOf(readNavigation([{ title: 'deep', items }]))).toHaveLength(6);
    const wide = [{ title: 'wide', items: Array.from({ length: 5_000 }, (_, index) => ({ title: 'x', model: `m${index}` })) }];
    expect(screensOf(readNavigation(wide))).toHaveLength(1_000);
  });
});

describe('modelsNavigation', () => {
  it('lists every model of the metadata', () => {
    const body = { success: true, data: { tables: { tickets: { title: 'Tickets' }, notes: {} }, modals: {}, version: '1' } };
    expect(screensOf(modelsNavigation(body, 'Models')).map(({ title, model, view }) => [title, model, view])).toEqual([
      ['Tickets', 'tickets', 'table'],
      ['notes', 'notes', 'table'],
    ]);
  });

  it('is empty without models', () => {
    expect(modelsNavigation({ success: true, data: { tables: {} } }, 'Models')).toEqual([]);
  });
});

describe('screenOfUrl', () => {
  it.each(['/reports', 'https://example.org/m/tickets', '//m/tickets', '/m/', '/m/tickets/1'])('%s is no screen', (url) => {
    expect(screenOfUrl(url, 'x')).toBeUndefined();
  });

  it('reads a list', () => {
    expect(screenOfUrl('/m/tickets', 'Tickets')).toEqual({
      id: '["tickets","table",[]]',
      title: 'Tickets',
      model: 'tickets',
      view: 'table',
      filters: {},
    });
  });
});

describe('screenToShow', () => {
  const groups = readNavigation(MENU);
  const [tickets, board, open] = screensOf(groups);

  it('starts with the first screen', () => {
    expect(screenToShow(groups, undefined)).toBe(tickets);
    expect(screenToShow([], undefined)).toBeUndefined();
  });

  it('keeps the open screen when the menu changes around it', () => {
    expect(screenToShow(readNavigation(MENU), board)?.id).toBe(board?.id);
    expect(screenToShow(groups, open)).toBe(open);
  });

  it('falls back to the same model, then to the first', () => {
    expect(screenToShow(groups, { id: 'gone', model: 'notes' })?.model).toBe('notes');
    expect(screenToShow(groups, { id: 'gone', model: 'gone' })).toBe(tickets);
  });
});

describe('the address of a screen', () => {
  const hashOf = (address: string): string => `#${new URLSearchParams({ theme: 'dark', view: address }).toString()}`;

  it('leads back to it, for every screen of a menu', () => {
    const screens = screensOf(readNavigation(MENU));
    expect(screens.map(addressOfScreen)).toEqual([
      'tickets',
      'tickets?view=kanban&group_by=status',
      'tickets?f_status=open',
      'notes',
      'tickets?view=kanban&group_by=owner&f_status=eq%3Aopen',
    ]);
    for (const screen of screens) expect(screenWanted(hashOf(addressOfScreen(screen)))?.id).toBe(screen.id);
  });

  it('is the model alone where its filters are too long', () => {
    const [screen] = screensOf(readNavigation([{ items: [{ title: 'x', model: 'notes', filter: { a: 'x'.repeat(200) } }] }]));
    expect(screen && addressOfScreen(screen)).toBe('notes');
  });

  it('may be missing or nonsense', () => {
    for (const hash of ['', '#theme=dark', hashOf('../x'), hashOf('<script>'), hashOf('x'.repeat(129)), hashOf('//evil.test')])
      expect(screenWanted(hash)).toBe(undefined);
  });
});
