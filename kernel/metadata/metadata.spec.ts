import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { check } from '../contract/check';
import { flatManifest } from './flat-manifest';
import { LAB_LOCALES, labManifest } from '../testing/lab';
import { manifestWith, openTestKernel, type TestKernel, ticketsManifest } from '../testing/kernel';

let t: TestKernel;
beforeAll(async () => {
  t = await openTestKernel();
  await t.install(ticketsManifest());
  await t.install(labManifest(), { locales: LAB_LOCALES });
});
afterAll(() => t.database.close());

const get = (path: string, language = 'en') => t.call('GET', path, undefined, undefined, { 'accept-language': language });
const dataOf = async (path: string, language?: string) => ((await get(path, language)).body as { data: Record<string, unknown> }).data;

const TICKETS_TABLE = {
  title: 'Tickets',
  endpoint: '/data/tickets',
  columns: [
    { key: 'id', label: 'Id', type: 'text', sortable: true, filterable: false, hidden: true, searchable: false },
    { key: 'organization_id', label: 'Organization', type: 'text', sortable: true, filterable: false, hidden: true, searchable: false },
    { key: 'title', label: 'Title', type: 'text', sortable: true, filterable: true, filterType: 'text', searchable: true },
    {
      key: 'description',
      label: 'Description',
      type: 'text',
      sortable: true,
      filterable: true,
      filterType: 'text',
      visibility: 'modal',
      searchable: true,
      widget: 'textarea',
    },
    {
      key: 'status',
      label: 'Status',
      type: 'text',
      sortable: true,
      filterable: true,
      filterType: 'select',
      cellStyle: 'status',
      options: [
        { value: 'open', label: 'Open', color: '#2563eb', icon: 'CircleDot' },
        { value: 'in_progress', label: 'In progress', color: '#d97706', icon: 'Clock' },
        { value: 'resolved', label: 'Resolved', color: '#16a34a', icon: 'CircleCheck' },
        { value: 'closed', label: 'Closed', color: '#64748b', icon: 'Archive' },
      ],
      searchable: true,
    },
    {
      key: 'priority',
      label: 'Priority',
      type: 'text',
      sortable: true,
      filterable: true,
      filterType: 'select',
      cellStyle: 'badge',
      options: [
        { value: 'low', label: 'Low', color: '#64748b', icon: 'ArrowDown' },
        { value: 'normal', label: 'Normal', color: '#2563eb', icon: 'Minus' },
        { value: 'high', label: 'High', color: '#dc2626', icon: 'ArrowUp' },
      ],
      searchable: true,
    },
    {
      key: 'urgent',
      label: 'Urgent',
      type: 'boolean',
      sortable: true,
      filterable: true,
      filterType: 'boolean',
      cellStyle: 'boolean',
      options: [
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ],
      searchable: false,
    },
    {
      key: 'due_date',
      label: 'Due date',
      type: 'datetime',
      sortable: true,
      filterable: true,
      filterType: 'date_range',
      cellStyle: 'date',
      searchable: false,
    },
    {
      key: 'amount',
      label: 'Estimated cost',
      type: 'number',
      sortable: true,
      filterable: true,
      filterType: 'number_range',
      cellStyle: 'currency',
      searchable: false,
      validation: { min: 0 },
    },
    {
      key: 'requester_email',
      label: 'Requester',
      type: 'text',
      sortable: true,
      filterable: true,
      filterType: 'text',
      cellStyle: 'email',
      searchable: true,
      validation: { regex: '^[^@\\s]+@[^@\\s]+$' },
      widget: 'email',
    },
    {
      key: 'assignee_id',
      label: 'Assignee',
      type: 'relation',
      sortable: true,
      filterable: true,
      filterType: 'dynamic_select',
      ref: 'core.User',
      searchEndpoint: '/options/core.User?field=id',
      searchable: false,
    },
  ],
  searchColumns: ['title', 'description', 'status', 'priority', 'requester_email'],
  searchPlaceholder: 'Search Tickets…',
  actions: [
    { key: 'view', name: 'view', label: 'View', icon: 'Eye', type: 'view', placement: 'row' },
    { key: 'edit', name: 'edit', label: 'Edit', icon: 'Pencil', type: 'edit', placement: 'row' },
    { key: 'delete', name: 'delete', label: 'Delete', icon: 'Trash2', type: 'delete', placement: 'row' },
    {
      key: 'escalate',
      name: 'escalate',
      label: 'Escalate',
      icon: 'Siren',
      type: 'custom',
      placement: 'row',
      fields: [
        { key: 'reason', label: 'Why it cannot wait', type: 'textarea', required: true, placeholder: 'One or two sentences' },
        {
          key: 'level',
          label: 'Level',
          type: 'select',
          required: true,
          default: 'second',
          options: [
            { value: 'second', label: 'Second line' },
            { value: 'third', label: 'Third line' },
          ],
          defaultValue: 'second',
        },
        { key: 'notify_requester', label: 'Tell the requester', type: 'boolean', default: false, defaultValue: false },
      ],
      requiresState: ['open', 'in_progress'],
      trigger: { type: 'webhook' },
    },
    {
      key: 'ask_feedback',
      name: 'ask_feedback',
      label: 'Ask for feedback',
      icon: 'MessageCircle',
      type: 'custom',
      placement: 'row',
      confirm: true,
      confirmMessage: 'Ask the requester how it went? Your service is called to write to them; the ticket stays as it is.',
      requiresState: ['resolved'],
      trigger: { type: 'webhook' },
    },
  ],
  hasActions: true,
  enableCRUDActions: true,
  canCreate: true,
  canExport: true,
  canImport: true,
  import: {
    columns: [
      { key: 'title', header: 'Title', required: true, type: 'text' },
      { key: 'description', header: 'Description', required: false, type: 'text' },
      { key: 'status', header: 'Status', required: false, type: 'text' },
      { key: 'priority', header: 'Priority', required: false, type: 'text' },
      { key: 'urgent', header: 'Urgent', required: false, type: 'boolean' },
      { key: 'due_date', header: 'Due date', required: false, type: 'datetime' },
      { key: 'amount', header: 'Estimated cost', required: false, type: 'number' },
      { key: 'requester_email', header: 'Requester', required: true, type: 'text' },
      { key: 'assignee_id', header: 'Assignee', required: false, type: 'text' },
    ],
    maxRows: 100_000,
  },
  perPageOptions: [10, 15, 25, 50, 100],
  defaultPerPage: 15,
  relations: [{ name: 'comments', kind: 'one_to_many', through: 'Comment', foreign_key: 'ticket_id', label: 'Comments' }],
  audit: {
    created_at: 'created_at',
    created_by: 'created_by_id',
    updated_at: 'updated_at',
    updated_by: 'updated_by_id',
    deleted_at: 'deleted_at',
    deleted_by: 'deleted_by_id',
  },
};

