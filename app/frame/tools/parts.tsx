/** What the frame's own pages are made of. */
import { useId, type ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { messageOf } from '../../../kernel/errors';
import { Notice } from '../notice';

export const FIELD = 'border-input bg-background min-h-9 w-full rounded-md border px-3 py-1.5 text-sm';

export function Page({ title, tools, children }: { title: string; tools?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex h-full min-h-0 flex-col gap-4 overflow-y-auto p-4 md:p-6">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h1 className="min-w-0 truncate text-xl font-semibold" data-part="tool">
          {title}
        </h1>
        {tools === undefined ? null : <div className="flex flex-wrap items-end gap-2">{tools}</div>}
      </div>
      {children}
    </div>
  );
}

/** What a query brought, once it did; until then that it is under way, or what went wrong and how to try again. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <Notice title={t('tools.loading')} />;
  const retry = (): void => void query.refetch();
  return <Notice isAlert title={t('tools.failed')} hint={messageOf(query.error)} action={{ label: t('tools.retry'), onPress: retry }} />;
}

/** A field under its label; `children` makes the field of the id it is to have. */
export function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="flex min-w-40 flex-col gap-1 text-sm">
      <label htmlFor={id} className="text-muted-foreground text-xs font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

/** A value as people read data: JSON on lines of its own. */
export const Json = ({ value }: { value: unknown }): ReactNode => (
  <pre className="bg-muted max-h-64 overflow-auto rounded-md p-2 text-xs break-words whitespace-pre-wrap">
    {JSON.stringify(value, null, 2)}
  </pre>
);

/** The `data` of an answer's envelope. @throws Error where the answer is no list */
export function listIn<T>(body: unknown): T[] {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
  if (!Array.isArray(data)) throw new Error('the answer is no list');
  return data as T[];
}
