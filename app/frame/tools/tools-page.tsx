import { useApi } from '@asteby/metacore-runtime-react';
import { Button } from '@asteby/metacore-ui/primitives';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { messageOf } from '../../../kernel/errors';
import { PROFILES, type Profile } from '../../../kernel/tools/profile';
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

function Bench({ tool }: { tool: BenchTool }) {
  const { t } = useTranslation();
  const api = useApi();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
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
              <Labelled label={t('tools.tool')}>
                {(id) => (
                  <select id={id} className={`${FIELD} max-w-md`} value={idOf(open)} onChange={(event) => setChosen(event.target.value)}>
                    {tools.map((tool) => (
                      <option key={idOf(tool)} value={idOf(tool)}>
                        {idOf(tool)}
                      </option>
                    ))}
                  </select>
                )}
              </Labelled>
              <Bench key={idOf(open)} tool={open} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
