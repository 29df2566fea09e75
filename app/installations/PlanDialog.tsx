import { Button, Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '@asteby/metacore-ui/primitives';
import { useEffect, useState } from 'react';
import { messageOf } from '../../kernel/errors';
import type { Consent } from '../../kernel/lifecycle/consent';
import { installSentence } from '../../kernel/lifecycle/messages';
import { useFocusReturn } from '../dialog/focus-return';
import { useLanguage } from '../i18n/language';
import { type Answered, askPlan, type Deed, type Refused, type ShownPlan } from './requests';
import { type InstallationStrings, useInstallationStrings } from './strings';

/** Steps of a plan that are shown; an addon of a hundred models has about six hundred. */
const MAX_SHOWN = 300;

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section>
      <h3 className="text-sm font-medium">{title}</h3>
      <ul className="text-muted-foreground list-inside list-disc text-sm [overflow-wrap:anywhere]">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function Asked({ consent, strings }: { consent: Consent; strings: InstallationStrings }) {
  const { capabilities, hooks, migrations, tables, requires, permissions, roles } = consent;
  const may = capabilities.map(({ kind, target, reason }) => `${kind} ${target}: ${reason === '' ? strings.noReason : reason}`);
  const runs = [...migrations.map(strings.migration), ...hooks.map(({ hook, target }) => strings.hook(hook, target))];
  const makes = [
    `${strings.tables(tables.length)}${tables.length > 0 ? `: ${tables.join(', ')}` : ''}`,
    ...(permissions.length > 0 ? [strings.permissions(permissions.length)] : []),
    ...(roles.length > 0 ? [`${strings.roles(roles.length)}: ${roles.join(', ')}`] : []),
  ];
  return (
    <>
      <Lines title={strings.consent} lines={may.length > 0 ? may : [strings.noConsent]} />
      <Lines title={strings.runs} lines={runs.length > 0 ? runs : [strings.runsNothing]} />
      <Lines title={strings.makes} lines={makes} />
      {requires.length > 0 && (
        <Lines
          title={strings.needs}
          lines={requires.map(({ key, range, isOptional }) => `${key} ${range}${isOptional ? ` (${strings.mayBeAbsent})` : ''}`)}
        />
      )}
    </>
  );
}

function Steps({ plan, strings }: { plan: ShownPlan; strings: InstallationStrings }) {
  if (plan.blocked.length > 0)
    return (
      <section role="alert">
        <h3 className="text-destructive text-sm font-medium">{strings.blocked}</h3>
        <p className="text-sm">{strings.blockedHint}</p>
        <ul className="mt-1 space-y-1 text-sm">
          {plan.blocked.map(({ place, detail, cure }) => (
            <li key={`${place} ${detail}`}>
              <span className="font-medium">{place}</span> ({detail})
              <pre className="bg-muted rounded p-2 text-xs whitespace-pre-wrap">{cure}</pre>
            </li>
          ))}
        </ul>
      </section>
    );
  if (plan.steps.length === 0) return <p className="text-sm">{strings.nothing}</p>;
  return (
    <section>
      <h3 className="text-sm font-medium">{strings.planned}</h3>
      <ol className="mt-1 max-h-56 overflow-auto rounded border p-2 font-mono text-xs" tabIndex={0} aria-label={strings.planned}>
        {plan.steps.slice(0, MAX_SHOWN).map((step, at) => (
          <li key={at} title={step.sql.join(';\n')} className="flex gap-2">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{step.does}</span>
            {step.risk !== 'safe' && <span className="shrink-0 text-amber-800 dark:text-amber-200">{strings.risks[step.risk]}</span>}
          </li>
        ))}
      </ol>
      {plan.steps.length > MAX_SHOWN && <p className="text-muted-foreground text-xs">{strings.more(plan.steps.length - MAX_SHOWN)}</p>}
    </section>
  );
}

interface PlanDialogProps {
  deed: Deed;
  name: string;
  /** Who goes along, where an addon is uninstalled. */
  dependents: readonly string[];
  onDo: (deed: Deed) => Promise<Answered<unknown>>;
  onClose: () => void;
}

/** What is about to be done, step by step, before it is: a person reads it and says yes, or does not. */
export function PlanDialog({ deed: asked, name, dependents, onDo, onClose }: PlanDialogProps) {
  const strings = useInstallationStrings();
  const language = useLanguage((state) => state.language);
  const returnFocus = useFocusReturn(true);
  const [purge, setPurge] = useState(false);
  const [plan, setPlan] = useState<ShownPlan | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isDoing, setDoing] = useState(false);
  const deed: Deed = asked.operation === 'uninstall' ? { ...asked, purge } : asked;
  const failed = (error: unknown) => setRefused({ code: '', message: messageOf(error), details: {} });
  useEffect(() => {
    let isCurrent = true;
    const wanted: Deed = asked.operation === 'uninstall' ? { ...asked, purge } : asked;
    askPlan(wanted).then(
      (answer) => {
        if (!isCurrent) return;
        setPlan(answer.ok ? answer.value : null);
        setRefused(answer.ok ? null : answer.refused);
      },
      (error: unknown) => isCurrent && failed(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [asked, purge]);
  const run = async () => {
    setDoing(true);
    try {
      const answer = await onDo(deed);
      if (answer.ok) onClose();
      else setRefused(answer.refused);
    } catch (error) {
      failed(error);
    }
    setDoing(false);
  };
  const { operation } = deed;
  const isBlocked = plan === null || plan.blocked.length > 0 || refused !== null;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto" onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.asks[operation](name)}</DialogTitle>
          <DialogDescription>{strings.texts[operation]}</DialogDescription>
        </DialogHeader>
        <div className="min-w-0 space-y-3">
          {operation === 'uninstall' && (
            <fieldset className="text-sm">
              <legend className="font-medium">{strings.data}</legend>
              {[false, true].map((value) => (
                <label key={String(value)} className="flex min-h-6 items-center gap-2">
                  <input type="radio" name="data" checked={purge === value} onChange={() => setPurge(value)} />
                  {value ? strings.purgeData : strings.keepData}
                </label>
              ))}
            </fieldset>
          )}
          {operation === 'uninstall' && dependents.length > 0 && (
            <p className="rounded bg-amber-100 p-2 text-sm text-amber-950 dark:bg-amber-950 dark:text-amber-100">
              {strings.cascade(dependents.join(', '))}
            </p>
          )}
          {refused && (
            <p role="alert" className="text-destructive text-sm [overflow-wrap:anywhere]">
              {strings.refused(installSentence(refused, language) ?? refused.message)}
            </p>
          )}
          {plan?.consent && <Asked consent={plan.consent} strings={strings} />}
          {plan ? <Steps plan={plan} strings={strings} /> : !refused && <p className="text-sm">{strings.looking}</p>}
        </div>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {strings.cancel}
          </Button>
          <Button
            variant={operation === 'purge' || (operation === 'uninstall' && purge) ? 'destructive' : 'default'}
            disabled={isBlocked || isDoing}
            onClick={() => void run()}
          >
            {strings.go[operation]}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
