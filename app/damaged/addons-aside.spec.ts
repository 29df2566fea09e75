import { expect, it } from 'vitest';
import { installError } from '../../kernel/lifecycle/messages';
import type { SetAside } from '../../kernel/installed/registry';
import { addonsAside } from './addons-aside';

const aside = (addonKey: string, organizationId: string, { code, details, message }: ReturnType<typeof installError>): SetAside => ({
  addonKey,
  version: '1.0.0',
  organizationId,
  reason: message,
  code,
  details,
});

it('an addon that is set aside is named once, in the language of the page, with what is wrong', () => {
  const damaged = installError('stored_damaged', { fault: 'kind', place: '/models/0/columns', kind: 'array' });
  const older = installError('unknown_column_type', { type: 'money' });
  const all = [aside('jars', 'a', damaged), aside('jars', 'b', damaged), aside('lids', 'a', older)];
  expect(addonsAside(all, 'en')).toEqual([
    { key: 'jars', version: '1.0.0', reason: '/models/0/columns is no list' },
    { key: 'lids', version: '1.0.0', reason: '“money” is no column type of the contract' },
  ]);
  expect(addonsAside(all, 'es').map(({ reason }) => reason)).toEqual([
    '/models/0/columns no es una lista',
    '«money» no es un tipo de columna del contrato',
  ]);
});

it('what nobody put into words stays as the kernel told it', () => {
  const raw: SetAside = { ...aside('jars', 'a', installError('tenancy_not_implemented', {})), code: 'internal_error', reason: 'it broke.' };
  expect(addonsAside([raw], 'es')).toEqual([{ key: 'jars', version: '1.0.0', reason: 'it broke' }]);
});
