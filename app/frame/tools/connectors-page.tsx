import { useApi } from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { messageOf } from '../../../kernel/errors';
import type { ShownConnector } from '../../../kernel/connectors/connections';
import type { Begun } from '../../../kernel/connectors/oauth';
import type { SettingsForm } from '../../../kernel/metadata/settings-form';
import { listIn, Loaded, Page } from './parts';
import { ValuesForm } from './values-form';

/** As `GET /playground/connectors` lists them. */
type ListedConnector = ShownConnector & SettingsForm;

/** What stands in the envelope of an answer. */
const dataIn = (response: { data: unknown }): unknown => (response.data as { data: unknown }).data;

/** What the mock provider asks of whoever is sent to it. */
function Consent({ name, begun, answer }: { name: string; begun: Begun; answer: (allow: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('tools.mockProvider')} className="bg-muted flex flex-col gap-2 rounded-md border p-3 text-sm">
      <h3 className="font-medium">{t('tools.mockProvider')}</h3>
      <p>{t('tools.mayConnect', { name })}</p>
      {begun.scopes.length === 0 ? null : (
        <ul className="list-inside list-disc">
          {begun.scopes.map((scope) => (
            <li key={scope}>
              <code className="text-xs">{scope}</code>
            </li>
          ))}
        </ul>
      )}
      <div className="flex gap-2">
        <Button type="button" onClick={() => answer(true)}>
          {t('tools.allow')}
        </Button>
        <Button type="button" variant="outline" onClick={() => answer(false)}>
          {t('tools.deny')}
        </Button>
      </div>
    </section>
  );
}

function ConnectorForm({ connector, onChanged }: { connector: ListedConnector; onChanged: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const api = useApi();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [isBusy, setBusy] = useState(false);
  const path = `/metacore/connectors/${connector.key}`;
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  const begin = () =>
    attempt(async () => {
      setBegun(dataIn(await api.post(`${path}/oauth/authorize`, {})) as Begun);
    });
  const answer = (state: string, allow: boolean) =>
    attempt(async () => {
      setBegun(null);
      const answered = dataIn(await api.post(`${path}/oauth/consent`, { state, allow }));
      await api.post(`${path}/oauth/callback`, answered);
      await onChanged();
    });
  const test = () =>
    attempt(async () => {
      const { ok, message = '' } = dataIn(await api.post(`${path}/test`, {})) as { ok?: boolean; message?: string };
      if (ok === true) toast.success(t('tools.connectionWorks', { message }));
      else toast.error(t('tools.connectionFails', { message }));
    });
  const disconnect = () =>
    attempt(async () => {
      await api.delete(path);
      await onChanged();
    });
  return (
    <ValuesForm
      form={connector}
      values={connector.values}
      save={(changed) => api.put(path, changed)}
      onSaved={onChanged}
      saved={t('tools.connectorSaved')}
      label={connector.connected ? t('tools.saveSettings') : t('tools.connect')}
      note={
        <>
          <p role="status" className="text-muted-foreground text-xs">
            {connector.connected ? t('tools.isConnected') : t('tools.isNotConnected')}
          </p>
          {begun === null ? null : <Consent name={connector.name} begun={begun} answer={(allow) => void answer(begun.state, allow)} />}
        </>
      }
    >
      {connector.auth === 'oauth2' ? (
        <Button type="button" variant="outline" disabled={isBusy || begun !== null} onClick={() => void begin()}>
          {t('tools.connectOAuth')}
        </Button>
      ) : null}
      {connector.connected && connector.has_test ? (
        <Button type="button" variant="outline" disabled={isBusy} onClick={() => void test()}>
          {t('tools.testConnection')}
        </Button>
      ) : null}
      {connector.connected ? (
        <Button type="button" variant="outline" disabled={isBusy} onClick={() => void disconnect()}>
          {t('tools.disconnect')}
        </Button>
      ) : null}
    </ValuesForm>
  );
}

/** The services that installed addons can be connected to: credentials, consent, and a try. */
export function ConnectorsPage({ generation }: { generation: string }) {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const query = useQuery({
    queryKey: ['playground-connectors', generation, i18n.language],
    queryFn: async () => listIn<ListedConnector>((await api.get('/playground/connectors')).data),
  });
  return (
    <Page title={t('tools.connectors')}>
      <Loaded query={query}>
        {(connectors) =>
          connectors.map((connector) => <ConnectorForm key={connector.key} connector={connector} onChanged={() => query.refetch()} />)
        }
      </Loaded>
    </Page>
  );
}