const TICKETS_MODAL = {
  title: 'Tickets',
  createTitle: 'New: Tickets',
  editTitle: 'Edit: Tickets',
  fields: [
    { key: 'title', label: 'Title', type: 'text', required: true },
    { key: 'description', label: 'Description', type: 'textarea', nullable: true, widget: 'textarea' },
    {
      key: 'status',
      label: 'Status',
      type: 'select',
      nullable: true,
      options: [
        { value: 'open', label: 'Open', color: '#2563eb', icon: 'CircleDot' },
        { value: 'in_progress', label: 'In progress', color: '#d97706', icon: 'Clock' },
        { value: 'resolved', label: 'Resolved', color: '#16a34a', icon: 'CircleCheck' },
        { value: 'closed', label: 'Closed', color: '#64748b', icon: 'Archive' },
      ],
      defaultValue: 'open',
    },
    {
      key: 'priority',
      label: 'Priority',
      type: 'select',
      nullable: true,
      options: [
        { value: 'low', label: 'Low', color: '#64748b', icon: 'ArrowDown' },
        { value: 'normal', label: 'Normal', color: '#2563eb', icon: 'Minus' },
        { value: 'high', label: 'High', color: '#dc2626', icon: 'ArrowUp' },
      ],
      defaultValue: 'normal',
    },
    { key: 'urgent', label: 'Urgent', type: 'boolean', nullable: true, defaultValue: false },
    { key: 'due_date', label: 'Due date', type: 'date', nullable: true },
    { key: 'amount', label: 'Estimated cost', type: 'number', nullable: true, validation: { min: 0 } },
    {
      key: 'requester_email',
      label: 'Requester',
      type: 'email',
      required: true,
      validation: { regex: '^[^@\\s]+@[^@\\s]+$' },
      widget: 'email',
    },
    {
      key: 'assignee_id',
      label: 'Assignee',
      type: 'dynamic_select',
      nullable: true,
      searchEndpoint: '/options/core.User?field=id',
      ref: 'core.User',
    },
  ],
  messages: { created: 'Record created', updated: 'Record saved' },
};

