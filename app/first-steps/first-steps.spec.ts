import { describe, expect, it } from 'vitest';
import type { ManifestV3 } from '../../schemas';
import { TEMPLATES } from '../../templates';
import { sampleAction } from './sample-action';
import { readFirstSteps } from './state';

const manifestOf = (id: string): ManifestV3 =>
  JSON.parse(TEMPLATES.find(({ card }) => card.id === id)?.files['manifest.json'] ?? '') as ManifestV3;

describe('the action that is tried', () => {
  it('is the starter’s first, with a form that is filled in', () => {
    expect(sampleAction(manifestOf('tickets'), 'Tried out')).toEqual({
      key: 'escalate',
      label: expect.any(String) as string,
      table: 'tickets',
      states: ['open', 'in_progress'],
      stateColumn: 'status',
      input: { reason: 'Tried out', level: 'second', notify_requester: false },
    });
  });

  it('is none where an addon has none that runs by itself', () => {
    expect(sampleAction(manifestOf('blank'), 'Tried out')).toBeNull();
  });
});

it('what was tried is remembered, in its order; what is kept otherwise is nothing', () => {
  expect(readFirstSteps(null)).toEqual({ done: [], isClosed: false });
  expect(readFirstSteps('link column nonsense')).toEqual({ done: ['column', 'link'], isClosed: false });
  expect(readFirstSteps('closed')).toEqual({ done: [], isClosed: true });
});
