import { Button, Input, Label, Textarea } from '@asteby/metacore-ui/primitives';
import { ArrowLeft } from 'lucide-react';
import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react';
import { type Draft, type DraftFormat, isDrafted, MAX_DRAFT_CHARS, NO_DRAFT } from '../../kernel/drafting/draft';
import { messageOf } from '../../kernel/errors';
import { useLanguage } from '../i18n/language';
import { askLanguage } from '../language/client';
import { openedNow, projectOf } from '../project/project';
import { openAsNew } from '../projects/open-new';
import { EXAMPLES } from './examples';
import { closeGallery } from './state';
import { useGalleryStrings } from './strings';

/** How long nothing is typed before the text is read. */
const PAUSE_MS = 150;
/** What the rows of a CSV are called where nobody says. */
const ROWS = { en: 'rows', es: 'filas' } as const;

/** The tables of a text, read in the language worker; those of a moment ago while a newer text is read. */
function useDraft(text: string, called: string): { draft: Draft; failure: string } {
  const [read, setRead] = useState({ draft: NO_DRAFT, failure: '' });
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(() => {
      askLanguage((api) => api.draft(text, called)).then(
        (draft) => !isOld && setRead({ draft, failure: '' }),
        (error: unknown) => !isOld && setRead({ draft: NO_DRAFT, failure: messageOf(error) }),
      );
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, called]);
  return read;
}

function Tables({ draft }: { draft: Draft }) {
  const strings = useGalleryStrings();
  const language = useLanguage((state) => state.language);
  const named = (target: string): string =>
    target === 'core.User' ? strings.people : (draft.models.find(({ table }) => table === target)?.label ?? target);
  return (
    <>
      {draft.notes.length > 0 && (
        <ul className="space-y-1 rounded border border-amber-500/60 p-2 text-sm" aria-label={strings.line(0)}>
          {draft.notes.map(({ line, text }, index) => (
            <li key={index}>
              {line > 0 && <span className="font-medium">{strings.line(line)}: </span>}
              {text[language]}
            </li>
          ))}
        </ul>
      )}
      {draft.models.map(({ table, label, columns, rows }) => (
        <section key={table} aria-label={label} className="rounded-md border">
          <h4 className="bg-muted/60 flex items-baseline justify-between gap-2 rounded-t-md border-b px-2 py-1 text-sm font-semibold">
            <span className="min-w-0 truncate">{label}</span>
            {rows.length > 0 && <span className="text-muted-foreground shrink-0 text-xs font-normal">{strings.rows(rows.length)}</span>}
          </h4>
          <ul className="px-2 py-1 text-sm">
            {columns.map(({ name, label: column, kind, required, unique, options, target }) => (
              <li key={name} className="flex justify-between gap-3">
                <span className="min-w-0 truncate">{column}</span>
                <span className="text-muted-foreground min-w-0 truncate text-right text-xs leading-5">
                  {kind === 'reference' ? `→ ${named(target)}` : kind === 'choice' ? options.join(' · ') : strings.kind[kind]}
                  {required && ` · ${strings.required}`}
                  {unique && ` · ${strings.unique}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Makes a project of tables that somebody describes, and shows while they type what comes of it. */
export function Describe({ onBack }: { onBack: () => void }) {
  const strings = useGalleryStrings();
  const language = useLanguage((state) => state.language);
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [file, setFile] = useState('');
  const [tooLong, setTooLong] = useState(false);
  const [creating, setCreating] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [nameId, textId] = [useId(), useId()];
  const picker = useRef<HTMLInputElement>(null);
  const called = file !== '' ? file : name.trim() !== '' ? name : ROWS[language];
  const { draft, failure } = useDraft(text, called);

  const take = (next: string): void => {
    setTooLong(next.length > MAX_DRAFT_CHARS);
    if (next.length <= MAX_DRAFT_CHARS) setText(next);
  };
  const takeFile = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [picked] = event.target.files ?? [];
    event.target.value = '';
    if (!picked) return;
    // One more than fits is enough to know that it does not.
    take(await picked.slice(0, MAX_DRAFT_CHARS * 4 + 4).text());
    setFile(picked.name.replace(/\.\w+$/, ''));
  };
  const example = (format: DraftFormat): void => {
    setFile(format === 'csv' ? EXAMPLES[language].called : '');
    take(EXAMPLES[language][format]);
  };
  const create = async (): Promise<void> => {
    setCreating(true);
    setRefusal('');
    try {
      const made = await askLanguage((api) => api.draftedProject(text, called, name, language));
      await openAsNew(projectOf(made.key, made.files, [openedNow({ title: made.name })]));
      closeGallery();
    } catch (error) {
      setRefusal(strings.failed(messageOf(error)));
      setCreating(false);
    }
  };
  const said = tooLong ? strings.tooLong(MAX_DRAFT_CHARS) : refusal !== '' ? refusal : failure !== '' ? strings.failed(failure) : '';
  return (
    <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)_minmax(0,1fr)_auto] gap-3 md:grid-cols-2 md:grid-rows-[minmax(0,1fr)_auto]">
      <div className="flex min-h-0 flex-col gap-2">
        <Label htmlFor={nameId}>{strings.name}</Label>
        <Input id={nameId} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        <Label htmlFor={textId}>{strings.text}</Label>
        <Textarea
          id={textId}
          autoFocus
          spellCheck={false}
          value={text}
          placeholder={strings.placeholder}
          onChange={(event) => take(event.target.value)}
          className="min-h-24 flex-1 resize-none font-mono text-sm"
        />
        <div className="flex flex-wrap items-center gap-1 text-sm">
          <span className="text-muted-foreground">{strings.examples}</span>
          {(['lines', 'sql', 'csv'] as const).map((format) => (
            <Button key={format} type="button" size="sm" variant="outline" onClick={() => example(format)}>
              {strings.example[format]}
            </Button>
          ))}
          <Button type="button" size="sm" variant="ghost" onClick={() => picker.current?.click()}>
            {strings.file}
          </Button>
          <input
            ref={picker}
            type="file"
            hidden
            accept=".csv,.tsv,.txt,.sql"
            data-testid="description-file"
            onChange={(event) => void takeFile(event)}
          />
        </div>
      </div>
      <section aria-label={strings.preview} className="flex min-h-0 flex-col gap-2 overflow-y-auto pr-1" tabIndex={0}>
        <p role="status" className="text-muted-foreground text-sm">
          {said !== ''
            ? said
            : draft.format !== null
              ? strings.read[draft.format]
              : draft.notes.length > 0
                ? strings.nothing
                : strings.empty}
        </p>
        <Tables draft={draft} />
      </section>
      <div className="flex justify-between gap-2 md:col-span-2">
        <Button variant="ghost" onClick={onBack}>
          <ArrowLeft className="size-4" aria-hidden /> {strings.back}
        </Button>
        <Button disabled={!isDrafted(draft) || creating} onClick={() => void create()}>
          {creating ? strings.creating : strings.create}
        </Button>
      </div>
    </div>
  );
}
