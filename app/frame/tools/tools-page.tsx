import { useApi } from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf } from '../../../kernel/errors';
import { PROFILES, type Profile } from '../../../kernel/tools/profile';
import { MAX_SENTENCE_CHARS, type ToolMatch } from '../../../kernel/tools/match';
import type { Side, Stage, ToolRun } from '../../../kernel/tools/run';
import { testOf } from '../../../kernel/tools/saved-test';
import type { ToolInput } from '../../../kernel/tools/tool';
import { FIELD, Json, Labelled, listIn, Loaded, Page } from './parts';
import { givenParameters } from './tool-parameters';

/** As `GET /playground/tools` lists them. */
interface BenchTool {
  addon: string;
  tool: string;
  profile: Profile;
  /** In the language asked for. */
  description: string;
  declaration: { name: string; description: string };
  inputs: ToolInput[];
}

const idOf = ({ addon, tool }: Pick<BenchTool, 'addon' | 'tool'>): string => `${addon} · ${tool}`;

function Parameter({ input, text, onChange }: { input: ToolInput; text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  const hints = [
    input.description,
    input.extraction_hint ?? '',
    input.validation === undefined ? '' : `/${input.validation}/`,
    input.normalize ?? '',
  ];
  return (
    <div className="flex flex-col gap-1">
      <Labelled label={input.required ? `${input.name} · ${t('tools.isRequired')}` : input.name}>
        {(id) => (
          <input
            id={id}
            className={FIELD}
            value={text}
            placeholder={input.example ?? input.default_value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Labelled>
      <p className="text-muted-foreground text-xs">{hints.filter((hint) => hint !== '').join(' · ')}</p>
    </div>
  );
}

/** What is worth seeing of a stage. */
function detailOf(stage: Stage): unknown {
  switch (stage.stage) {
    case 'extracted':
      return { values: stage.values, ...(stage.dropped.length > 0 && { dropped: stage.dropped }) };
    case 'normalised':
      return stage.values;
    case 'validated':
      return stage.errors;
    case 'sent':
      return stage.request;
    case 'answered':
      return stage.result;
  }
}

function StageItem({ stage }: { stage: Stage }) {
  const { t } = useTranslation();
  const note =
    stage.stage === 'sent'
      ? t('tools.answeredBy', { who: stage.answeredBy, rule: stage.rule })
      : stage.stage === 'answered'
        ? t('tools.answeredIn', { status: stage.status ?? '–', time: stage.milliseconds.toFixed(0) })
        : '';
  return (
    <li className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">
        {t(`tools.stages.${stage.stage}`)} <span className="text-muted-foreground text-xs font-normal">{note}</span>
      </h3>
      <Json value={detailOf(stage)} />
    </li>
  );
}

function SideItem({ profile, side }: { profile: Profile; side: Side }) {
  const { t } = useTranslation();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <h3 className="text-sm font-medium">{t(`tools.profiles.${profile}`)}</h3>
      {side.request === undefined ? (
        <p className="text-muted-foreground text-xs">{t('tools.sendsNothing', { why: side.refusal })}</p>
      ) : (
        <>
          <code className="text-xs break-all">
            {side.request.method} {side.request.url}
          </code>
          {side.request.body === '' ? null : <pre className="bg-muted overflow-auto rounded-md p-2 text-xs">{side.request.body}</pre>}
        </>
      )}
    </div>
  );
}

function Outcome({ run }: { run: ToolRun }): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-label={t('tools.run')} className="flex flex-col gap-4">
      <p role="status" className="text-sm font-medium">
        {run.result.success ? t('tools.toolSucceeded') : t('tools.toolFailed', { why: run.result.error ?? '' })}
      </p>
      <ol className="flex flex-col gap-3">
        {run.stages.map((stage) => (
          <StageItem key={stage.stage} stage={stage} />
        ))}
      </ol>
      <h2 className="text-sm font-semibold">{t('tools.onHosts')}</h2>
      <div className="grid gap-4 md:grid-cols-2">
        {PROFILES.map((profile) => (
          <SideItem key={profile} profile={profile} side={run.sides[profile]} />
        ))}
      </div>
    </section>
  );
}

/** A sentence, and the tools that it would call. */
function Sentence({ onUse }: { onUse: (match: ToolMatch) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const [text, setText] = useState('');
  const [matches, setMatches] = useState<readonly ToolMatch[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const find = async (): Promise<void> => {
    setFailure(null);
    try {
      setMatches(listIn<ToolMatch>((await api.post('/playground/tools/match', { sentence: text })).data));
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <form
      className="flex max-w-3xl flex-col gap-2"
      aria-label={t('tools.sentence')}
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 grow">
          <Labelled label={t('tools.sentence')}>
            {(id) => (
              <input
                id={id}
                className={FIELD}
                value={text}
                maxLength={MAX_SENTENCE_CHARS}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Labelled>
        </div>
        <Button type="submit" variant="outline">
          {t('tools.trySentence')}
        </Button>
      </div>
      <p className="text-muted-foreground text-xs">{t('tools.sentenceNote')}</p>
      {failure === null ? null : (
        <p role="alert" className="text-destructive text-sm">
          {failure}
        </p>
      )}
      {matches?.length === 0 ? <p className="text-sm">{t('tools.noMatch')}</p> : null}
      <ul className="flex flex-col gap-2">
        {(matches ?? []).map((match) => (
          <li key={idOf(match)} className="flex flex-wrap items-center justify-between gap-2 rounded-md border px-3 py-2 text-sm">
            <span className="min-w-0">
              <span className="font-medium">{idOf(match)}</span>
              <span className="text-muted-foreground block text-xs break-words">
                {[
                  match.keywords.length === 0 ? '' : t('tools.calledBy', { words: match.keywords.join(', ') }),
                  match.words.length === 0 ? '' : t('tools.shares', { words: match.words.join(', ') }),
                  match.missing.length === 0 ? '' : t('tools.misses', { names: match.missing.join(', ') }),
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </span>
            <Button type="button" variant="outline" onClick={() => onUse(match)}>
              {t('tools.useMatch', { tool: match.tool })}
            </Button>
          </li>
        ))}
      </ul>
    </form>
  );
}

function Bench({ tool, given }: { tool: BenchTool; given: Readonly<Record<string, string>> }) {
  const { t } = useTranslation();
  const api = useApi();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(given);
  const [profile, setProfile] = useState<Profile>(tool.profile);
  const [run, setRun] = useState<ToolRun | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const start = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await api.post(`/playground/tools/${tool.addon}/${tool.tool}/run`, {
        parameters: givenParameters(tool.inputs, typed),
        profile,
      });
      setRun((answer.data as { data: ToolRun }).data);
    } catch (error) {
      setRun(null);
      setFailure(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <p className="text-sm">{tool.description}</p>
      <form
        className="bg-card flex flex-col gap-3 rounded-lg border p-4"
        aria-label={tool.tool}
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        {tool.inputs.length === 0 ? <p className="text-muted-foreground text-sm">{t('tools.noParameters')}</p> : null}
        {tool.inputs.map((input) => (
          <Parameter
            key={input.name}
            input={input}
            text={typed[input.name] ?? ''}
            onChange={(text) => setTyped({ ...typed, [input.name]: text })}
          />
        ))}
        <Labelled label={t('tools.profile')}>
          {(id) => (
            <select
              id={id}
              className={FIELD}
              value={profile}
              onChange={(event) => setProfile(PROFILES.find((one) => one === event.target.value) ?? tool.profile)}
            >
              {PROFILES.map((one) => (
                <option key={one} value={one}>
                  {t(`tools.profiles.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Button type="submit" className="self-start" disabled={isBusy}>
          {t('tools.callTool')}
        </Button>
      </form>
      {failure === null ? null : (
        <p role="alert" className="text-destructive text-sm">
          {failure}
        </p>
      )}
      {run === null ? null : <Outcome run={run} />}
      {run === null ? null : (
        <details>
          <summary className="cursor-pointer text-sm font-medium">{t('tools.asTest')}</summary>
          <p className="text-muted-foreground py-1 text-xs">{t('tools.testGoes')}</p>
          <Json value={{ tool_tests: [testOf(run, givenParameters(tool.inputs, typed))] }} />
        </details>
      )}
      <details>
        <summary className="cursor-pointer text-sm font-medium">{t('tools.asModelSees')}</summary>
        <Json value={tool.declaration} />
      </details>
    </div>
  );
}

/** The tools of the installed addons: called as an assistant of the host would, with each stage of the call shown. */
export function ToolsPage({ generation }: { generation: string }) {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const [chosen, setChosen] = useState<string | null>(null);
  const [used, setUsed] = useState<{ count: number; match: ToolMatch } | null>(null);
  const query = useQuery({
    queryKey: ['playground-tools', generation, i18n.language],
    queryFn: async () => listIn<BenchTool>((await api.get('/playground/tools')).data),
  });
  return (
    <Page title={t('tools.tools')}>
      <Loaded query={query}>
        {(tools) => {
          const open = tools.find((tool) => idOf(tool) === chosen) ?? tools[0];
          return open === undefined ? null : (
            <>
              <Sentence
                onUse={(match) => {
                  setUsed({ count: (used?.count ?? 0) + 1, match });
                  setChosen(idOf(match));
                }}
              />
              <Labelled label={t('tools.tool')}>
                {(id) => (
                  <select
                    id={id}
                    className={`${FIELD} max-w-md`}
                    value={idOf(open)}
                    onChange={(event) => {
                      setUsed(null);
                      setChosen(event.target.value);
                    }}
                  >
                    {tools.map((tool) => (
                      <option key={idOf(tool)} value={idOf(tool)}>
                        {idOf(tool)}
                      </option>
                    ))}
                  </select>
                )}
              </Labelled>
              <Bench key={`${idOf(open)} ${String(used?.count ?? 0)}`} tool={open} given={used?.match.parameters ?? {}} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
