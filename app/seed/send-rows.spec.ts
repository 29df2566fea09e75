import { describe, expect, it } from 'vitest';
import type { PageRequest } from '../../workers/protocol';
import { samplesOf, sendRows } from './send-rows';

const write = (n: number) => ({ method: 'POST' as const, path: `/data/table${String(n)}`, json: {} });

describe('an author’s own rows', () => {
  it('are sent one after another, and the first that is refused ends it', async () => {
    const asked: string[] = [];
    const ask = ({ path }: PageRequest) => {
      asked.push(path);
      return Promise.resolve({ status: 200, body: path.endsWith('2') ? { success: false, message: 'no' } : { success: true } });
    };
    expect(await sendRows([write(1), write(2), write(3)], ask as never)).toEqual({ path: '/data/table2', message: 'no' });
    expect(asked).toEqual(['/data/table1', '/data/table2']);
    expect(await sendRows([write(1), write(3)], ask as never)).toBeNull();
  });

  it('are those of the tables that the addon has: another addon’s rows wait for it', () => {
    const files = { 'sample/items.json': '[]', 'sample/tickets.json': '[]', 'sample/../x.json': '[]', 'README.md': '' };
    expect(samplesOf(files, '{"models": [{"key": "Item", "table": "items"}]}')).toEqual({ 'sample/items.json': '[]' });
    expect(samplesOf(files, '{}')).toEqual({});
  });
});