describe('the tickets screens', () => {
  it('have this table', async () => {
    expect(await get('/metadata/table/tickets')).toEqual({ status: 200, body: { success: true, data: TICKETS_TABLE } });
    expect(await get('/api/metadata/table/tickets.Ticket')).toEqual({ status: 200, body: { success: true, data: TICKETS_TABLE } });
  });

  it('have this form', async () => {
    expect(await get('/metadata/modal/Ticket')).toEqual({ status: 200, body: { success: true, data: TICKETS_MODAL } });
  });

  it('have this navigation', async () => {
    expect(await get('/metacore/navigation')).toEqual({
      status: 200,
      body: [
        {
          title: 'Helpdesk',
          icon: 'LifeBuoy',
          addon: 'tickets',
          items: [
            { title: 'Tickets', icon: 'Ticket', model: 'tickets', permission: 'tickets.index' },
            { title: 'Comments', icon: 'MessageSquare', model: 'ticket_comments', permission: 'ticket_comments.index' },
          ],
        },
      ],
    });
  });
});

describe('a model with every kind of column', () => {
  it('has this form, in Spanish', async () => {
    expect(await dataOf('/metadata/modal/samples', 'es-MX')).toEqual({
      title: 'Samples',
      createTitle: 'Nuevo: Samples',
      editTitle: 'Editar: Samples',
      fields: [
        { key: 'name', label: 'Name', type: 'text', required: true },
        { key: 'note', label: 'Note', type: 'text', nullable: true },
        { key: 'count', label: 'Count', type: 'number', nullable: true },
        { key: 'big', label: 'Big', type: 'number', nullable: true },
        { key: 'price', label: 'Price', type: 'number', nullable: true },
        { key: 'ok', label: 'Ok', type: 'boolean', nullable: true },
        { key: 'ready', label: 'Ready', type: 'boolean', required: true },
        { key: 'day', label: 'Day', type: 'date', nullable: true },
        { key: 'at_time', label: 'At time', type: 'datetime', nullable: true },
        { key: 'doc', label: 'Doc', type: 'textarea', nullable: true },
        { key: 'embedding', label: 'Embedding', type: 'text', nullable: true },
        {
          key: 'kind',
          label: 'Kind',
          type: 'select',
          nullable: true,
          options: [
            { value: 'raw', label: 'Crudo', color: '#111111' },
            { value: 'done', label: 'Done', icon: 'Check' },
          ],
          defaultValue: 'raw',
        },
        { key: 'secret', label: 'Secret', type: 'text', nullable: true, readonly: true },
        { key: 'code', label: 'Code', type: 'text', nullable: true, validation: { regex: '^[A-Z]{2,3}$', min: 2, max: 3 } },
        {
          key: 'parent_id',
          label: 'Parent',
          type: 'dynamic_select',
          nullable: true,
          searchEndpoint: '/options/Sample?field=id',
          ref: 'Sample',
        },
        {
          key: 'owner_id',
          label: 'Owner',
          type: 'dynamic_select',
          nullable: true,
          searchEndpoint: '/options/core.User?field=id',
          ref: 'core.User',
        },
        {
          key: 'viewers',
          label: 'Viewers',
          type: 'dynamic_select',
          nullable: true,
          searchEndpoint: '/options/core.User?field=id',
          ref: 'core.User',
          multiple: true,
        },
      ],
      messages: { created: 'Registro creado', updated: 'Registro guardado' },
    });
  });

  it('shows in the table what the form does not: computed and hidden columns', async () => {
    const columns = (await dataOf('/metadata/table/samples')).columns as {
      key: string;
      hidden?: boolean;
      sortable: boolean;
      filterType?: string;
    }[];
    const column = (key: string) => columns.find((one) => one.key === key);
    expect(column('double')).toEqual({
      key: 'double',
      label: 'Double',
      type: 'number',
      sortable: true,
      filterable: true,
      filterType: 'number_range',
      searchable: false,
    });
    expect(columns.filter((one) => one.hidden).map((one) => one.key)).toEqual(['id', 'organization_id']);
    expect(columns.filter((one) => !one.sortable).map((one) => one.key)).toEqual(['doc', 'embedding', 'viewers']);
  });
});

