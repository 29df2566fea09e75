import { Button } from '@asteby/metacore-ui/primitives';
import { useEffect, useState } from 'react';
import type { Locale } from '../../kernel/locale';
import { messageOf } from '../../kernel/errors';
import type { VersionAdvice } from '../../kernel/publish/advice';
import { withAudit } from '../../kernel/publish/audit';
import { LEVELS, type PreflightFinding, type PreflightReport } from '../../kernel/publish/finding';
import { htmlReportOf, jsonReportOf, placeOf, sarifReportOf } from '../../kernel/publish/report';
import type { StoredProject } from '../../workers/project-store';
import { useLanguage } from '../i18n/language';
import { MANIFEST, textOf } from '../project/project';
import { APP_VERSION } from '../version';
import { auditView } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { Advice } from './Advice';
import { askPublishWorker } from './ask-workers';
import { download } from '../download';
import { CompareBundle } from './CompareBundle';
import { lastExport } from './last-export';
import { setMetadata, viewOf } from './manifest-edit';
import { usePublishStrings } from './strings';

const TONE = {
  reject: 'text-red-700 dark:text-red-300',
  review: 'text-amber-800 dark:text-amber-300',
  advice: 'text-sky-800 dark:text-sky-300',
} as const;

function Finding({ finding }: { finding: PreflightFinding }) {
  const strings = usePublishStrings().review;
  const place = placeOf(finding);
  return (
    <li className="border-b py-2 text-sm break-words last:border-b-0">
      <p>
        <span className={`font-semibold ${TONE[finding.level]}`}>{strings.level[finding.level]}</span>{' '}
        <code className="text-xs">{finding.rule}</code> {place !== '' && <code className="text-xs break-all">{place}</code>}
      </p>
      <p>{finding.message}</p>
      <p className="text-muted-foreground text-xs">
        {strings.cure}: {finding.cure}
      </p>
    </li>
  );
}

type State =
  | { step: 'running' }
  | { step: 'failed'; message: string }
  | {
      step: 'done';
      report: PreflightReport;
      advice: VersionAdvice | null;
    };

function save(report: PreflightReport, form: 'HTML' | 'JSON' | 'SARIF', language: Locale): void {
  const [text, type] = {
    HTML: () => [htmlReportOf(report, language), 'text/html'] as const,
    JSON: () => [`${JSON.stringify(jsonReportOf(report), null, 2)}\n`, 'application/json'] as const,
    SARIF: () => [`${JSON.stringify(sarifReportOf(report, APP_VERSION), null, 2)}\n`, 'application/json'] as const,
  }[form]();
  download({ name: `review-${report.key}-${report.version}.${form.toLowerCase()}`, blob: new Blob([text], { type }) });
}

type Files = StoredProject['files'];

async function reviewOf(files: Files, locale: Locale): Promise<State> {
  try {
    const key = viewOf(textOf(files[MANIFEST]))?.metadata.key;
    const last = typeof key === 'string' ? await lastExport(key) : null;
    const outcome = await askPublishWorker((api) => api.review({ files, last, locale }));
    return outcome.ok ? { step: 'done', ...outcome.value } : { step: 'failed', message: outcome.message };
  } catch (error) {
    return { step: 'failed', message: messageOf(error) };
  }
}

/** A look at the screen that is open in the preview; what is found joins the report. */
function Audit({ report, onReport }: { report: PreflightReport; onReport: (report: PreflightReport) => void }) {
  const strings = usePublishStrings().review;
  const language = useLanguage((state) => state.language);
  const isServed = useWorkspace((state) => state.servedGeneration !== null);
  const [told, setTold] = useState('');
  const look = async () => {
    setTold(strings.auditing);
    try {
      const entries = await auditView('main');
      onReport(withAudit(report, entries, language));
      setTold(strings.audited(entries.length));
    } catch (error) {
      setTold(strings.auditFailed(messageOf(error)));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button type="button" size="sm" variant="outline" disabled={!isServed} onClick={() => void look()}>
        {strings.audit}
      </Button>
      <p role="status" data-testid="audit" className="text-sm break-words">
        {told}
      </p>
    </div>
  );
}

/** What the marketplace's review would say, made here. */
export function ReviewTab() {
  const strings = usePublishStrings();
  const language = useLanguage((state) => state.language);
  const files = useWorkspace((state) => state.project?.files);
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ files: Files; language: Locale; round: number; state: State } | null>(null);
  useEffect(() => {
    if (!files) return;
    let current = true;
    void reviewOf(files, language).then((state) => {
      // A newer look is under way: its answer is the one to show.
      if (current) setAnswer({ files, language, round, state });
    });
    return () => {
      current = false;
    };
  }, [files, language, round]);
  const isCurrent = answer?.files === files && answer?.language === language && answer.round === round;
  const state: State = answer && isCurrent ? answer.state : { step: 'running' };

  return (
    <div className="space-y-3">
      {state.step === 'running' && <p role="status">{strings.review.running}</p>}
      {state.step === 'failed' && (
        <p role="alert" className="text-red-700 dark:text-red-300 text-sm break-words">
          {strings.review.failed(state.message)}
        </p>
      )}
      {state.step === 'done' && (
        <div className="space-y-3" data-testid="review" data-passes={state.report.passes}>
          <p role="status">
            {state.report.passes ? strings.review.passes : strings.review.fails}{' '}
            <span className="text-muted-foreground text-sm">
              ({strings.review.counts(state.report.counts.reject, state.report.counts.review, state.report.counts.advice)})
            </span>
          </p>
          {state.advice ? (
            <Advice advice={state.advice} onUse={(version) => setMetadata('version', version)} />
          ) : (
            <p className="text-muted-foreground text-sm">{strings.advice.none}</p>
          )}
          {state.report.findings.length === 0 ? (
            <p className="text-sm">{strings.review.empty}</p>
          ) : (
            <ul className="max-h-[40dvh] overflow-y-auto border-y" tabIndex={0} aria-label={strings.review.findings}>
              {LEVELS.flatMap((level) =>
                state.report.findings
                  .filter((finding) => finding.level === level)
                  .map((finding, index) => <Finding key={`${level}${String(index)}`} finding={finding} />),
              )}
            </ul>
          )}
          <Audit
            report={state.report}
            onReport={(report) =>
              setAnswer((before) => (before === answer && answer ? { ...answer, state: { ...state, report } } : before))
            }
          />
          <div className="flex flex-wrap gap-2">
            {(['HTML', 'JSON', 'SARIF'] as const).map((form) => (
              <Button key={form} type="button" size="sm" variant="outline" onClick={() => save(state.report, form, language)}>
                {strings.review.save(form)}
              </Button>
            ))}
            <Button type="button" size="sm" variant="outline" onClick={() => setRound((before) => before + 1)}>
              {strings.review.again}
            </Button>
          </div>
        </div>
      )}
      <CompareBundle />
    </div>
  );
}
