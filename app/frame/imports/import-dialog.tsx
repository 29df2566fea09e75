/** Takes the place of the published runtime's import dialog: how far an import is, a way to stop it, and how it ended. */
import { useState, useSyncExternalStore } from 'react';
import { useApi, type TableMetadata } from '@asteby/metacore-runtime-react';
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  Button,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@asteby/metacore-ui/primitives';
import { useTranslation } from 'react-i18next';
import { messageOf } from '../../../kernel/errors';
import { shownNumber } from '../values/numbers';
import { numberTag } from '../language';
import { Faults, Outcome, Progressed } from './import-parts';
import { allImports, checkFile, type CheckReport, forgetImport, MAX_FILE_BYTES, newJobId, onImports, runImport, stopJob } from './imports';
import { downloadTemplate } from './template';

interface ImportDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  model: string;
  metadata: Pick<TableMetadata, 'title'>;
  onImported?: () => void;
}

interface Chosen {
  file: File;
  /** Kept while the file is: sent again, an import goes on where it stopped. */
  id: string;
}

interface Checking {
  id: string;
  processed: number;
  total: number | null;
}

const MIB = 1024 * 1024;

export function ImportDialog({ open, onOpenChange, model, metadata, onImported }: ImportDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const runs = useSyncExternalStore(onImports, allImports);
  const [chosen, setChosen] = useState<Chosen>();
  const [checking, setChecking] = useState<Checking>();
  const [report, setReport] = useState<CheckReport>();
  /** What is wrong with the file; stays until another one is chosen. */
  const [fault, setFault] = useState<string>();
  const [isAsking, setAsking] = useState(false);

  const run = runs.find(({ models }) => models.includes(model));
  const isRunning = run?.state === 'running';
  // An import that broke off in the middle stands above the choice of its file.
  const isChoosing = run === undefined || run.state === 'interrupted';
  const number = (value: number): string => shownNumber(value, numberTag());

  const choose = (file: File | undefined): void => {
    setReport(undefined);
    setFault(undefined);
    setChosen(undefined);
    if (file === undefined) return;
    if (file.size > MAX_FILE_BYTES) {
      setFault(t('imports.tooLarge', { size: number(Math.ceil(file.size / MIB)), most: number(MAX_FILE_BYTES / MIB) }));
      return;
    }
    const goesOn = run?.state === 'interrupted' && run.fileName === file.name && run.fileBytes === file.size;
    setChosen({ file, id: goesOn ? run.id : newJobId() });
  };

  const check = async ({ file }: Chosen): Promise<void> => {
    const id = newJobId();
    setFault(undefined);
    setChecking({ id, processed: 0, total: null });
    try {
      setReport(await checkFile(api, model, file, id, ({ processed, total }) => setChecking({ id, processed, total })));
    } catch (error) {
      setFault(messageOf(error));
    } finally {
      setChecking(undefined);
    }
  };

  const start = async ({ file, id }: Chosen): Promise<void> => {
    await runImport(api, { id, model, title: metadata.title, file });
    onImported?.();
  };

  const stop = (id: string): void => {
    stopJob(api, id).catch((error: unknown) => setFault(messageOf(error)));
  };

  const leave = (): void => {
    if (checking !== undefined) stop(checking.id);
    if (run !== undefined && !isRunning && run.state !== 'interrupted') forgetImport(run.id);
    choose(undefined);
    setAsking(false);
    onOpenChange(false);
  };
  const close = (isOpen: boolean): void => {
    if (isOpen) onOpenChange(true);
    else if (isRunning) setAsking(true);
    else leave();
  };

  return (
    <Dialog open={open} onOpenChange={close}>
      <DialogContent className="flex max-h-[90vh] flex-col gap-4 overflow-hidden sm:max-w-lg">
        <DialogHeader>
          <DialogTitle>{t('imports.title', { model: metadata.title })}</DialogTitle>
          <DialogDescription>{t(isRunning ? 'imports.running' : isChoosing ? 'imports.choose' : 'imports.ended')}</DialogDescription>
        </DialogHeader>
        <div className="min-h-0 flex-1 space-y-4 overflow-y-auto p-1 text-sm">
          {run === undefined ? null : isRunning ? <Progressed name={run.fileName} {...run} /> : <Outcome run={run} />}
          {!isChoosing ? null : (
            <>
              <p>
                <Button type="button" variant="link" className="h-auto px-0" onClick={() => void downloadTemplate(api, model, setFault)}>
                  {t('imports.template')}
                </Button>
                <span className="text-muted-foreground block text-xs">{t('imports.templateHint')}</span>
              </p>
              <label className="grid gap-1.5">
                <span className="font-medium">{t('imports.file')}</span>
                <input
                  type="file"
                  accept=".xlsx,.csv,.json"
                  className="border-input w-full rounded-md border p-2 text-sm"
                  disabled={checking !== undefined}
                  onChange={(event) => choose(event.target.files?.[0])}
                />
                <span className="text-muted-foreground text-xs">{t('imports.formats', { most: number(MAX_FILE_BYTES / MIB) })}</span>
              </label>
              {checking === undefined || chosen === undefined ? null : <Progressed name={chosen.file.name} {...checking} />}
              {report === undefined ? null : (
                <div role="status" className="space-y-2">
                  <p>{t('imports.checked', { valid: number(report.valid), faults: number(report.faultCount) })}</p>
                  {report.notes.map((note) => (
                    <p key={note} className="text-xs">
                      {note}
                    </p>
                  ))}
                  {report.skipped > 0 ? (
                    <p className="text-muted-foreground text-xs">{t('imports.skipped', { rows: number(report.skipped) })}</p>
                  ) : null}
                </div>
              )}
              {report === undefined ? null : <Faults faults={report.faults} />}
            </>
          )}
          {fault === undefined ? null : (
            <p role="alert" className="text-destructive">
              {fault}
            </p>
          )}
        </div>
        <DialogFooter>
          {isRunning ? (
            <>
              <Button type="button" variant="outline" onClick={() => stop(run.id)}>
                {t('imports.stop')}
              </Button>
              <Button type="button" onClick={leave}>
                {t('imports.background')}
              </Button>
            </>
          ) : !isChoosing ? (
            <>
              <Button type="button" variant="outline" onClick={() => forgetImport(run.id)}>
                {t('imports.another')}
              </Button>
              <Button type="button" onClick={leave}>
                {t('imports.close')}
              </Button>
            </>
          ) : (
            <>
              <Button type="button" variant="outline" onClick={checking === undefined ? leave : () => stop(checking.id)}>
                {t('imports.cancel')}
              </Button>
              {report === undefined ? (
                <Button
                  type="button"
                  disabled={chosen === undefined || checking !== undefined}
                  onClick={() => chosen && void check(chosen)}
                >
                  {t('imports.check')}
                </Button>
              ) : (
                <Button type="button" disabled={chosen === undefined || report.valid === 0} onClick={() => chosen && void start(chosen)}>
                  {t('imports.import', { rows: number(report.valid) })}
                </Button>
              )}
            </>
          )}
        </DialogFooter>
        <AlertDialog open={isAsking && isRunning} onOpenChange={setAsking}>
          <AlertDialogContent>
            <AlertDialogHeader>
              <AlertDialogTitle>{t('imports.question')}</AlertDialogTitle>
              <AlertDialogDescription>{t('imports.questionHint')}</AlertDialogDescription>
            </AlertDialogHeader>
            <AlertDialogFooter>
              <AlertDialogCancel onClick={leave}>{t('imports.background')}</AlertDialogCancel>
              <AlertDialogAction onClick={() => run && stop(run.id)}>{t('imports.stop')}</AlertDialogAction>
            </AlertDialogFooter>
          </AlertDialogContent>
        </AlertDialog>
      </DialogContent>
    </Dialog>
  );
}
