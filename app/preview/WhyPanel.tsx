import { Check, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { messageOf } from '../../kernel/errors';
import type { Reason } from '../../kernel/metadata/why';
import { revealPlace } from '../editor/reveal-place';
import { useLanguage } from '../i18n/language';
import type { ViewName } from '../project/drafts';
import { askKernel } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { useScreens } from './screens';
import { principalOf, useViewers } from './viewers';
import { useWhyStrings } from './why-strings';

const DEADLINE_MS = 30_000;

const KINDS = ['menu', 'verb', 'action', 'column'] as const;

function Line({ reason }: { reason: Reason }) {
  const strings = useWhyStrings();
  const label = reason.kind === 'verb' ? (strings.verbs[reason.key] ?? reason.label) : reason.label;
  const place = reason.place ?? reason.grantedAt;
  const Mark = reason.isShown ? Check : X;
  const text = (
    <>
      <Mark className={`mt-0.5 size-3.5 shrink-0 ${reason.isShown ? '' : 'text-destructive'}`} aria-hidden />
      <span className="shrink-0 font-medium">{label}</span>
      <span className="text-muted-foreground min-w-0">{strings.because(reason)}</span>
    </>
  );
  return (
    <li data-shown={reason.isShown}>
      {place ? (
        <button
          type="button"
          title={reason.place ? strings.toLine(label) : strings.toGrant(label)}
          onClick={() => revealPlace(place.pointer)}
          className="hover:bg-accent flex min-h-6 w-full items-start gap-1.5 rounded px-1 text-left"
        >
          {text}
        </button>
      ) : (
        <p className="flex min-h-6 items-start gap-1.5 px-1">{text}</p>
      )}
    </li>
  );
}

type Answer = { state: 'loading' } | { state: 'failed'; message: string } | { state: 'there'; reasons: readonly Reason[] };

/** Why the open screen of a view is as it is for whoever looks, hidden things listed, each with its line. */
export default function WhyPanel({ view }: { view: ViewName }) {
  const strings = useWhyStrings();
  const language = useLanguage((state) => state.language);
  const screen = useScreens((state) => state[view]);
  const { people, roles, choices } = useViewers();
  const [answer, setAnswer] = useState<Answer>({ state: 'loading' });
  const principal = principalOf({ people, roles }, choices[view]);
  const asker = JSON.stringify(principal);
  const model = /^[\w.-]+/.exec(screen?.address ?? '')?.[0];
  const served = useWorkspace((state) => state.servedGeneration);
  useEffect(() => {
    if (model === undefined) return undefined;
    let isCurrent = true;
    askKernel(
      { method: 'GET', path: `/playground/why/${encodeURIComponent(model)}`, language },
      DEADLINE_MS,
      JSON.parse(asker) as typeof principal,
    ).then(
      ({ body }) => {
        if (isCurrent) setAnswer({ state: 'there', reasons: (body as { data?: Reason[] }).data ?? [] });
      },
      (error: unknown) => {
        if (isCurrent) setAnswer({ state: 'failed', message: messageOf(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [model, asker, served, language]);
  const name = people.find(({ userId }) => userId === choices[view].userId)?.name ?? '';
  if (model === undefined) return <p className="text-muted-foreground">{strings.noScreen}</p>;
  if (answer.state === 'loading') return <p className="text-muted-foreground">{strings.loading}</p>;
  if (answer.state === 'failed') return <p role="alert">{strings.failed(answer.message)}</p>;
  return (
    <>
      <p className="text-muted-foreground mb-2">{strings.intro(name, screen?.title ?? model)}</p>
      {KINDS.map((kind) => {
        const reasons = answer.reasons.filter((reason) => reason.kind === kind);
        return reasons.length === 0 ? null : (
          <section key={kind} aria-label={strings.kinds[kind]} className="mb-2">
            <h3 className="text-muted-foreground px-1 font-medium">{strings.kinds[kind]}</h3>
            <ul>
              {reasons.map((reason) => (
                <Line key={`${reason.key} ${reason.place?.pointer ?? ''}`} reason={reason} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