describe('audit and rights', () => {
  it('follow the model: a ledger cannot be edited, a core model not even added to', async () => {
    const entries = await dataOf('/metadata/table/entries');
    expect([entries.canCreate, (entries.actions as { key: string }[]).map((action) => action.key), entries.audit]).toEqual([
      true,
      ['view'],
      { created_at: 'created_at', created_by: 'created_by_id' },
    ]);
    const users = await dataOf('/metadata/table/users');
    expect([users.canCreate, users.enableCRUDActions, (users.actions as { key: string }[]).map((action) => action.key)]).toEqual([
      false,
      false,
      ['view'],
    ]);
    expect((await dataOf('/metadata/table/bins')).audit).toEqual({ created_at: 'created_at', updated_at: 'updated_at' });
  });
});

describe('/metadata/all', () => {
  it('is every model of every addon by table, with a version that follows the manifests', async () => {
    const all = (await dataOf('/metadata/all')) as { version: string; tables: Record<string, unknown>; modals: Record<string, unknown> };
    expect(Object.keys(all.tables)).toEqual(['samples', 'parts', 'entries', 'bins', 'tickets', 'ticket_comments']);
    expect(Object.keys(all.modals)).toEqual(Object.keys(all.tables));
    expect(all.tables.tickets).toEqual(TICKETS_TABLE);
    expect(all.modals.tickets).toEqual(TICKETS_MODAL);
    expect(all.version).toBe(
      t.kernel
        .inspect()
        .addons.map((addon) => `${addon.key}@${addon.manifestHash}`)
        .join(','),
    );
    const changed = ticketsManifest();
    changed.metadata.version = '1.0.1';
    await t.install(changed);
    expect((await dataOf('/metadata/all')).version).not.toBe(all.version);
    expect(await get('/metacore/manifests')).toEqual({ status: 200, body: [flatManifest(labManifest()), flatManifest(changed)] });
  });
});

describe('an empty text', () => {
  const blank = { ref: '', widget: '', depends_on: '', label: '' };
  const blankColumn = { ...blank, display: '' };
  const manifest = manifestWith(
    'blank',
    [
      {
        key: 'Slip',
        table: 'slips',
        columns: [
          { name: 'organization_id', type: 'uuid', not_null: true },
          { name: 'name', type: 'text', ...blankColumn },
          { name: 'slip_id', type: 'uuid', ...blankColumn },
        ],
        foreign_keys: [{ columns: ['slip_id'], references: { model: 'Slip', columns: ['id'] }, policy: 'logical' }],
      },
    ],
    {
      contributions: {
        actions: [
          {
            key: 'hand_over',
            target_model: 'Slip',
            handler: { type: 'webhook', url: 'https://blank.example.com/hand-over' },
            fields: [{ key: 'to_user', type: 'user', ...blank, placeholder: '', search_endpoint: '' }],
          },
        ],
      },
    },
  );
  const columnsOf = (data: Record<string, unknown>, member: 'columns' | 'fields', ...keys: string[]) =>
    (data[member] as { key: string }[]).filter(({ key }) => keys.includes(key));

  beforeAll(() => t.install(manifest));

  it('is a member that is not there, as the check reads it', async () => {
    const { diagnostics } = check(
      JSON.stringify({ ...manifest, compatibility: { requires: [{ key: 'kernel', version: '>=3.0.0 <4.0.0' }] } }),
    );
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const table = await dataOf('/metadata/table/slips');
    const cell = { sortable: true, filterable: true };
    expect(columnsOf(table, 'columns', 'name', 'slip_id')).toEqual([
      { ...cell, key: 'name', label: 'Name', type: 'text', filterType: 'text', searchable: true },
      {
        ...cell,
        key: 'slip_id',
        label: 'Slip',
        type: 'relation',
        filterType: 'dynamic_select',
        ref: 'Slip',
        searchEndpoint: '/options/Slip?field=id',
        searchable: false,
      },
    ]);
    expect((table.actions as { key: string }[]).find(({ key }) => key === 'hand_over')).toMatchObject({
      fields: [{ key: 'to_user', label: 'To user', type: 'user' }],
    });
    expect(columnsOf(await dataOf('/metadata/modal/slips'), 'fields', 'name', 'slip_id')).toEqual([
      { key: 'name', label: 'Name', type: 'text', nullable: true },
      { key: 'slip_id', label: 'Slip', type: 'dynamic_select', nullable: true, searchEndpoint: '/options/Slip?field=id', ref: 'Slip' },
    ]);
  });

  it('leads to no choices, while what a key points to does', async () => {
    expect((await get('/options/slips?field=name')).status).toBe(404);
    expect(await get('/options/slips?field=slip_id')).toMatchObject({ status: 200, body: { success: true, data: [] } });
  });

  it('in a field for a person means any person', async () => {
    const slip = await t.call('POST', '/data/slips', { name: 'one' });
    const { id } = (slip.body as { data: { id: string } }).data;
    const to_user = '99999999-9999-4999-8999-999999999999';
    expect(await t.call('POST', `/data/slips/${id}/action/hand_over`, { to_user })).toMatchObject({
      status: 422,
      body: { errors: { to_user: [{ code: 'not_found' }] } },
    });
  });
});

