/** What was typed into the forms of a screen and not saved, where no form shows it: to go on with, or to throw away. */
import { useState, useSyncExternalStore } from 'react';
import { ActionModalDispatcher, DynamicRecordDialog, useApi, type TableMetadata } from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { messageOf } from '../../../kernel/errors';
import { nameOf, type Draft } from './draft';
import { askToDiscard } from './question';
import { allDrafts, forgetDraft, onDrafts } from './typed';

type Row = Record<string, unknown>;

interface DraftsBarProps {
  model: string;
  metadata: TableMetadata | undefined;
  onSaved: () => void;
  /** Opens the form for a new record. */
  onCreate: () => void;
}

export function DraftsBar({ model, metadata, onSaved, onCreate }: DraftsBarProps) {
  const { t } = useTranslation();
  const api = useApi();
  const drafts = useSyncExternalStore(onDrafts, allDrafts);
  /** The form that goes on, and the row that an action is about. */
  const [open, setOpen] = useState<{ draft: Draft; row: Row } | null>(null);
  const own = drafts.filter((draft) => draft.model === model);
  const endpoint = `/data/${model}`;
  const actionOf = (draft: Draft) => metadata?.actions.find(({ key }) => key === draft.action);
  const goOn = async (draft: Draft): Promise<void> => {
    if (draft.mode === 'create') {
      onCreate();
      return;
    }
    try {
      const row = draft.record === undefined ? {} : ((await api.get(`${endpoint}/${draft.record}`)).data as { data: Row }).data;
      setOpen({ draft, row });
    } catch (error) {
      toast.error(t('typed.rowGone'), { description: messageOf(error) });
    }
  };
  const titleOf = (draft: Draft): string => {
    if (draft.mode === 'create') return t('typed.new');
    return draft.mode === 'edit' ? t('typed.edit') : (actionOf(draft)?.label ?? draft.action ?? '');
  };
  const action = open === null ? undefined : actionOf(open.draft);
  const close = (isOpen: boolean): void => {
    if (!isOpen) setOpen(null);
  };
  return (
    <>
      {own.map((draft) => (
        <div
          key={nameOf(draft)}
          role="note"
          data-testid="draft"
          className="bg-muted flex flex-wrap items-center gap-2 rounded-md px-3 py-1.5 text-sm"
        >
          <span className="min-w-0 flex-1 truncate">
            {t('typed.unsaved', {
              form: titleOf(draft),
              what: Object.values(draft.values).find((value) => typeof value === 'string') ?? '',
            })}
          </span>
          <Button type="button" size="sm" variant="outline" onClick={() => void goOn(draft)}>
            {t('typed.goOn')}
          </Button>
          <Button
            type="button"
            size="sm"
            variant="ghost"
            onClick={() =>
              void askToDiscard().then((discard) => {
                if (discard) forgetDraft(draft);
              })
            }
          >
            {t('typed.discard')}
          </Button>
        </div>
      ))}
      {open?.draft.mode === 'edit' ? (
        <DynamicRecordDialog
          open
          onOpenChange={close}
          mode="edit"
          model={model}
          endpoint={endpoint}
          recordId={open.draft.record ?? ''}
          onSaved={onSaved}
        />
      ) : null}
      {open !== null && action !== undefined ? (
        <ActionModalDispatcher
          open
          onOpenChange={close}
          action={action}
          model={model}
          endpoint={endpoint}
          record={open.row}
          onSuccess={onSaved}
        />
      ) : null}
    </>
  );
}
