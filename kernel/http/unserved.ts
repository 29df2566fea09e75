/** Routes that hosts serve and the published runtime may ask for, and that nothing stands behind here: each says so by name. */
import { RequestFailure } from '../failure';
import type { KernelApp } from './context';

const UNSERVED: readonly [name: string, sentence: string, methods: readonly string[], paths: readonly string[]][] = [
  ['upload_not_built', 'files cannot be kept here', ['POST'], ['/upload']],
  [
    'async_export_not_built',
    'an export is answered at once, and there is none to wait for',
    ['GET'],
    ['/exports/:job/status', '/exports/:job/download'],
  ],
  [
    'assist_not_built',
    'no model of language is connected here',
    ['GET', 'POST'],
    ['/assist/:provider/sessions', '/assist/:provider/sessions/:id', '/assist/:provider/sessions/:id/reply'],
  ],
  ['edge_not_built', 'no devices are connected here', ['GET', 'POST'], ['/edge/devices', '/edge/devices/:id/commands']],
  [
    'templates_not_built',
    'templates of documents come from bundles here and are not edited',
    ['GET', 'POST', 'PUT', 'DELETE'],
    ['/settings/templates', '/settings/templates/:id'],
  ],
  ['frontend_not_built', 'frontends of addons are not served here', ['GET'], ['/metacore/addons/:key/frontend/*']],
];

export function mountUnserved(app: KernelApp): void {
  for (const [code, sentence, methods, paths] of UNSERVED)
    app.on([...methods], [...paths], () => {
      throw new RequestFailure(501, sentence, { code });
    });
}
