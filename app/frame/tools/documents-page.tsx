import { useState } from 'react';
import { useApi } from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { messageOf } from '../../../kernel/errors';
import { Notice } from '../notice';
import { saveFile } from '../save-file';
import { FIELD, Labelled, listIn, Loaded, Page } from './parts';
import { printHtml } from './print';

/** As `GET /documents` lists them. */
interface ListedDocument {
  key: string;
  addon: string;
  model: string;
  label: string;
}

interface Choice {
  value: string;
  label: string;
}

interface RenderedPage {
  html: string;
  name: string;
  leftOut: string;
}

const idOf = ({ model, key }: ListedDocument): string => `${model}/${key}`;

/** Name of the file in a `content-disposition`. */
const nameIn = (header: string | undefined): string =>
  decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(header ?? '')?.[1] ?? 'document.html');

const save = ({ html, name }: RenderedPage): void => saveFile(name, new Blob([html], { type: 'text/html' }));

/** One document of one record, in a frame without scripts, storage, or a way out. */
function Rendered({ document, record, generation }: { document: ListedDocument; record: string; generation: string }) {
  const { model, key, label } = document;
  const { t } = useTranslation();
  const api = useApi();
  const page = useQuery({
    queryKey: ['document', model, key, record, generation],
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<RenderedPage> => {
      const answer = await api.get(`/data/${model}/${record}/documents/${key}.html`, { responseType: 'blob' });
      const headers = (answer as { headers?: Record<string, string> }).headers ?? {};
      return {
        html: await (answer.data as Blob).text(),
        name: nameIn(headers['content-disposition']),
        leftOut: decodeURIComponent(headers['x-playground-left-out'] ?? ''),
      };
    },
    gcTime: 0,
  });
  if (page.error !== null) return <Notice isAlert title={t('tools.withheld')} hint={messageOf(page.error)} />;
  return (
    <Loaded query={page}>
      {(rendered) => (
        <div className="flex min-h-96 flex-1 flex-col gap-3">
          <div className="flex flex-wrap gap-2">
            <Button type="button" onClick={() => printHtml(rendered.html)}>
              {t('tools.print')}
            </Button>
            <Button type="button" variant="outline" onClick={() => save(rendered)}>
              {t('tools.saveHtml')}
            </Button>
          </div>
          {rendered.leftOut === '' ? null : (
            <p role="note" className="text-muted-foreground text-xs">
              {t('tools.leftOut', { what: rendered.leftOut })}
            </p>
          )}
          <iframe title={label} sandbox="" srcDoc={rendered.html} className="min-h-80 w-full flex-1 rounded-md border bg-white" />
        </div>
      )}
    </Loaded>
  );
}

function OneOf({ documents, generation }: { documents: readonly ListedDocument[]; generation: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const [wanted, setWanted] = useState('');
  const [search, setSearch] = useState('');
  const [record, setRecord] = useState('');
  const open = documents.find((one) => idOf(one) === wanted) ?? documents[0];
  const model = open?.model ?? '';
  const records = useQuery({
    queryKey: ['document-records', model, search],
    queryFn: async () => listIn<Choice>((await api.get(`/options/${model}`, { params: { field: 'id', q: search, limit: 50 } })).data),
    placeholderData: keepPreviousData,
    enabled: model !== '',
  });
  const choices = records.data ?? [];
  const chosen = choices.some(({ value }) => value === record) ? record : '';
  if (!open) return null;
  return (
    <>
      <div className="flex flex-wrap gap-3">
        <Labelled label={t('tools.document')}>
          {(id) => (
            <select
              id={id}
              className={FIELD}
              value={idOf(open)}
              onChange={(event) => {
                setWanted(event.target.value);
                setRecord('');
              }}
            >
              {documents.map((one) => (
                <option key={idOf(one)} value={idOf(one)}>
                  {one.label}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={t('tools.searchRecord')}>
          {(id) => <input id={id} type="search" className={FIELD} value={search} onChange={(event) => setSearch(event.target.value)} />}
        </Labelled>
        <Labelled label={t('tools.record')}>
          {(id) => (
            <select id={id} className={FIELD} value={chosen} onChange={(event) => setRecord(event.target.value)}>
              <option value="" />
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      </div>
      {chosen === '' ? (
        <Notice title={records.isSuccess && choices.length === 0 ? t('tools.noRecords') : t('tools.chooseRecord')} />
      ) : (
        <Rendered key={`${idOf(open)}/${chosen}`} document={open} record={chosen} generation={generation} />
      )}
    </>
  );
}

/** The documents of all addons: choose one and a record, look at it, print it, keep it. */
export function DocumentsPage({ generation }: { generation: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const documents = useQuery({
    queryKey: ['documents', generation],
    placeholderData: keepPreviousData,
    queryFn: async () => listIn<ListedDocument>((await api.get('/documents')).data),
  });
  return (
    <Page title={t('tools.documents')}>
      <Loaded query={documents}>{(list) => <OneOf documents={list} generation={generation} />}</Loaded>
    </Page>
  );
}
