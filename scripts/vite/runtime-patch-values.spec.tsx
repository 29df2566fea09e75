// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/react';
import type { ActionFieldDef, ColumnDefinition, TableMetadata } from '@asteby/metacore-runtime-react';
import { enUS } from 'date-fns/locale/en-US';
import type { ReactElement } from 'react';
import { describe } from 'vitest';
import type { Runtime } from './testing/load-runtime';
import { showsFault } from './testing/shows-fault';
import { cellsOnceShown, columnOf, hostOf, metadataOf, show, textOf, ticketsHost } from './testing/stage';

/** Digits that no double holds. */
const EXACT = '12345678901234567.89';
const NUMBER = columnOf('value', { type: 'number', cellStyle: 'number' });

/** The cell of a list's one row. */
async function cellOf(runtime: Runtime, value: unknown, column: ColumnDefinition): Promise<string | undefined> {
  const host = ticketsHost(() => metadataOf([columnOf('name'), column]), [{ id: 'a', name: 'The row', value }]);
  show(runtime, host.api, <runtime.DynamicTable model="tickets" endpoint="/data/tickets" enableUrlSync={false} />);
  const cells = await cellsOnceShown('The row');
  return cells[0]?.find((text) => /\d/.test(text));
}

/** A number in a list, on a card of a board, and as an amount in the view of a record. */
const shownAs = async (runtime: Runtime, value: unknown): Promise<(string | undefined)[]> => [
  await cellOf(runtime, value, NUMBER),
  textOf(runtime, <runtime.ActivityValueRenderer value={value} col={NUMBER} />),
  textOf(
    runtime,
    <runtime.ViewValue field={{ key: 'price', label: 'Price', type: 'number', cellStyle: 'currency' }} value={value} record={{}} />,
  ),
];

const field = (type: string, more: Partial<ActionFieldDef> = {}): ActionFieldDef => ({ key: 'value', label: 'Value', type, ...more });

/** The first input of each of the runtime's four forms, with one field that holds a value. */
async function inputsOf(runtime: Runtime, type: string, value: unknown): Promise<Record<string, string | undefined>> {
  const nothing = (): undefined => undefined;
  const forms: Record<string, ReactElement> = {
    form: <runtime.DynamicForm fields={[field(type)]} initialValues={{ value }} onSubmit={nothing} />,
    action: (
      <runtime.ActionModalDispatcher
        open
        onOpenChange={nothing}
        action={{ key: 'act', label: 'Act', icon: '', fields: [field(type, { defaultValue: value })] }}
        model="tickets"
        record={{ id: 'a' }}
        endpoint="/data/tickets"
        onSuccess={nothing}
      />
    ),
    record: <runtime.DynamicRecordDialog open onOpenChange={nothing} mode="create" model="tickets" defaults={{ value }} />,
    lines: <runtime.DynamicLineItems field={field('line_items', { itemFields: [field(type)] })} value={[{ value }]} onChange={nothing} />,
  };
  const host = hostOf(({ url }) =>
    url.startsWith('/metadata/modal/') ? { data: { success: true, data: { title: 'Ticket', fields: [field(type)] } } } : undefined,
  );
  const inputs: Record<string, string | undefined> = {};
  for (const [name, form] of Object.entries(forms)) {
    const { unmount } = show(runtime, host.api, form);
    await screen.findAllByText(/Value|Filas/);
    inputs[name] = document.querySelector('input')?.type;
    unmount();
  }
  return inputs;
}

/** The filters of a list, as its toolbar has them. */
function filtersOf(runtime: Runtime, metadata: TableMetadata): () => ReturnType<Runtime['useDynamicFilters']> {
  let filters: ReturnType<Runtime['useDynamicFilters']> | undefined;
  function Probe(): null {
    filters = runtime.useDynamicFilters(metadata, { model: 'tickets' });
    return null;
  }
  show(runtime, hostOf(() => undefined).api, <Probe />);
  return () => {
    if (filters === undefined) throw new Error('never drawn');
    return filters;
  };
}

