import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '@asteby/metacore-runtime-react';
import { ResponseError } from '../client';
import { allImports, checkFile, forgetImport, type ImportRun, runImport, stopJob, takeUpImports, tellImportsTo } from './imports';

const file = new File(['a\n1\n'], 'rows.csv');
const order = { id: 'j1', model: 'tickets', title: 'Tickets', file };
const job = {
  id: 'j1',
  kind: 'import',
  addon: 'desk',
  model: 'Ticket',
  table: 'tickets',
  file: { name: 'rows.csv', bytes: 4, sha256: 'x' },
};
const progress = { total: 900, processed: 200, created: 199, failed: 1, skipped: 0, message: null, startedAt: '', endedAt: null };

interface Sent {
  method: string;
  url: string;
  job?: string;
}

/** A kernel whose posts end when they are told to, and whose jobs are what `jobs` says. */
function kernel(jobs: Record<string, object>) {
  const sent: Sent[] = [];
  let settle: { resolve: (data: unknown) => void; reject: (error: Error) => void } | undefined;
  const answer = (data: unknown) => Promise.resolve({ status: 200, headers: {}, data: { success: true, data } });
  const api = {
    get: (url: string) => {
      sent.push({ method: 'GET', url });
      if (url === '/playground/jobs') return answer(Object.values(jobs));
      const found = jobs[url.split('/').at(-1) ?? ''];
      return found ? answer(found) : Promise.reject(new ResponseError('none', { status: 404, data: null, headers: {} }));
    },
    post: (url: string, _body: unknown, config: { job?: string }) => {
      sent.push({ method: 'POST', url, ...(config.job === undefined ? {} : { job: config.job }) });
      return new Promise((resolve, reject) => {
        settle = { resolve: (data) => resolve({ status: 200, headers: {}, data }), reject };
      });
    },
    delete: (url: string) => {
      sent.push({ method: 'DELETE', url });
      return answer(null);
    },
  } as unknown as ApiClient;
  const end = (data: unknown): void => settle?.resolve(data);
  const refuse = (status: number, data: unknown): void => settle?.reject(new ResponseError('refused', { status, data, headers: {} }));
  return { api, sent, jobs, end, refuse };
}

const shown = (): Partial<ImportRun>[] =>
  allImports().map(({ state, processed, created, failed, message }) => ({ state, processed, created, failed, message }));

let busy: boolean[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  for (const { id } of allImports()) forgetImport(id);
  busy = [];
  tellImportsTo((isBusy) => busy.push(isBusy));
  return () => vi.useRealTimers();
});

describe('an import', () => {
  it('is sent under its own name, tells how far it is, and that it ended', async () => {
    const { api, sent, end } = kernel({ j1: { ...job, ...progress, state: 'running' } });
    const over = runImport(api, order);
    expect(busy).toEqual([true]);
    await vi.advanceTimersByTimeAsync(500);
    expect(shown()).toEqual([{ state: 'running', processed: 200, created: 199, failed: 1, message: null }]);
    end({ success: true, data: { created: 898, failed: 2, skipped: 0, failures: [{ row: 7, column: 'Title', error: 'is required' }] } });
    await over;
    expect(shown()).toEqual([{ state: 'done', processed: 900, created: 898, failed: 2, message: null }]);
    expect(allImports()[0]?.faults).toEqual([{ row: 7, column: 'Title', message: 'is required' }]);
    expect(busy).toEqual([true, false]);
    expect(sent).toEqual([
      { method: 'POST', url: '/dynamic/tickets/import', job: 'j1' },
      { method: 'GET', url: '/playground/jobs/j1' },
    ]);
  });

  it.each([
    [
      409,
      { code: 'import_cancelled', data: { created: 5, failed: 1, failures: [] } },
      { state: 'cancelled', processed: 6, created: 5, failed: 1, message: null },
    ],
    [422, { data: { created: 0, failed: 3, failures: [] } }, { state: 'done', processed: 3, created: 0, failed: 3, message: 'refused' }],
    [500, { data: { created: 5, failed: 0, failures: [] } }, { state: 'failed', processed: 5, created: 5, failed: 0, message: 'refused' }],
    [413, { message: 'too large' }, { state: 'failed', processed: 0, created: 0, failed: 0, message: 'refused' }],
    [0, { message: 'gone' }, { state: 'unknown', processed: 0, created: 0, failed: 0, message: 'refused' }],
  ])('that is answered with %d and %j ends as %j', async (status, data, ended) => {
    const { api, refuse } = kernel({});
    const over = runImport(api, order);
    refuse(status, data);
    await over;
    expect(shown()).toEqual([ended]);
  });

  it('is taken up by a frame that begins while it runs, and the last one of a model where it broke off', async () => {
    const { api, jobs } = kernel({
      j1: { ...job, ...progress, state: 'running' },
      j2: { ...job, ...progress, id: 'j2', table: 'notes', state: 'interrupted' },
      j3: { ...job, ...progress, id: 'j3', table: 'notes', state: 'interrupted' },
      j4: { ...job, ...progress, id: 'j4', table: 'people', state: 'done' },
      j5: { ...job, ...progress, id: 'j5', kind: 'validate', table: 'shops', state: 'running' },
    });
    await takeUpImports(api);
    await takeUpImports(api);
    expect(allImports().map(({ id, state }) => [id, state])).toEqual([
      ['j1', 'running'],
      ['j2', 'interrupted'],
    ]);
    jobs.j1 = { ...job, ...progress, processed: 900, state: 'done' };
    await vi.advanceTimersByTimeAsync(500);
    expect(shown()[0]).toEqual({ state: 'done', processed: 900, created: 199, failed: 1, message: null });
    expect(busy).toEqual([true, false]);
  });

  it('is stopped by its name', async () => {
    const { api, sent } = kernel({});
    await stopJob(api, 'j1');
    expect(sent).toEqual([{ method: 'DELETE', url: '/playground/jobs/j1' }]);
  });
});

it('a check counts rows without a fault, and names columns as people do', async () => {
  const { api, end } = kernel({});
  const over = checkFile(api, 'tickets', file, 'c1', () => undefined);
  end({
    data: {
      rowCount: 200,
      valid: 197,
      skipped: 1,
      errors: [{ row: 3, column: 'Due date', field: 'due', message: 'no day' }],
      errorCount: 3,
    },
  });
  expect(await over).toEqual({
    valid: 197,
    skipped: 1,
    faults: [{ row: 3, column: 'Due date', message: 'no day' }],
    faultCount: 3,
    notes: [],
  });
});
