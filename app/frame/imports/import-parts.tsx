/** What the dialog and the bar above the screens say of an import. */
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@asteby/metacore-ui/primitives';
import { useTranslation } from 'react-i18next';
import { numberTag } from '../language';
import { shownNumber } from '../values/numbers';
import type { ImportRun, RowFault } from './imports';

const number = (value: number): string => shownNumber(value, numberTag());

interface ProgressedProps {
  name: string;
  processed: number;
  /** Null until the file is read. */
  total: number | null;
}

/** How far a check or an import is. */
export function Progressed({ name, processed, total }: ProgressedProps) {
  const { t } = useTranslation();
  const told =
    total === null ? t('imports.reading', { name }) : t('imports.rows', { name, processed: number(processed), total: number(total) });
  const share = total === null ? undefined : Math.floor((100 * processed) / Math.max(total, 1));
  return (
    <div className="min-w-0 flex-1 space-y-1">
      <p className="truncate">{told}</p>
      <div
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === undefined ? {} : { 'aria-valuenow': share })}
        className="bg-foreground/15 h-1.5 overflow-hidden rounded-full forced-colors:border"
      >
        <div className="bg-primary h-full forced-colors:bg-[Highlight]" style={{ width: `${share ?? 0}%` }} />
      </div>
    </div>
  );
}

/** Rows that were refused, by the names of their columns. */
export function Faults({ faults }: { faults: readonly RowFault[] }) {
  const { t } = useTranslation();
  if (faults.length === 0) return null;
  return (
    <div className="max-h-60 overflow-auto rounded-md border">
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead className="w-16">{t('imports.row')}</TableHead>
            <TableHead>{t('imports.column')}</TableHead>
            <TableHead>{t('imports.fault')}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {faults.map((fault, index) => (
            <TableRow key={index}>
              <TableCell className="font-mono text-xs">{number(fault.row)}</TableCell>
              <TableCell>{fault.column ?? ''}</TableCell>
              <TableCell className="text-destructive whitespace-normal">{fault.message}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** One sentence on how an import ended. */
export function useSentence(): (run: ImportRun) => string {
  const { t } = useTranslation();
  return ({ state, fileName, created, failed, processed, total }) => {
    const counts = {
      name: fileName,
      created: number(created),
      failed: number(failed),
      processed: number(processed),
      total: total === null ? '?' : number(total),
    };
    return t(`imports.${state === 'running' ? 'rows' : state}`, counts);
  };
}

/** How an import ended, with the rows that were refused. */
export function Outcome({ run }: { run: ImportRun }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  return (
    <div className="space-y-2">
      <p role="status">{sentence(run)}</p>
      {run.message === null ? null : <p className="text-muted-foreground">{run.message}</p>}
      {run.state === 'interrupted' ? <p className="text-muted-foreground">{t('imports.goOn')}</p> : null}
      <Faults faults={run.faults} />
    </div>
  );
}
