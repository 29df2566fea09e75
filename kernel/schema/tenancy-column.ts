import type { ManifestV3 } from '../../schemas';

/** The column that says whose a row is; an empty name counts as none, as the host takes it. */
export const tenancyColumnOf = ({ tenancy }: Pick<ManifestV3, 'tenancy'>): string =>
  tenancy?.rls_column === undefined || tenancy.rls_column === '' ? 'organization_id' : tenancy.rls_column;