describe('stages, relations and actions', () => {
  const manifest: ManifestV3 = manifestWith(
    'board',
    [
      {
        key: 'Card',
        table: 'cards',
        label: 'board.cards',
        columns: [
          { name: 'title', type: 'text', label: 'board.title' },
          { name: 'phase', type: 'text' },
          { name: 'unit_price', type: 'numeric' },
          { name: 'sold_at', type: 'timestamptz' },
        ],
        stage_field: 'phase',
        stages: [
          { key: 'won', label: 'board.won', order: 2, color: '#00ff00' },
          { key: 'lead', order: 1 },
        ],
        transitions: [{ from: 'lead', to: 'won' }],
      },
    ],
    {
      contributions: {
        actions: [
          {
            key: 'import',
            label: 'board.import',
            target_model: 'board.Card',
            placement: 'table',
            handler: { type: 'wasm', function: 'run' },
            steps: [{ title: 'board.title', fields: [{ key: 'file_name', type: 'text' }] }],
          },
        ],
        navigation: [
          {
            title: 'board.cards',
            target: 'sidebar.sales',
            condition: { addon_installed: 'board' },
            items: [
              {
                title: 'board.title',
                model: 'Card',
                items: [
                  { title: 'deeper', url: '/x' },
                  { title: 'with another addon', url: '/y', condition: { addon_installed: 'absent' } },
                ],
              },
            ],
          },
          { title: 'absent', condition: { addon_installed: 'absent' }, items: [{ title: 'never', url: '/z' }] },
        ],
      },
      i18n: { default_locale: 'es', bundles: [] },
    },
  );

  it('come translated, ordered and under the names the runtime reads', async () => {
    await t.install(manifest, {
      locales: { es: { 'board.title': 'Título', 'board.cards': 'Tarjetas', 'board.won': 'Ganada', 'board.import': 'Importar' } },
    });
    const table = await dataOf('/metadata/table/cards', 'fr');
    expect(table).toMatchObject({
      title: 'Tarjetas',
      searchPlaceholder: 'Search Tarjetas…',
      group_by: 'phase',
      stages: [
        { key: 'won', label: 'Ganada', order: 2, color: '#00ff00' },
        { key: 'lead', label: 'lead', order: 1 },
      ],
      transitions: [{ from: 'lead', to: 'won' }],
    });
    const columns = table.columns as { key: string; label: string; cellStyle?: string; options?: unknown }[];
    expect(columns.map(({ key, label, cellStyle }) => [key, label, cellStyle])).toEqual([
      ['id', 'Id', undefined],
      ['organization_id', 'Organization', undefined],
      ['title', 'Título', undefined],
      ['phase', 'Phase', 'status'],
      ['unit_price', 'Unit price', 'currency'],
      ['sold_at', 'Sold at', 'datetime'],
    ]);
    expect(columns[3]?.options).toEqual([
      { value: 'lead', label: 'lead' },
      { value: 'won', label: 'Ganada', color: '#00ff00' },
    ]);
    expect((table.actions as unknown[]).at(-1)).toEqual({
      key: 'import',
      name: 'import',
      label: 'Importar',
      type: 'custom',
      placement: 'table',
      steps: [{ title: 'Título', fields: [{ key: 'file_name', type: 'text', label: 'File name' }] }],
      isCollection: true,
      trigger: { type: 'wasm', export: 'run' },
    });
    const groups = (await get('/metacore/navigation')).body as { title: string }[];
    expect(groups.map(({ title }) => title)).not.toContain('absent');
    expect(groups).toContainEqual({
      title: 'Tarjetas',
      target: 'sidebar.sales',
      addon: 'board',
      items: [{ title: 'Título', model: 'cards', items: [{ title: 'deeper', url: '/x' }] }],
    });
  });
});

