import { useTranslation } from 'react-i18next';
import { numberTag } from './language';
import { shownNumber } from './values/numbers';

/** How many rows a list has on all its pages. */
export function RowTotal({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <p className="text-muted-foreground text-sm whitespace-nowrap tabular-nums" data-testid="row-total">
      {t('datatable.row_total', { rows: shownNumber(rows, numberTag()) })}
    </p>
  );
}