describe('values that are shown', () => {
  showsFault(
    'shown-dates',
    (runtime) => {
      runtime.setLanguage('en', 'en-GB');
      return runtime.formatDateCell('2026-07-04', 'datetime', enUS, 'America/Los_Angeles')?.display;
    },
    { without: 'Jul 3, 2026, 5:00 PM', patched: '4 July 2026' },
  );
  showsFault('exact-numbers', (runtime) => shownAs(runtime, EXACT), {
    without: ['12,345,678,901,234,568', '12,345,678,901,234,568', '$12,345,678,901,234,568.00'],
    patched: ['12,345,678,901,234,567.89', '12,345,678,901,234,567.89', '$12,345,678,901,234,567.89'],
  });
  showsFault('all-decimals', async (runtime) => (await shownAs(runtime, 0.12345)).slice(0, 2).map((text) => text?.replace(',', '.')), {
    without: ['0.123', '0.123'],
    patched: ['0.12345', '0.12345'],
  });
  showsFault(
    'number-locale',
    async (runtime) => {
      runtime.setLanguage('es', 'de-CH');
      const lines = field('line_items', { itemFields: [field('number', { total: true })] });
      const written = [
        ...(await shownAs(runtime, 1234.5)),
        runtime.formatWidgetValue(1234.5, {}),
        textOf(runtime, <runtime.DynamicLineItems field={lines} value={[{ value: 1234.5 }]} onChange={() => undefined} />),
      ];
      // The system's own locale is any but this one.
      return written.map((text) => text?.includes("1'234.5"));
    },
    { without: [false, false, false, false, false], patched: [true, true, true, true, true] },
  );
  showsFault(
    'record-view-numbers',
    (runtime) => textOf(runtime, <runtime.ViewValue field={field('number')} value={1234567.5} record={{}} />),
    {
      without: '1234567.5',
      patched: '1,234,567.5',
    },
  );
});

describe('values that are typed', () => {
  showsFault('time-of-instants', (runtime) => inputsOf(runtime, 'datetime', '2026-07-04T10:30:00Z'), {
    without: { form: 'text', action: 'text', record: undefined, lines: 'text' },
    patched: { form: 'datetime-local', action: 'datetime-local', record: 'datetime-local', lines: 'datetime-local' },
  });
  showsFault(
    'typed-numbers',
    async (runtime) => {
      const inputs = await inputsOf(runtime, 'number', 5);
      const lines: unknown[] = [];
      const number = field('line_items', { itemFields: [field('number')] });
      show(
        runtime,
        hostOf(() => undefined).api,
        <runtime.DynamicLineItems field={number} value={[{}]} onChange={(rows) => lines.push(rows)} />,
      );
      fireEvent.change(document.querySelector('input') ?? document.body, { target: { value: EXACT } });
      return { inputs, lines };
    },
    {
      without: { inputs: { form: 'number', action: 'number', record: 'number', lines: 'number' }, lines: [[{ value: Number(EXACT) }]] },
      patched: { inputs: { form: 'text', action: 'text', record: 'text', lines: 'text' }, lines: [[{ value: EXACT }]] },
    },
  );
  showsFault('number-kinds', ({ resolveWidget }) => ['decimal', 'integer', 'percent'].map((type) => resolveWidget(field(type))), {
    without: ['text', 'text', 'text'],
    patched: ['number', 'number', 'number'],
  });
});

describe('values that are filtered by', () => {
  showsFault(
    'filter-values',
    (runtime) => {
      const options = [
        { label: 'Negated', value: 'NOT:done' },
        { label: 'Two', value: 'one, two' },
      ];
      const filters = filtersOf(runtime, metadataOf([columnOf('status', { options })]));
      const choices =
        filters()
          .columnFilterConfigs.get('status')
          ?.options.map(({ value }) => value) ?? [];
      act(() => filters().handleDynamicFilterChange('status', choices));
      const several = filters().filterParams.f_status as unknown;
      act(() => filters().handleDynamicFilterChange('status', choices.slice(0, 1)));
      return { one: filters().filterParams.f_status as unknown, several };
    },
    { without: { one: 'NOT:done', several: 'IN:NOT:done,one, two' }, patched: { one: 'EQ:NOT:done', several: 'IN:NOT:done,"one, two"' } },
  );
  showsFault(
    'filter-days',
    (runtime) => {
      const filters = filtersOf(runtime, metadataOf([columnOf('at', { type: 'datetime', cellStyle: 'datetime' })]));
      act(() => filters().handleDynamicFilterChange('at', ['2026-07-04_2026-07-04']));
      const [from, to] = String(filters().filterParams.f_at).replace('RANGE:', '').split(/[|_]/);
      return [from, to].map((text) => new Date(text ?? '').toLocaleString('en-GB', { timeStyle: 'medium' }));
    },
    { without: ['00:00:00', '00:00:00'], patched: ['00:00:00', '23:59:59'] },
  );
});
