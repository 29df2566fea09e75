import { keepWayBack as keep } from '../way-back';
import { effect } from './effect';
import { requestOf } from './kind';

export const keepWayBack = effect<'keep-way-back'>(
  ({ addonKey, from }) => `keep the way back to ${addonKey} ${from}`,
  async (context, step) => {
    await keep(context.session, requestOf(context), step);
    return '';
  },
);