describe('a name that two addons give to a model', () => {
  const shop = (key: string): ManifestV3 =>
    manifestWith(
      key,
      [
        {
          key: 'Parcel',
          table: `${key}_parcels`,
          columns: [{ name: 'name', type: 'text' }],
          relations: [{ name: 'stops', kind: 'one_to_many', through: 'Stop', foreign_key: 'parcel_id' }],
        },
        {
          key: 'Stop',
          table: `${key}_stops`,
          columns: [
            { name: 'parcel_id', type: 'uuid', ref: 'Parcel' },
            { name: 'user_id', type: 'uuid', ref: 'core.User' },
            { name: 'of', type: 'text', options: { source: 'Parcel', value: 'name', label: 'name' } },
          ],
        },
      ],
      {
        contributions: {
          actions: [
            {
              key: 'move',
              target_model: 'Stop',
              handler: { type: 'webhook', url: '' },
              fields: [{ key: 'to', type: 'dynamic_select', ref: 'Parcel' }],
            },
          ],
        },
      },
    );

  it('leads to the model of the addon that wrote it, in choices, forms, actions and lists', async () => {
    for (const key of ['north', 'south']) {
      await t.install(shop(key));
      await t.call('POST', `/data/${key}_parcels`, { name: `of ${key}` });
    }
    for (const [key, parcel, stop] of [
      ['north', 'Parcel', 'Stop'],
      ['south', 'south.Parcel', 'south.Stop'],
    ] as const) {
      const table = await dataOf(`/metadata/table/${key}_stops`);
      const modal = await dataOf(`/metadata/modal/${key}_stops`);
      const parts = (list: unknown) =>
        list as { key: string; ref?: string; searchEndpoint?: string; optionsConfig?: object; fields?: unknown }[];
      for (const own of [...parts(table.columns), ...parts(modal.fields)].filter((one) => one.key === 'parcel_id'))
        expect(own).toMatchObject({ ref: parcel, searchEndpoint: `/options/${parcel}?field=id` });
      expect(parts(modal.fields).find((own) => own.key === 'user_id')).toMatchObject({ ref: 'core.User' });
      expect(parts(modal.fields).find((own) => own.key === 'of')).toMatchObject({ optionsConfig: { source: parcel } });
      expect(parts(table.actions).find((own) => own.key === 'move')?.fields).toMatchObject([{ key: 'to', ref: parcel }]);
      expect((await dataOf(`/metadata/table/${key}_parcels`)).relations).toMatchObject([{ name: 'stops', through: stop }]);
      const choices = await dataOf(`/options/${parcel}?field=id`);
      expect(choices).toMatchObject([{ label: `of ${key}` }]);
      expect(await dataOf(`/search/${parcel}?q=of`)).toMatchObject([{ label: `of ${key}` }]);
    }
  });
});

