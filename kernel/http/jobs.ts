/** `/playground/jobs`: runs over files, by the ids their requests gave them. Everybody sees their own, administrators all of their organization. */
import { cancelJob, liveJob, liveJobs } from '../dynamic/transfer/jobs/board';
import type { Job } from '../dynamic/transfer/jobs/job';
import { storedJob, storedJobs } from '../dynamic/transfer/jobs/store';
import { notFound } from '../failure';
import type { KernelApp, KernelContext } from './context';

/** @throws RequestFailure 404 for a job that is none, or another person's */
async function jobOf(context: KernelContext): Promise<Job> {
  const { operation } = context.env;
  const id = context.req.param('id') ?? '';
  const job = liveJob(operation, id) ?? (await storedJob(operation, id));
  if (!job) throw notFound(`unknown job "${id.slice(0, 128)}"`);
  return job;
}

export function mountJobs(app: KernelApp): void {
  app.get('/playground/jobs', async (context) => {
    const { operation } = context.env;
    const live = liveJobs(operation);
    const known = new Set(live.map(({ id }) => id));
    const stored = (await storedJobs(operation)).filter(({ id }) => !known.has(id));
    return context.json({ success: true, data: [...live, ...stored] });
  });
  app.get('/playground/jobs/:id', async (context) => context.json({ success: true, data: await jobOf(context) }));
  // Where it ended before it heard of it, nothing is stopped and the answer says how it ended.
  app.delete('/playground/jobs/:id', async (context) => {
    const stopping = cancelJob(context.env.operation, context.req.param('id'));
    return context.json({ success: true, data: await jobOf(context) }, stopping ? 202 : 200);
  });
}
