import { describe, expect, it } from 'vitest';
import { toolsOf } from './tools';

describe('the pages of the host', () => {
  it('are those the kernel names, in the order of the menu', () => {
    expect(toolsOf(['automation', 'documents'])).toEqual(['documents', 'automation']);
    expect(toolsOf([])).toEqual([]);
  });

  it('are none for whatever is no list of pages', () => {
    for (const answer of [null, undefined, {}, 'dashboard', [1, null, { dashboard: true }, 'elsewhere']])
      expect(toolsOf(answer)).toEqual([]);
  });
});
