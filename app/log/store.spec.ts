import { afterEach, describe, expect, it } from 'vitest';
import { useWorkspace } from '../workspace/workspace';
import { addLines, asText, clearLog, collectPageLines, filtered, MAX_LINES, useLog } from './store';

const line = (text: string, level: 'info' | 'warning' | 'error' = 'info') => ({
  at: '2026-01-01T00:00:00Z',
  level,
  source: 'request' as const,
  text,
});
const texts = () => useLog.getState().lines.map(({ text }) => text);

afterEach(clearLog);

describe('the log', () => {
  it('keeps a hundred thousand lines and forgets the oldest', () => {
    addLines(Array.from({ length: MAX_LINES }, (_, index) => line(String(index))));
    addLines([line('newest')]);
    expect(texts().length).toBeLessThanOrEqual(MAX_LINES);
    expect(texts().at(-1)).toBe('newest');
    expect(texts()[0]).not.toBe('0');
  });

  it('is narrowed by a text and by a level', () => {
    addLines([line('GET /data 200'), line('GET /data 404', 'warning'), line('POST /data 500', 'error')]);
    const { lines } = useLog.getState();
    expect(filtered(lines, '', 'info')).toBe(lines);
    expect(filtered(lines, 'get', 'info')).toHaveLength(2);
    expect(filtered(lines, '', 'warning')).toHaveLength(2);
    expect(asText(filtered(lines, '', 'error'))).toBe('2026-01-01T00:00:00Z error request POST /data 500\n');
  });

  it('tells how the kernel is, whoever looks', () => {
    const stop = collectPageLines();
    useWorkspace.setState({ kernel: { phase: 'restarting' } });
    useWorkspace.setState({ kernel: { phase: 'failed', message: 'no room' } });
    stop();
    expect(texts()).toEqual(['kernel restarting', 'kernel failed: no room']);
  });
});
