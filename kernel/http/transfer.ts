/** Files: `export`, `export/template`, `import/validate` and `import` of both route families. */
import { exportRows, importTemplate } from '../dynamic/transfer/export';
import { importRows, validateImport } from '../dynamic/transfer/import';
import { type FileContent, readFile } from '../dynamic/transfer/read-file';
import { badRequest } from '../failure';
import { type KernelApp, type KernelContext, modelFor, parameters } from './context';

/** The uploaded file. @throws RequestFailure 400 for anything but a form, and as `readFile` */
async function uploaded(context: KernelContext): Promise<FileContent> {
  let form: FormData;
  try {
    form = await context.req.raw.formData();
  } catch {
    throw badRequest('the body is no form with a file');
  }
  return readFile(form.get('file'));
}

export function mountTransfer(app: KernelApp, prefix: string): void {
  app.get(`${prefix}/export`, (context) => exportRows(context.env.operation, modelFor(context, 'export'), parameters(context)));
  app.get(`${prefix}/export/template`, (context) =>
    importTemplate(context.env.operation, modelFor(context, 'import'), parameters(context)),
  );
  app.post(`${prefix}/import/validate`, async (context) => {
    const model = modelFor(context, 'import');
    const data = await validateImport(context.env.operation, model, await uploaded(context));
    return context.json({ success: data.errorCount === 0, data });
  });
  app.post(`${prefix}/import`, async (context) => {
    const model = modelFor(context, 'import');
    const data = await importRows(context.env.operation, model, await uploaded(context));
    if (data.created > 0 || data.failures.length === 0) return context.json({ success: true, data });
    return context.json({ success: false, message: 'no row of the file could be written', data }, 422);
  });
}
