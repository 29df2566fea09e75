import { Button } from '@asteby/metacore-ui/primitives';
import { useMemo, useState } from 'react';
import { download } from '../download';
import { FilterField } from '../layout/FilterField';
import { LINE_HEIGHT, LongList } from '../list/LongList';
import { toCsv } from '../list/table-text';
import { MANIFEST, textOf } from '../project/project';
import { openFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { useTextStrings } from './strings';
import { pseudo, textTable } from './table';

/** The words of the addon beside their translations: what is missing stands out. */
export default function TextsPanel() {
  const strings = useTextStrings();
  const files = useWorkspace((state) => state.project?.files);
  const [filter, setFilter] = useState('');
  const [isMissingOnly, setMissingOnly] = useState(false);
  const [hasPseudo, setPseudo] = useState(false);
  const { languages, rows } = useMemo(
    () => textTable(textOf(files?.[MANIFEST]), (path) => (typeof files?.[path] === 'string' ? files[path] : undefined)),
    [files],
  );
  const isMissing = ({ isRead, texts }: (typeof rows)[number]): boolean => isRead && texts.includes(null);
  const wanted = filter.trim().toLowerCase();
  const shown = rows.filter(
    (row) => (!isMissingOnly || isMissing(row)) && [row.key, ...row.texts].some((text) => text?.toLowerCase().includes(wanted)),
  );
  const columns = 1 + languages.length + (hasPseudo ? 1 : 0);
  const grid = { display: 'grid', gridTemplateColumns: `repeat(${String(columns)}, minmax(14rem, 1fr))`, height: LINE_HEIGHT };
  const save = (): void => {
    const text = toCsv(
      [strings.text, ...languages.map(({ locale }) => locale)],
      shown.map(({ key, texts }) => [key, ...texts]),
    );
    download({ name: 'texts.csv', blob: new Blob([text], { type: 'text/csv' }) });
  };
  const cell = 'truncate border-r px-2 leading-6';
  return (
    <div className="flex h-full min-h-0 flex-col text-xs" data-testid="texts">
      <div className="flex flex-wrap items-center gap-3 border-b px-2 py-1">
        <FilterField label={strings.filter} value={filter} onChange={setFilter} />
        <label className="flex min-h-6 items-center gap-1">
          <input type="checkbox" checked={isMissingOnly} onChange={(event) => setMissingOnly(event.target.checked)} />
          {strings.missingOnly}
        </label>
        <label className="flex min-h-6 items-center gap-1">
          <input type="checkbox" checked={hasPseudo} onChange={(event) => setPseudo(event.target.checked)} />
          {strings.pseudo}
        </label>
        <span role="status" className="text-muted-foreground">
          {languages.length > 0 && strings.count(rows.filter(isMissing).length)}
        </span>
        <Button size="sm" variant="ghost" className="ml-auto" onClick={save}>
          {strings.export}
        </Button>
      </div>
      {languages.length === 0 && <p className="text-muted-foreground border-b p-2 text-sm">{strings.none}</p>}
      <div className="min-h-0 flex-1">
        {shown.length === 0 ? (
          <p className="text-muted-foreground p-2 text-sm">{strings.nothing}</p>
        ) : (
          <LongList
            kind="table"
            label={strings.text}
            count={shown.length}
            head={
              <div role="rowgroup" className="bg-muted sticky top-0 z-10">
                <div role="row" style={grid}>
                  <span role="columnheader" className={`${cell} font-medium`}>
                    {strings.text}
                  </span>
                  {languages.map(({ locale, path, isReadable }) => (
                    <span key={path} role="columnheader" className={cell}>
                      {isReadable ? (
                        <button
                          type="button"
                          title={strings.open(path)}
                          onClick={() => openFile(path)}
                          className="min-h-6 font-medium underline underline-offset-2"
                        >
                          {locale}
                        </button>
                      ) : (
                        <span className="text-destructive">{strings.unreadable(path)}</span>
                      )}
                    </span>
                  ))}
                  {hasPseudo && (
                    <span role="columnheader" className={`${cell} font-medium`}>
                      {strings.pseudo}
                    </span>
                  )}
                </div>
              </div>
            }
            line={(index) => {
              const row = shown[index];
              return (
                row && (
                  <div key={row.key} role="row" aria-rowindex={index + 2} style={grid} className="hover:bg-accent border-b">
                    <span role="rowheader" className={cell} title={row.key}>
                      {row.key}
                    </span>
                    {row.texts.map((text, at) => (
                      <span
                        key={at}
                        role="cell"
                        className={`${cell} ${text === null && row.isRead ? 'text-destructive' : ''}`}
                        title={text ?? ''}
                      >
                        {text ?? (row.isRead ? strings.missing : '')}
                      </span>
                    ))}
                    {hasPseudo && (
                      <span role="cell" className={cell} title={pseudo(row.key)}>
                        {pseudo(row.key)}
                      </span>
                    )}
                  </div>
                )
              );
            }}
          />
        )}
      </div>
    </div>
  );
}