describe('the guided forms of a document', () => {
  const manifest: ManifestV3 = manifestWith(
    'papers',
    [
      {
        key: 'Deal',
        table: 'deals',
        columns: [
          { name: 'party_id', type: 'uuid' },
          { name: 'kind', type: 'text' },
        ],
        document_forms: {
          type_field: 'kind',
          lines_field: 'items',
          types: [
            {
              key: 'quote',
              label: 'papers.quote',
              value: 'Q',
              description: 'papers.quote',
              submit_label: 'papers.send',
              icon: 'File',
              endpoint: '',
              layout: 'editor',
              submit_action: 'send',
              fields: [
                {
                  key: 'party_id',
                  type: 'dynamic_select',
                  required: true,
                  ref: 'Deal',
                  label: 'papers.party',
                  option_filter: { field: 'status', not_in: ['blocked'] },
                },
                { key: 'via', type: 'select', label: 'Via', default: 'mail', options: [{ value: 'mail', label: 'papers.send' }] },
                {
                  key: 'deal_id',
                  type: 'dynamic_select',
                  label: 'Deal',
                  options: { source: 'Deal', value: 'id', label: 'name', extra_columns: ['kind'] },
                },
              ],
              defaults: { kind: 'Q', open: true },
              lines: {
                field: 'items',
                columns: ['what', 'quantity'],
                title: 'papers.party',
                kind: 'allocation',
                required: true,
                open_documents: {
                  model: 'Deal',
                  party_field: 'party_id',
                  balance_field: 'left',
                  number_field: 'number',
                  line_document_field: 'deal_id',
                  line_amount_field: 'amount',
                  option_filter: { field: 'kind', equals: 'Q' },
                },
              },
              party: { field: 'party_id', model: 'Deal', summary: ['kind'], credit: { limit: 'kind' } },
              sources: [
                {
                  key: 'deal',
                  label: 'papers.quote',
                  model: 'Deal',
                  lines: 'items',
                  map: { what: 'what' },
                  link_field: 'party_id',
                  requires_addon: 'papers',
                  exclude_states: ['void'],
                  line_link_field: 'deal_line_id',
                  option_filter: [{ field: 'kind', in: ['Q'] }],
                },
              ],
              preview: { action: 'send', label: 'papers.send' },
            },
            { key: 'plain', label: 'Plain', fields: [], lines: {} },
            { key: 'bare', label: 'Bare', fields: [], lines: false, value: '' },
            { key: 'elsewhere', label: 'Elsewhere', fields: [], create_model: 'crm.Deal' },
          ],
        },
      },
      { key: 'Note', table: 'notes', columns: [{ name: 'what', type: 'text' }] },
    ],
    { i18n: { default_locale: 'en', bundles: [] } },
  );

  it('are served as they are declared, in the words of the caller and the spelling of hosts, and in no modal', async () => {
    await t.install(manifest, {
      locales: { es: { 'papers.quote': 'Cotización', 'papers.send': 'Enviar', 'papers.party': 'Cliente' } },
    });
    const { document_forms: forms } = await dataOf('/metadata/table/deals', 'es');
    const rules = [{ field: 'status', not_in: ['blocked'] }];
    expect(forms).toEqual({
      type_field: 'kind',
      lines_field: 'items',
      types: [
        {
          key: 'quote',
          label: 'Cotización',
          value: 'Q',
          description: 'Cotización',
          submit_label: 'Enviar',
          icon: 'File',
          layout: 'editor',
          submit_action: 'send',
          fields: [
            { key: 'party_id', type: 'dynamic_select', required: true, ref: 'Deal', label: 'Cliente', option_filter: rules },
            {
              key: 'via',
              type: 'select',
              label: 'Via',
              default: 'mail',
              defaultValue: 'mail',
              options: [{ value: 'mail', label: 'Enviar' }],
            },
            {
              key: 'deal_id',
              type: 'dynamic_select',
              label: 'Deal',
              optionsConfig: { type: 'dynamic', source: 'Deal', value: 'id', label: 'name', extra_columns: ['kind'] },
            },
          ],
          defaults: { kind: 'Q', open: true },
          lines: {
            field: 'items',
            columns: ['what', 'quantity'],
            title: 'Cliente',
            kind: 'allocation',
            required: true,
            open_documents: {
              model: 'Deal',
              party_field: 'party_id',
              balance_field: 'left',
              number_field: 'number',
              line_document_field: 'deal_id',
              line_amount_field: 'amount',
              option_filter: [{ field: 'kind', equals: 'Q' }],
            },
          },
          party: { field: 'party_id', model: 'Deal', summary: ['kind'], credit: { limit: 'kind' } },
          sources: [
            {
              key: 'deal',
              label: 'Cotización',
              model: 'Deal',
              lines: 'items',
              map: { what: 'what' },
              link_field: 'party_id',
              requires_addon: 'papers',
              exclude_states: ['void'],
              line_link_field: 'deal_line_id',
              option_filter: [{ field: 'kind', in: ['Q'] }],
            },
          ],
          preview: { action: 'send', label: 'Enviar' },
        },
        { key: 'plain', label: 'Plain', fields: [], lines: true },
        { key: 'bare', label: 'Bare', value: '', fields: [] },
        { key: 'elsewhere', label: 'Elsewhere', fields: [], create_model: 'crm.Deal' },
      ],
    });
    expect(await dataOf('/metadata/modal/deals')).not.toHaveProperty('document_forms');
    expect(await dataOf('/metadata/table/notes')).not.toHaveProperty('document_forms');
  });
});
