import { useMemo, useState } from 'react';
import {
  ApiProvider,
  DynamicKanban,
  DynamicRecordDialog,
  DynamicTable,
  ModelActionToolbar,
  useApi,
  useMetadataCache,
  useRealtimeTick,
  type ApiClient,
  type TableMetadata,
} from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Screen } from './navigation';
import { SafeSlot } from './slot';
import { DraftsBar } from './typed/drafts-bar';
import { timeZone } from './values/zone';

/** A board groups by what its metadata says; an entry of the menu may group the same model by another column. */
function groupedBy(api: ApiClient, { model, groupBy }: Screen): ApiClient {
  if (groupBy === undefined) return api;
  return {
    ...api,
    get: async (url: string, config?: unknown) => {
      const answer = await api.get(url, config);
      if (url !== `/metadata/table/${model}`) return answer;
      const body = answer.data as { data?: object };
      return { ...answer, data: { ...body, data: { ...body.data, view_type: 'kanban', group_by: groupBy } } };
    },
  };
}

/** Columns of the model that the screen does not list. */
function hiddenColumns(screen: Screen, metadata: TableMetadata | undefined): string[] {
  const { columns } = screen;
  if (columns === undefined || metadata === undefined) return [];
  return metadata.columns.map(({ key }) => key).filter((key) => !columns.includes(key));
}

/** Filters that name one value are what a new record of this screen should start with. */
function defaultsOf({ filters }: Screen): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).flatMap(([column, value]) => (/^[\w-]+$/.test(value) ? [[column, value]] : [])));
}

/** The metadata of a model that was there last: it is dropped when the manifest changes, and what is shown of it stays until it is back. */
function useShownMetadata(model: string): TableMetadata | undefined {
  // The list puts its metadata here when it has it, so the page needs no request of its own.
  const metadata = useMetadataCache((cache): TableMetadata | undefined => cache.getMetadata(model));
  const [shown, setShown] = useState(metadata);
  if (metadata !== undefined && metadata !== shown) setShown(metadata);
  return metadata ?? shown;
}

/**
 * The page of one screen: heading, New, the model's own actions, list or board. Export, import, reload and columns are in
 * the list's toolbar and not repeated.
 */
export function ModelPage({ screen }: { screen: Screen }) {
  const { t } = useTranslation();
  const { model, view, filters, actions } = screen;
  const api = useApi();
  const endpoint = `/data/${model}`;
  /** Whether the dialog for a new record is open. */
  const [isCreating, setCreating] = useState(false);
  const [saves, setSaves] = useState(0);
  const tick = useRealtimeTick({ models: [model], enabled: view === 'table' });
  const metadata = useShownMetadata(model);
  const boardApi = useMemo(() => groupedBy(api, screen), [api, screen]);
  const hidden = useMemo(() => hiddenColumns(screen, metadata), [screen, metadata]);
  const refresh = (): void => setSaves((count) => count + 1);

  const canCreate =
    metadata?.enableCRUDActions === true &&
    metadata.canCreate !== false &&
    !metadata.actions.some(({ placement }) => placement === 'create');

  return (
    <div className="flex h-full min-h-0 flex-col gap-4 p-4 md:p-6">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h1 className="min-w-0 truncate text-xl font-semibold" data-part="screen">
          {screen.title}
        </h1>
        <div className="flex flex-wrap items-center gap-2">
          {metadata === undefined ? null : (
            <ModelActionToolbar
              model={model}
              endpoint={endpoint}
              actions={metadata.actions}
              onChange={refresh}
              className="flex flex-wrap items-center gap-2"
            />
          )}
          {canCreate ? (
            <Button type="button" data-opens="form" onClick={() => setCreating(true)}>
              <Plus aria-hidden="true" />
              {t('frame.new')}
            </Button>
          ) : null}
        </div>
      </div>
      <SafeSlot name={`${model}.header`} props={{ model }} />
      {isCreating ? null : <DraftsBar model={model} metadata={metadata} onSaved={refresh} onCreate={() => setCreating(true)} />}
      <div className="min-h-0 flex-1">
        {view === 'kanban' ? (
          <ApiProvider client={boardApi}>
            <DynamicKanban model={model} endpoint={endpoint} timeZone={timeZone()} refreshTrigger={saves} defaultFilters={filters} />
          </ApiProvider>
        ) : (
          <DynamicTable
            model={model}
            endpoint={endpoint}
            enableUrlSync={false}
            timeZone={timeZone()}
            refreshTrigger={`${saves}/${tick}`}
            defaultFilters={filters}
            hiddenColumns={hidden}
            {...(actions === undefined ? {} : { allowedActionKeys: [...actions] })}
          />
        )}
      </div>
      {isCreating ? (
        <DynamicRecordDialog
          open
          onOpenChange={setCreating}
          mode="create"
          model={model}
          endpoint={endpoint}
          defaults={defaultsOf(screen)}
          timeZone={timeZone()}
          onSaved={refresh}
        />
      ) : null}
    </div>
  );
}
