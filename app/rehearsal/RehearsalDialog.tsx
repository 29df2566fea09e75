import {
  Button,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  Input,
} from '@asteby/metacore-ui/primitives';
import { useEffect, useRef, useState } from 'react';
import { BUNDLE_LIMITS } from '../../kernel/bundle/limits';
import { messageOf } from '../../kernel/errors';
import { isBesidePath } from '../../kernel/host/beside-path';
import type { UpgradeReport } from '../../kernel/host/upgrade-rehearsal';
import { installSentence } from '../../kernel/lifecycle/messages';
import { useFocusReturn } from '../dialog/focus-return';
import { download } from '../download';
import { useLanguage } from '../i18n/language';
import { askPublishWorker } from '../publish/ask-workers';
import { lastExport } from '../publish/last-export';
import { useWorkspace } from '../workspace/workspace';
import { askRehearsal, keepRehearsed, throwAway } from './ask';
import { Report } from './Report';
import { reportText } from './report';
import { useRehearsalStrings } from './strings';

const DEFAULT_ROWS = 40;
const MAX_ROWS = 5_000;

interface Base {
  name: string;
  /** Null: the rehearsal goes on with what was kept. */
  packed: Uint8Array | null;
}

/** The edited version applied to the one that is out there, on rows that look real, before customers meet it. */
export default function RehearsalDialog({ onClose }: { onClose: () => void }) {
  const strings = useRehearsalStrings();
  const language = useLanguage((state) => state.language);
  const returnFocus = useFocusReturn(true);
  const addonKey = useWorkspace((state) => state.verdict?.key ?? '');
  const input = useRef<HTMLInputElement>(null);
  const [base, setBase] = useState<Base | null>(null);
  const [hasLooked, setLooked] = useState(false);
  const [rows, setRows] = useState(DEFAULT_ROWS);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [report, setReport] = useState<UpgradeReport | null>(null);
  useEffect(() => {
    void lastExport(addonKey).then((packed) => {
      if (packed) setBase((chosen) => chosen ?? { name: strings.lastExport, packed });
      setLooked(true);
    });
  }, [addonKey, strings]);
  // The rows of a rehearsal are worth nothing once nobody looks at it.
  useEffect(() => throwAway, []);

  const take = async (file: File) => {
    const packed = new Uint8Array(await file.slice(0, BUNDLE_LIMITS.maxPackedBytes + 1).arrayBuffer());
    setReport(null);
    setBase({ name: strings.chosen(file.name), packed });
  };
  const rehearse = async () => {
    const files = useWorkspace.getState().project?.files ?? {};
    setBusy(true);
    setProblem('');
    setReport(null);
    try {
      const after = await askPublishWorker((api) => api.pack({ files, locale: language }));
      if (!after.ok) {
        setProblem(strings.failed(after.message));
        return;
      }
      const beside = Object.entries(files).flatMap(([path, packed]) =>
        isBesidePath(path) && packed instanceof Uint8Array ? [{ path, packed }] : [],
      );
      const answer = await askRehearsal({ before: base?.packed ?? null, after: after.value.bytes, beside, rows, seed: 1 });
      if (answer.ok) setReport(answer.value);
      else setProblem(strings.refused(installSentence(answer, language) ?? answer.message));
    } catch (error) {
      setProblem(strings.failed(messageOf(error)));
    } finally {
      setBusy(false);
    }
  };
  const keep = async () => {
    if (!report) return;
    setBusy(true);
    try {
      const answer = await keepRehearsed();
      if (answer.ok) {
        setBase({ name: strings.keptOne(report.to), packed: null });
        setReport(null);
      } else setProblem(strings.refused(installSentence(answer, language) ?? answer.message));
    } catch (error) {
      setProblem(strings.failed(messageOf(error)));
    } finally {
      setBusy(false);
    }
  };
  const discard = () => {
    throwAway();
    setReport(null);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-y-auto sm:max-w-2xl" onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.title}</DialogTitle>
          <DialogDescription>{strings.intro}</DialogDescription>
        </DialogHeader>
        <div className="min-w-0 space-y-3">
          <div className="flex flex-wrap items-center gap-2 text-sm">
            <span className="font-medium">{strings.base}:</span>
            <span data-testid="rehearsal-base" className="[overflow-wrap:anywhere]">
              {base?.name ?? (hasLooked ? strings.noExport : '…')}
            </span>
            <Button size="sm" variant="outline" onClick={() => input.current?.click()}>
              {strings.ownFile}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              data-testid="rehearsal-input"
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                event.target.value = '';
                if (file) void take(file);
              }}
            />
          </div>
          <label className="flex items-center gap-2 text-sm">
            {strings.rows}
            <Input
              type="number"
              min={1}
              max={MAX_ROWS}
              value={rows}
              className="w-28"
              onChange={(event) => setRows(Math.min(MAX_ROWS, Math.max(1, Math.trunc(Number(event.target.value)) || 1)))}
            />
          </label>
          {problem !== '' && (
            <p role="alert" className="text-destructive text-sm [overflow-wrap:anywhere]">
              {problem}
            </p>
          )}
          {isBusy && (
            <p role="status" className="text-sm">
              {strings.running}
            </p>
          )}
          {report && <Report report={report} />}
        </div>
        <DialogFooter className="flex-wrap">
          {report && (
            <>
              <Button
                variant="outline"
                onClick={() => download({ name: `${report.key}-${report.from}-${report.to}.json`, blob: new Blob([reportText(report)]) })}
              >
                {strings.report}
              </Button>
              <Button variant="outline" onClick={discard}>
                {strings.discard}
              </Button>
              {report.blocked.length === 0 && (
                <Button variant="outline" title={strings.keepHint} disabled={isBusy} onClick={() => void keep()}>
                  {strings.keep}
                </Button>
              )}
            </>
          )}
          <Button variant="outline" onClick={onClose}>
            {strings.close}
          </Button>
          <Button disabled={isBusy || base === null} onClick={() => void rehearse()}>
            {strings.start}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
