import { describe, expect, it } from 'vitest';
import { readAddress } from '../../kernel/link/address';
import { TEMPLATES } from '../../templates';
import { STARTER } from '../../templates/cards';
import { arrivalAt } from './from-address';

const at = (query: string) => arrivalAt(readAddress(query, ''), () => Promise.resolve([]));

describe('?template=', () => {
  it.each(TEMPLATES.map(({ card, files }) => [card.id, card, files] as const))(
    '%s shows that starter, with its files and where it is from',
    async (id, card, files) => {
      const state = await at(`?template=${id}`);
      expect(state).toMatchObject({ step: 'shown', arrival: { kind: 'template', title: id, files } });
      expect(state.step === 'shown' && state.arrival.provenance).toMatchObject([{ kind: 'template', title: card.title.en, place: id }]);
    },
  );

  it('of a name that no starter has is refused, and nothing is shown of it', async () => {
    expect(await at('?template=ticket')).toMatchObject({ step: 'unreadable', problem: { code: 'LINK-TEMPLATE' }, again: null });
  });

  it('is not needed inside of another page, which shows the first starter', async () => {
    expect(await at('?embed=1')).toMatchObject({ step: 'shown', arrival: { kind: 'template', title: STARTER } });
  });
});
