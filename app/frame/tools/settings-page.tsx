import { useApi } from '@asteby/metacore-runtime-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SettingsForm } from '../../../kernel/metadata/settings-form';
import { listIn, Loaded, Page } from './parts';
import type { Values } from './settings-values';
import { ValuesForm } from './values-form';

/** The settings of the installed addons, each in a form of its own. */
export function SettingsPage({ generation }: { generation: string }) {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const query = useQuery({
    queryKey: ['playground-settings', generation, i18n.language],
    queryFn: async () => {
      const forms = listIn<SettingsForm>((await api.get('/playground/settings')).data);
      return Promise.all(
        forms.map(async (form) => ({ form, values: ((await api.get(`/addons/${form.addon}/settings`)).data as { data: Values }).data })),
      );
    },
  });
  return (
    <Page title={t('tools.settings')}>
      <Loaded query={query}>
        {(addons) =>
          addons.map(({ form, values }) => (
            <ValuesForm
              key={form.addon}
              form={form}
              values={values}
              save={(changed) => api.put(`/addons/${form.addon}/settings`, changed)}
              onSaved={() => query.refetch()}
              saved={t('tools.settingsSaved')}
              label={t('tools.saveSettings')}
            />
          ))
        }
      </Loaded>
    </Page>
  );
}
