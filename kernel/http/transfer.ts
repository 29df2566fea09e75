/** Files: `export`, `export/template`, `import/validate` and `import` of both route families. */
import { exportRows, importTemplate } from '../dynamic/transfer/export';
import { importRows, validateImport } from '../dynamic/transfer/import';
import { type Run, runJob } from '../dynamic/transfer/jobs/board';
import { JOB_HEADER, jobIdOf, type JobKind } from '../dynamic/transfer/jobs/job';
import type { FileContent } from '../dynamic/transfer/grid';
import { readFile, uploadedFile } from '../dynamic/transfer/read-file';
import type { DynamicModel } from '../installed/model';
import { readable } from '../security/readable';
import { type KernelApp, type KernelContext, modelFor, parameters } from './context';

/** Runs `work` over the uploaded file as the job that the request names; the answer names it too. */
async function overFile<T>(
  context: KernelContext,
  kind: JobKind,
  work: (model: DynamicModel, content: FileContent, run: Run) => Promise<T>,
): Promise<{ data: T; run: Run }> {
  const { operation } = context.env;
  const model = modelFor(context, 'import');
  const id = jobIdOf(context.req.raw.headers);
  const file = await uploadedFile((await context.env.body.form()).get('file'), operation.language);
  context.header(JOB_HEADER, id);
  return runJob(operation, model, { id, kind, file: file.description }, async (run) => ({
    data: await work(model, await readFile(file.bytes, operation.language), run),
    run,
  }));
}

export function mountTransfer(app: KernelApp, prefix: string): void {
  app.get(`${prefix}/export`, (context) => {
    const { operation } = context.env;
    // A file of rows is for whoever may take them away and may read them.
    const model = readable(operation, modelFor(context, 'export'));
    return exportRows(operation, model, parameters(context));
  });
  app.get(`${prefix}/export/template`, (context) =>
    importTemplate(context.env.operation, modelFor(context, 'import'), parameters(context)),
  );
  app.post(`${prefix}/import/validate`, async (context) => {
    const { data } = await overFile(context, 'validate', (model, content, run) =>
      validateImport(context.env.operation, model, content, run),
    );
    return context.json({ success: data.errorCount === 0, data });
  });
  app.post(`${prefix}/import`, async (context) => {
    const { data, run } = await overFile(context, 'import', (model, content, run) =>
      importRows(context.env.operation, model, content, run),
    );
    if (run.job.state === 'cancelled')
      return context.json({ success: false, message: 'the import was stopped', code: 'import_cancelled', data }, 409);
    if (data.created > 0 || data.failures.length === 0) return context.json({ success: true, data });
    return context.json({ success: false, message: 'no row of the file could be written', data }, 422);
  });
}
