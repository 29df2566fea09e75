import { useState, type ReactNode } from 'react';
import { useApi } from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ResponseError } from '../client';
import { FIELD, Json, Labelled, listIn, Loaded, Page } from './parts';

/** As `GET /playground/schedules` lists them. */
interface Schedule {
  addon: string;
  key: string;
  every: string;
  do: string;
}

/** As `GET /playground/inbound` lists them. */
interface Webhook {
  addon: string;
  key: string;
  url: string;
  verify: string;
  do: string;
  secret: string;
}

interface Answer {
  status: number;
  body: unknown;
}

/** Asks, and takes a refusal for an answer like any other: here it is what one wants to see. */
function useAnswer(): { answer: Answer | null; isBusy: boolean; ask: (url: string, body: unknown) => Promise<void> } {
  const api = useApi();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = async (url: string, body: unknown): Promise<void> => {
    setBusy(true);
    try {
      setAnswer({ status: 200, body: (await api.post(url, body)).data });
    } catch (error) {
      if (!(error instanceof ResponseError)) throw error;
      setAnswer({ status: error.response.status, body: error.response.data });
    } finally {
      setBusy(false);
    }
  };
  return { answer, isBusy, ask };
}

function Answered({ answer }: { answer: Answer | null }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {answer === null ? null : (
        <>
          <p className="text-xs font-medium">{t('tools.answered', { status: answer.status })}</p>
          <Json value={answer.body} />
        </>
      )}
    </div>
  );
}

function Item({ title, target, children }: { title: string; target: string; children: ReactNode }) {
  return (
    <li className="bg-card flex flex-col gap-3 rounded-lg border p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="text-sm font-semibold">{title}</h3>
        <code className="text-muted-foreground text-xs break-all">{target}</code>
      </div>
      {children}
    </li>
  );
}

function ScheduleItem({ schedule: { addon, key, every, do: target } }: { schedule: Schedule }) {
  const { t } = useTranslation();
  const { answer, isBusy, ask } = useAnswer();
  return (
    <Item title={`${addon} · ${key} · ${t('tools.every', { time: every })}`} target={target}>
      <Button
        type="button"
        className="self-start"
        disabled={isBusy}
        aria-label={`${t('tools.runNow')}: ${key}`}
        onClick={() => void ask(`/playground/schedules/${addon}/${key}/run`, undefined)}
      >
        {t('tools.runNow')}
      </Button>
      <Answered answer={answer} />
    </Item>
  );
}

/** What goes along where the right signature should not: `undefined` is the right one. */
const SIGNATURES = { right: undefined, wrong: 'sha256=00', none: '' } as const;
type Signature = keyof typeof SIGNATURES;

function WebhookItem({ webhook: { addon, key, url, verify, secret, do: target } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  const { answer, isBusy, ask } = useAnswer();
  const [payload, setPayload] = useState('{}');
  const [signature, setSignature] = useState<Signature>('right');
  return (
    <Item title={`${addon} · ${key} · ${verify === '' ? t('tools.unsigned') : verify}`} target={target}>
      <p className="text-muted-foreground text-xs break-all">
        <code>POST {url}</code>
        {secret === '' ? null : (
          <>
            {' '}
            · {t('tools.secret')}: <code>{secret}</code>
          </>
        )}
      </p>
      <Labelled label={t('tools.payload')}>
        {(id) => (
          <textarea
            id={id}
            className={`${FIELD} min-h-24 font-mono`}
            spellCheck={false}
            value={payload}
            onChange={(event) => setPayload(event.target.value)}
          />
        )}
      </Labelled>
      <div className="flex flex-wrap items-end gap-2">
        {verify === '' ? null : (
          <Labelled label={t('tools.signature')}>
            {(id) => (
              <select id={id} className={FIELD} value={signature} onChange={(event) => setSignature(event.target.value as Signature)}>
                {(Object.keys(SIGNATURES) as Signature[]).map((one) => (
                  <option key={one} value={one}>
                    {t(`tools.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
        )}
        <Button
          type="button"
          disabled={isBusy}
          aria-label={`${t('tools.send')}: ${key}`}
          onClick={() => void ask(`/playground/inbound/${addon}/${key}/send`, { payload, signature: SIGNATURES[signature] })}
        >
          {t('tools.send')}
        </Button>
      </div>
      <Answered answer={answer} />
    </Item>
  );
}

function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="text-muted-foreground text-sm">{hint}</p>
      </div>
      <ul className="flex flex-col gap-3">{children}</ul>
    </section>
  );
}

/** Schedules to run and webhooks to send something to. */
export function AutomationPage({ generation }: { generation: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const triggers = useQuery({
    queryKey: ['triggers', generation],
    placeholderData: keepPreviousData,
    queryFn: async () => ({
      schedules: listIn<Schedule>((await api.get('/playground/schedules')).data),
      webhooks: listIn<Webhook>((await api.get('/playground/inbound')).data),
    }),
  });
  return (
    <Page title={t('tools.automation')}>
      <Loaded query={triggers}>
        {({ schedules, webhooks }) => (
          <>
            {schedules.length === 0 ? null : (
              <Section title={t('tools.schedules')} hint={t('tools.schedulesHint')}>
                {schedules.map((schedule) => (
                  <ScheduleItem key={`${schedule.addon}/${schedule.key}`} schedule={schedule} />
                ))}
              </Section>
            )}
            {webhooks.length === 0 ? null : (
              <Section title={t('tools.webhooks')} hint={t('tools.webhooksHint')}>
                {webhooks.map((webhook) => (
                  <WebhookItem key={`${webhook.addon}/${webhook.key}`} webhook={webhook} />
                ))}
              </Section>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
