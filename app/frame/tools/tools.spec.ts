import { describe, expect, it } from 'vitest';
import { toolsOf } from './tools';

describe('the pages of the host', () => {
  it('are those an addon gives something to show', () => {
    expect(toolsOf([{ contributions: { dashboard: [{}], documents: [] } }, { contributions: { documents: [{}] } }], true)).toEqual([
      'dashboard',
      'documents',
    ]);
    expect(toolsOf([{ contributions: { actions: [{ key: 'a' }, { key: 'b', approval: { roles: ['owner'] } }] } }], false)).toEqual([
      'approvals',
    ]);
    expect(toolsOf([{ models: [{ columns: [{ constraints: [{ approval: { roles: [] } }] }] }] }], false)).toEqual(['approvals']);
  });

  it('with schedules and webhooks are an administrator’s', () => {
    expect(toolsOf([{ schedules: [{}] }], true)).toEqual(['automation']);
    expect(toolsOf([{ webhooks: [{}] }], true)).toEqual(['automation']);
    expect(toolsOf([{ schedules: [{}] }], false)).toEqual([]);
  });

  it('are none for whatever is no list of manifests', () => {
    for (const answer of [null, {}, 'x', [1, null, { contributions: 3, models: [{ columns: 'x' }] }]])
      expect(toolsOf(answer, true)).toEqual([]);
  });
});
