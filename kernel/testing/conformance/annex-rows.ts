/** Rows of the annex as the wire shows them. */
import { ORGANIZATIONS } from '../../database/core-rows';
import { STAMPS } from './rows';

type Row = Record<string, unknown>;

export const kindId = (number: number): string => `99999999-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const gaugeId = (number: number): string => `88888888-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const drawId = (number: number): string => `66666666-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const drawLineId = (number: number): string => `55555555-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const readingId = (number: number): string => `77777777-0000-4000-8000-${String(number).padStart(12, '0')}`;

const OWN = { organization_id: ORGANIZATIONS[0].id };
/** Of a model without `audit`. */
const MOMENTS = { created_at: '<time>', updated_at: '<time>' };

const KINDS: readonly Row[] = [
  { code: 'tmp', label: 'Temperature', family: 'x', hint: 'how warm', state: 'open', budget: 10 },
  { code: 'hum', label: 'Humidity', family: 'y', hint: '', state: 'closed', budget: null },
  { code: 'prs', label: null, family: 'x', hint: null, state: 'open', budget: null },
];
export const kind = (number: number, more: Row = {}): Row => ({
  id: kindId(number),
  ...OWN,
  ...KINDS[number - 1],
  ...MOMENTS,
  'Extra.colour': null,
  'Extra.weight': null,
  ...more,
});
export const gauge = (number: number, more: Row = {}): Row => ({
  id: gaugeId(number),
  ...OWN,
  ...Object.fromEntries(
    (
      'title count_all ratio price active measured_at day tags homepage_url email phone state color photo approved_by notes ' +
      'drawn family kind_code clerk_id clerk grade provided frozen guarded doubled lot'
    )
      .split(' ')
      .map((name) => [name, null]),
  ),
  state: 'new',
  ...STAMPS,
  ...more,
});

export const reading = (number: number, more: Row = {}): Row => ({
  id: readingId(number),
  ...OWN,
  gauge_id: gaugeId(1),
  gauge: { value: gaugeId(1), label: 'Öl 1' },
  kind_id: kindId(1),
  kind: { value: kindId(1), label: 'Temperature' },
  branch_id: null,
  branch: null,
  amount: 6,
  high: 1000,
  ...STAMPS,
  ...more,
});

export const alias = (number: number, kindNumber: number, borrowed: string | null): Row => ({
  id: readingId(number),
  ...OWN,
  kind_id: kindId(kindNumber),
  kind: { value: kindId(kindNumber), label: KINDS[kindNumber - 1]?.label },
  borrowed,
  ...MOMENTS,
});
