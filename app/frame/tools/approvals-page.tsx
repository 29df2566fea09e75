import { useId, useState } from 'react';
import { useApi, useRealtimeTick } from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Approval } from '../../../kernel/approvals/requests';
import { messageOf } from '../../../kernel/errors';
import { Notice } from '../notice';
import { FIELD, Json, Labelled, listIn, Loaded, Page } from './parts';

const STATUSES = ['pending', 'approved', 'rejected', 'expired', 'all'] as const;

type Names = ReadonlyMap<string, string>;

function Decision({ approval, onDecided }: { approval: Approval; onDecided: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const hint = useId();
  const isMissing = approval.reason_required && reason.trim() === '';
  const decide = async (verb: 'approve' | 'reject'): Promise<void> => {
    setBusy(true);
    try {
      await api.post(`/approvals/${approval.id}/${verb}`, { reason });
      toast.success(t(verb === 'approve' ? 'tools.approved' : 'tools.rejected'));
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setBusy(false);
      onDecided();
    }
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Labelled label={t('tools.reason')}>
        {(id) => (
          <input
            id={id}
            className={FIELD}
            value={reason}
            aria-describedby={isMissing ? hint : undefined}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Labelled>
      <Button type="button" disabled={isBusy || isMissing} onClick={() => void decide('approve')}>
        {t('tools.approve')}
      </Button>
      <Button type="button" variant="outline" disabled={isBusy || isMissing} onClick={() => void decide('reject')}>
        {t('tools.reject')}
      </Button>
      {isMissing ? (
        <p id={hint} className="text-muted-foreground w-full text-xs">
          {t('tools.reasonNeeded')}
        </p>
      ) : null}
    </div>
  );
}

function Request({ approval, names, onDecided }: { approval: Approval; names: Names; onDecided: () => void }) {
  const { t, i18n } = useTranslation();
  const moment = (at: string): string =>
    new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  const {
    status,
    message,
    label,
    model,
    action,
    requested_by: asker,
    decided_by: decider,
    decided_at: decidedAt,
    expires_at: until,
  } = approval;
  const lines = [
    t('tools.askedBy', { who: names.get(asker) ?? asker, when: moment(approval.requested_at) }),
    ...(status === 'pending' ? [t('tools.decidable', { roles: approval.roles.join(', ') })] : []),
    ...(status === 'pending' && until !== null ? [t('tools.until', { when: moment(until) })] : []),
    ...(decider !== null && decidedAt !== null
      ? [t('tools.decidedBy', { who: names.get(decider) ?? decider, when: moment(decidedAt) })]
      : []),
    ...(approval.reason === null ? [] : [`${t('tools.reason')}: ${approval.reason}`]),
  ];
  return (
    <li className="bg-card flex flex-col gap-3 rounded-lg border p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">{label === '' ? [model, action].filter((part) => part !== '').join(' · ') : label}</h2>
        <span className="bg-muted rounded-full px-2 py-0.5 text-xs font-medium">{t(`tools.${status}`)}</span>
      </div>
      <p className="text-sm">{message}</p>
      <ul className="text-muted-foreground text-xs">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <details>
        <summary className="cursor-pointer text-xs">{t('tools.whatIsAsked')}</summary>
        <Json value={approval.body} />
      </details>
      {status === 'pending' ? <Decision approval={approval} onDecided={onDecided} /> : null}
    </li>
  );
}

/** Requests for approval that the person asked for or may decide. */
export function ApprovalsPage({ generation }: { generation: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const [status, setStatus] = useState<(typeof STATUSES)[number]>('pending');
  const tick = useRealtimeTick({ models: ['*'], enabled: true });
  const people = useQuery({
    queryKey: ['people'],
    queryFn: async (): Promise<Names> => {
      const list = listIn<{ value: string; label: string }>(
        (await api.get('/options/users', { params: { field: 'id', limit: 200 } })).data,
      );
      return new Map(list.map(({ value, label }) => [value, label]));
    },
  });
  const approvals = useQuery({
    queryKey: ['approvals', status, tick, generation],
    queryFn: async () => listIn<Approval>((await api.get('/approvals', { params: { status, per_page: 200 } })).data),
  });
  const filter = (
    <Labelled label={t('tools.status')}>
      {(id) => (
        <select id={id} className={FIELD} value={status} onChange={(event) => setStatus(event.target.value as typeof status)}>
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {t(`tools.${one}`)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
  return (
    <Page title={t('tools.approvals')} tools={filter}>
      <Loaded query={approvals}>
        {(list) =>
          list.length === 0 ? (
            <Notice title={t('tools.noApprovals')} hint={t('tools.noApprovalsHint')} />
          ) : (
            <ul className="flex flex-col gap-3">
              {list.map((approval) => (
                <Request
                  key={approval.id}
                  approval={approval}
                  names={people.data ?? new Map<string, string>()}
                  onDecided={() => void approvals.refetch()}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
