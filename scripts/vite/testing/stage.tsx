/** What a component of the published runtime needs around it, and a host that answers it. */
import { cleanup, configure, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import type { ApiClient, ColumnDefinition, TableMetadata } from '@asteby/metacore-runtime-react';
import type { Runtime } from './load-runtime';

configure({
  // Much longer than anything takes, also on a machine that is busy with something else.
  asyncUtilTimeout: 120_000,
  // The text of a screen says what is missing; its markup fills pages.
  getElementError: (message) => new Error(`${message?.split('\n')[0] ?? ''} in: ${document.body.textContent}`),
});

export interface Asked {
  method: 'get' | 'post' | 'put' | 'delete';
  url: string;
  params: Readonly<Record<string, unknown>>;
  /** The name of the job that the request is, for those that are one. */
  job: string | undefined;
  body: unknown;
}

/** What a host answers: its body, with a status where it is not 200. */
export interface Answer {
  status?: number;
  data: unknown;
}

export const ok = (data: unknown, meta: object = {}): Answer => ({ data: { success: true, data, meta } });

/** A host. @param answer undefined for an empty list */
export function hostOf(answer: (asked: Asked) => Answer | undefined): { api: ApiClient; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = (method: Asked['method'], url: string, body: unknown, config: unknown): ReturnType<ApiClient['get']> => {
    const { params = {}, job } = (config ?? {}) as { params?: Asked['params']; job?: string };
    const request = { method, url, params, job, body };
    asked.push(request);
    return Promise.resolve({ status: 200, headers: {}, ...(answer(request) ?? ok([], { total: 0 })) });
  };
  return {
    asked,
    api: {
      get: (url, config) => ask('get', url, undefined, config),
      post: (url, body, config) => ask('post', url, body, config),
      put: (url, body, config) => ask('put', url, body, config),
      delete: (url, config) => ask('delete', url, undefined, config),
    },
  };
}

export interface Shown {
  /** The same screen, or another one, after the manifest changed. */
  again: (generation: string, element?: ReactElement) => void;
  unmount: () => void;
}

/** Draws an element as the frame does: with a client, a language, and the question before something is thrown away. */
export function show(runtime: Runtime, api: ApiClient, element: ReactElement, locale = 'en-US'): Shown {
  const { ApiProvider, DiscardQuestion, I18nextProvider, ManifestGeneration, QueryClient, QueryClientProvider } = runtime;
  const i18n = runtime.createI18n(locale);
  const queries = new QueryClient();
  const staged = (generation: string, shown: ReactElement): ReactElement => (
    <QueryClientProvider client={queries}>
      <I18nextProvider i18n={i18n}>
        <ApiProvider client={api}>
          <ManifestGeneration.Provider value={generation}>
            {shown}
            <DiscardQuestion />
          </ManifestGeneration.Provider>
        </ApiProvider>
      </I18nextProvider>
    </QueryClientProvider>
  );
  const { rerender, unmount } = render(staged('first', element));
  return { again: (generation, other = element) => rerender(staged(generation, other)), unmount };
}

export const columnOf = (key: string, more: Partial<ColumnDefinition> = {}): ColumnDefinition => ({
  ...{ key, label: key.charAt(0).toUpperCase() + key.slice(1), type: 'text', sortable: true, filterable: true },
  ...more,
});

export const metadataOf = (columns: readonly ColumnDefinition[], more: Partial<TableMetadata> = {}): TableMetadata => ({
  ...{ title: 'Tickets', endpoint: '/data/tickets', columns: [...columns], actions: [], searchPlaceholder: 'Search tickets' },
  ...{ perPageOptions: [10, 20], defaultPerPage: 10, enableCRUDActions: true, hasActions: false },
  ...more,
});

/** A host with one model, `tickets`. @param metadata is asked for at every request */
export function ticketsHost(
  metadata: () => TableMetadata,
  rows: readonly Readonly<Record<string, unknown>>[],
  others: (asked: Asked) => Answer | undefined = () => undefined,
): ReturnType<typeof hostOf> {
  return hostOf((asked) => {
    const other = others(asked);
    if (other !== undefined) return other;
    if (asked.url === '/metadata/table/tickets') return ok(metadata());
    if (asked.method === 'get' && asked.url === '/data/tickets') return ok(rows, { total: rows.length });
    return undefined;
  });
}

/** The texts of a list's cells, row by row, once it shows a text. */
export async function cellsOnceShown(text: string | RegExp): Promise<string[][]> {
  // Narrow screens have cards beside the table; what is hidden there is a matter of layout.
  await screen.findAllByText(text);
  return [...document.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));
}

/** The text of an element on its own; whatever was shown before goes. */
export function textOf(runtime: Runtime, element: ReactElement, locale?: string): string {
  cleanup();
  const { unmount } = show(runtime, hostOf(() => undefined).api, element, locale);
  const text = document.body.textContent;
  unmount();
  return text;
}
