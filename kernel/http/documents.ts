/** `/documents` and the documents of a record, as pages that print. */
import { documentOf, documentsOf, listDocuments } from '../documents/documents';
import { recordId } from '../operation/operation';
import { notFound, RequestFailure } from '../failure';
import { type KernelApp, type KernelContext, readableFor } from './context';

/** Nothing in the page runs, loads or leaves, whoever opens it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; sandbox";

const idOf = (context: KernelContext): string => recordId(context.req.param('id') ?? '');

/** Names what a header can carry in it, and the whole name beside it. */
const disposition = (name: string): string =>
  `inline; filename="${name.replace(/[^\x20-\x7e]|["\\]/g, '_')}.html"; filename*=UTF-8''${encodeURIComponent(`${name}.html`)}`;

async function page(context: KernelContext): Promise<Response> {
  const file = context.req.param('file') ?? '';
  const dot = file.lastIndexOf('.');
  const [key, ending] = dot < 0 ? [file, 'html'] : [file.slice(0, dot), file.slice(dot + 1)];
  const model = readableFor(context);
  if (ending === 'pdf')
    throw new RequestFailure(501, `This playground renders documents as pages: ask for "${key.slice(0, 64)}.html".`, {
      code: 'pdf_not_available',
    });
  if (ending !== 'html') throw notFound(`unknown format "${ending.slice(0, 20)}"`);
  const { html, filename, leftOut } = await documentOf(context.env.operation, model, idOf(context), key);
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'content-disposition': disposition(filename),
      'x-content-type-options': 'nosniff',
      ...(leftOut.length > 0 && { 'x-playground-left-out': encodeURIComponent(leftOut.slice(0, 50).join(' ')) }),
    },
  });
}

export function mountDocumentList(app: KernelApp): void {
  app.get('/documents', (context) => {
    const data = listDocuments(context.env.operation);
    return context.json({ success: true, data, meta: { count: data.length } });
  });
}

export function mountDocuments(app: KernelApp, prefix: string): void {
  app.get(`${prefix}/:id/documents`, async (context) => {
    const data = await documentsOf(context.env.operation, readableFor(context), idOf(context));
    return context.json({ success: true, data, meta: { count: data.length } });
  });
  app.get(`${prefix}/:id/documents/:file`, page);
}
