import { useCallback } from 'react';
import { DashboardGrid, useApi, useRealtimeTick, type DashboardWidgetSpec, type WidgetData } from '@asteby/metacore-runtime-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listIn, Loaded, Page } from './parts';

/** The widgets of all addons, drawn by the platform's own grid; rows that change bring new numbers. */
export function DashboardPage({ generation }: { generation: string }) {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const tick = useRealtimeTick({ models: ['*'], enabled: true });
  const widgets = useQuery({
    queryKey: ['dashboard', generation],
    queryFn: async () => listIn<DashboardWidgetSpec>((await api.get('/dashboard')).data),
  });
  const loadData = useCallback(
    async (keys: string[]): Promise<Record<string, WidgetData>> => {
      const { data } = (await api.get('/dashboard/data', { params: { keys: keys.join(',') } })) as {
        data: { data?: Record<string, WidgetData> };
      };
      return data.data ?? {};
    },
    [api],
  );
  return (
    <Page title={t('tools.dashboard')}>
      <Loaded query={widgets}>
        {(list) => (
          <DashboardGrid
            // The grid asks once in its life.
            key={`${tick}/${generation}`}
            widgets={list}
            loadData={loadData}
            isAdmin
            locale={i18n.language}
            strings={{ widgetEmpty: t('tools.noData'), widgetError: t('tools.widgetError') }}
          />
        )}
      </Loaded>
    </Page>
  );
}
