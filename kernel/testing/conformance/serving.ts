/** Routes that hosts serve beside the data: the marketplace's, and those that nothing stands behind here. */
import { annexManifest, extraManifest } from '../annex';
import { courierManifest } from '../courier';
import { flatManifest } from '../../metadata/flat-manifest';
import type { ManifestV3 } from '../../../schemas';
import { shopManifest } from '../shop';
import { type Case, covering } from './case';
import { refused } from './requests';

const get = (path: string, status: number, answer: unknown, more: Partial<Case> = {}): Case => ({
  method: 'GET',
  path,
  status,
  answer,
  ...more,
});
const item = (manifest: ManifestV3) => ({
  manifest: flatManifest(manifest),
  installable: true,
  entitled: true,
  installed: true,
  enabled: true,
  version: '1.0.0',
});
const PAGES_OF_ADA = ['documents', 'approvals', 'automation', 'tools', 'connectors', 'settings'];
const MEASURE = { id: 'measure', name: 'measure', description: 'Measures', endpoint: '', addon_key: 'annex' };

const unserved = (facts: string, code: string, message: string, routes: readonly (readonly [Case['method'], string])[]): Case[] =>
  covering(
    facts,
    ...routes.map(([method, path]): Case => ({
      method,
      path,
      ...(method !== 'GET' && { body: {} }),
      status: 501,
      answer: { success: false, message, code },
    })),
  );
/** Whoever asks is told what exists nowhere; a board then hides what it would have shown. */
const missing = (facts: string, routes: readonly (readonly [Case['method'], string])[]): Case[] =>
  covering(
    facts,
    ...routes.map(([method, path]): Case => ({
      method,
      path,
      ...(method !== 'GET' && { body: {} }),
      status: 404,
      answer: { success: false, message: `no route ${method} ${path.split('?')[0] ?? ''}` },
    })),
  );

const NOT_INSTALLED = '“nothing” is not installed, so there is nothing to upgrade or to change (ErrNotInstalled). Install it first.';
const ABSENT = { code: 'not_installed', details: { key: 'nothing' } };

export const SERVING: readonly Case[] = [
  ...covering(
    'ROUTE-CATALOG',
    get('/metacore/catalog', 200, {
      items: [item(annexManifest()), item(courierManifest()), item(extraManifest()), item(shopManifest())],
      total: 4,
    }),
    get('/api/metacore/catalog', 200, { items: [item(shopManifest())], total: 1 }, { as: 'Dana' }),
    get('/metacore/catalog', 401, { success: false, message: 'not authenticated' }, { as: 'nobody' }),
  ),
  ...covering(
    'ROUTE-MANIFESTS',
    get('/metacore/manifests', 200, [flatManifest(shopManifest())], { as: 'Dana', carries: { 'X-Metacore-Kernel-Version': '3.0.0' } }),
  ),
  ...covering(
    'ROUTE-PAGES',
    get('/playground/pages', 200, { success: true, data: PAGES_OF_ADA }),
    get('/playground/pages', 401, { success: false, message: 'not authenticated' }, { as: 'nobody' }),
  ),
  ...covering('ROUTE-TOOLS', get('/metacore/tools?addon_key=annex', 200, [MEASURE]), get('/api/metacore/tools?addon_key=shop', 200, [])),
  ...covering(
    'ROUTE-INSTALL',
    refused(
      'POST',
      '/metacore/installations/shop',
      {},
      404,
      'addon "shop" is not registered in the kernel; upload a bundle or register it first',
    ),
  ),
  ...covering('ROUTE-UPGRADE', refused('PUT', '/metacore/installations/shop/version', {}, 400, 'a bundle is required')),
  ...covering('ROUTE-UNINSTALL', refused('DELETE', '/metacore/installations/nothing?cascade=true', undefined, 404, NOT_INSTALLED, ABSENT)),
  ...covering(
    'ROUTE-INSTALLATIONS',
    refused('GET', '/metacore/installations/nothing', undefined, 404, 'the addon "nothing" is not installed'),
    refused('POST', '/metacore/installations/nothing/enable', {}, 404, NOT_INSTALLED, ABSENT),
    refused('POST', '/api/metacore/installations/nothing/disable', {}, 404, NOT_INSTALLED, ABSENT),
    get('/metacore/tombstones', 200, { success: true, data: [] }),
    get('/metacore/history?addon_key=nothing', 200, { success: true, data: [] }),
  ),
  ...unserved('ROUTE-FRONTEND', 'frontend_not_built', 'frontends of addons are not served here', [
    ['GET', '/api/metacore/addons/shop/frontend/assets/remoteEntry.js'],
  ]),
  ...unserved('ROUTE-UPLOAD', 'upload_not_built', 'files cannot be kept here', [
    ['POST', '/upload'],
    ['POST', '/api/upload'],
  ]),
  ...unserved('ROUTE-EXPORT-JOB', 'async_export_not_built', 'an export is answered at once, and there is none to wait for', [
    ['GET', '/exports/1/status'],
    ['GET', '/exports/1/download'],
  ]),
  ...unserved('ROUTE-ASSIST', 'assist_not_built', 'no model of language is connected here', [
    ['POST', '/assist/x/sessions'],
    ['GET', '/assist/x/sessions/1'],
    ['POST', '/assist/x/sessions/1/reply'],
  ]),
  ...unserved('ROUTE-EDGE', 'edge_not_built', 'no devices are connected here', [
    ['GET', '/edge/devices'],
    ['POST', '/edge/devices/1/commands'],
  ]),
  ...unserved('ROUTE-TEMPLATES', 'templates_not_built', 'templates of documents come from bundles here and are not edited', [
    ['GET', '/settings/templates'],
    ['PUT', '/settings/templates/1'],
    ['DELETE', '/settings/templates/1'],
    ['POST', '/settings/templates'],
  ]),
  ...missing('ROUTE-BOARD', [
    ['GET', '/stage-automations?model=orders'],
    ['GET', '/custom-stages?model=orders'],
    ['GET', '/stage-overrides?model=orders'],
    ['GET', '/stage-layout?model=orders'],
    ['PUT', '/stage-layout'],
    ['POST', '/custom-stages'],
    ['DELETE', '/custom-stages/x'],
  ]),
  ...missing('ROUTE-NO-BULK', [
    ['DELETE', '/data/customers'],
    ['PUT', '/data/customers'],
  ]),
];
