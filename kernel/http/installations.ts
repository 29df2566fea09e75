/**
 * Addons as wholes over HTTP (docs/architecture/04): listed, installed and upgraded from a bundle, switched on and off, taken out, with
 * their history and with what was put away. For administrators, of their own organization.
 */
import { isBundleError } from '../bundle/messages';
import { KernelError } from '../errors';
import { badRequest, notFound, RequestFailure } from '../failure';
import { type Installation, installationRow, installationRows } from '../installed/installation';
import { consentOf } from '../lifecycle/consent';
import { readInstallations } from '../lifecycle/facts';
import { requestFromBundle } from '../lifecycle/from-bundle';
import { type Lifecycle, LIFECYCLE } from '../lifecycle/port';
import { type Plan, printPlan } from '../lifecycle/plan';
import { concernsOrganization, lifecycleOverview } from '../lifecycle/overview';
import type { BundleOperation } from '../lifecycle/prepare';
import type { InstallRequest } from '../lifecycle/request';
import { refuseUntrusted, SIGNATURE_HEADER, SIGNATURES } from '../lifecycle/signature-policy';
import { schemaDiff } from '../lifecycle/schema-diff';
import { flatManifest } from '../metadata/flat-manifest';
import type { Operation } from '../operation/operation';
import { shownSettings } from '../settings/settings';
import { damageSentence } from '../values/stored-shape';
import { asAdministrator, type KernelApp, type KernelContext, parameters } from './context';

/** Status of what the lifecycle refuses; everything else is 422, as on hosts. */
const STATUS: Readonly<Record<string, number>> = {
  not_installed: 404,
  tombstone_missing: 404,
  same_version: 409,
  cannot_downgrade: 409,
  has_dependents: 409,
  nothing_to_roll_back: 409,
  shared_with_newer: 409,
  already_installed: 409,
};

/** In which part of an upgrade something was refused, by the names hosts give them. */
function phaseOf(code: string): 'validate' | 'schema' | 'migrations' {
  if (code === 'manifest_rejected') return 'validate';
  return code.startsWith('migration') || code === 'upgrade_file_missing' || code === 'change_not_made' ? 'migrations' : 'schema';
}

/** What the lifecycle refuses, as an answer: it is never the server's fault. */
function refusal(error: unknown, hasPhase: boolean): unknown {
  if (!(error instanceof KernelError)) return error;
  const { code, message, details } = error;
  if (isBundleError(error)) return badRequest(`invalid bundle: ${message}`);
  const dependents =
    code === 'has_dependents' ? { data: { dependents: (details.dependents as string[]).map((key) => ({ key, name: key })) } } : {};
  return new RequestFailure(STATUS[code] ?? 422, message, { code, details, ...(hasPhase && { phase: phaseOf(code) }), ...dependents });
}

/** Runs an operation of the lifecycle for somebody who looks after the organization; once, whatever is installed meanwhile. */
async function operating<T>(
  context: KernelContext,
  work: (lifecycle: Lifecycle, operation: Operation) => Promise<T>,
  hasPhase = false,
): Promise<T> {
  const operation = asAdministrator(context);
  operation.attempt.pin();
  try {
    return await work(operation.services.ports.of(LIFECYCLE), operation);
  } catch (error) {
    throw refusal(error, hasPhase);
  }
}

const isAsked = (context: KernelContext, name: string): boolean => parameters(context).get(name) === 'true';

const keyOf = (context: KernelContext): string => context.req.param('key') ?? '';

/** The bytes of the form's `bundle`; null where none was sent. */
async function bundleOf(context: KernelContext): Promise<Uint8Array | null> {
  if (!/^multipart\/form-data/i.test(context.req.header('content-type') ?? '')) return null;
  const file = (await context.env.body.form()).get('bundle');
  if (file === null) return null;
  if (typeof file === 'string') throw badRequest('bundle is a file');
  return new Uint8Array(await file.arrayBuffer());
}

/** @throws RequestFailure 400 where the bundle is another addon’s; KernelError where nobody who is trusted signed it */
async function requestOf(
  packed: Uint8Array,
  key: string,
  signature: string | null,
  { principal, services }: Operation,
): Promise<InstallRequest> {
  // Before anything of it is unpacked.
  await refuseUntrusted(services.ports.of(SIGNATURES), packed, signature);
  const request = await requestFromBundle(packed, [principal.organizationId]);
  const found = request.manifest.metadata.key;
  if (found !== key) throw badRequest(`bundle key "${found}" does not match URL key "${key}"`);
  return { ...request, by: principal };
}

/** Settings as they may be seen: secrets are not in them, and those of an addon that is switched off are not told. */
async function settingsOf(operation: Operation, key: string): Promise<Record<string, unknown>> {
  const addon = operation.services
    .registry()
    .addons(operation.principal.organizationId)
    .find((one) => one.key === key);
  return addon ? shownSettings(operation, addon, null) : {};
}

/** @throws RequestFailure 404 */
async function shownInstallation(operation: Operation, key: string): Promise<Installation> {
  const { principal, services } = operation;
  const settings = await settingsOf(operation, key);
  const row = await services.database.asOwner((session) => installationRow(session, principal.organizationId, key, settings));
  if (!row) throw notFound(`the addon "${key}" is not installed`);
  return row;
}

const printed = ({ operation, version, blocked, notes, ...made }: Plan) => ({ operation, version, blocked, notes, steps: printPlan(made) });

/** The plan of a bundle, and what a person is asked before it comes. */
const proposed = (request: InstallRequest, plan: Plan) => ({ ...printed(plan), consent: consentOf(request.manifest, plan) });

/** Installs or upgrades from the bundle of the request; with `dry_run` it answers the plan, with `rehearse` what came of it before it was taken back. */
function fromBundle(context: KernelContext, asked: BundleOperation): Promise<Response> {
  return operating(
    context,
    async (lifecycle, operation) => {
      const key = keyOf(context);
      const packed = await bundleOf(context);
      if (packed === null && asked === 'upgrade') throw badRequest('a bundle is required');
      if (packed === null) throw notFound(`addon "${key}" is not registered in the kernel; upload a bundle or register it first`);
      const request = await requestOf(packed, key, context.req.header(SIGNATURE_HEADER) ?? null, operation);
      if (isAsked(context, 'dry_run'))
        return context.json({ success: true, data: proposed(request, await lifecycle.plan(request, asked)) });
      if (isAsked(context, 'rehearse')) {
        const { plan, ran, durationMs, schemas, tables: rows } = await lifecycle.rehearse(request, asked);
        const tables = schemas.flatMap(({ before, after }) => schemaDiff(before ?? [], after ?? []));
        return context.json({ success: true, data: { ...proposed(request, plan), ran, duration_ms: durationMs, tables, rows } });
      }
      const { notes } = await (asked === 'upgrade' ? lifecycle.upgrade(request) : lifecycle.install(request));
      const addon = operation.services
        .registry()
        .addons(operation.principal.organizationId)
        .find((one) => one.key === key);
      return context.json({
        success: true,
        source: 'bundle',
        installation: await shownInstallation(operation, key),
        install_secret: addon?.secret ?? '',
        manifest: flatManifest(request.manifest),
        notes,
      });
    },
    true,
  );
}

function mountSwitches(app: KernelApp): void {
  for (const status of ['enabled', 'disabled'] as const)
    app.post(`/metacore/installations/:key/${status === 'enabled' ? 'enable' : 'disable'}`, (context) =>
      operating(context, async (lifecycle, operation) => {
        const { principal } = operation;
        const asked = { addonKey: keyOf(context), organizationId: principal.organizationId, status };
        if (isAsked(context, 'dry_run')) return context.json({ success: true, data: printed(await lifecycle.statusPlan(asked)) });
        await lifecycle.setStatus({ ...asked, by: principal });
        return context.json(await shownInstallation(operation, keyOf(context)));
      }),
    );
}

/** Tombstones that concern an organization: its own, and those of tables that all share. */
const concerns =
  ({ principal }: Operation) =>
  (one: { organizationId: string | null }): boolean =>
    concernsOrganization(one, principal.organizationId);

function mountTombstones(app: KernelApp): void {
  app.get('/metacore/tombstones', (context) =>
    operating(context, async (lifecycle, operation) => {
      const found = await lifecycle.tombstones(parameters(context).get('addon_key') ?? undefined);
      const data = found.filter(concerns(operation)).map(({ id, addonKey, version, at, tables, damaged }) => ({
        id,
        addon_key: addonKey,
        version,
        at,
        tables: tables.map(({ from, to, rows }) => ({ table: from, tombstone: to, rows })),
        ...(damaged !== undefined && { damaged: damageSentence(damaged, 'en') }),
      }));
      return context.json({ success: true, data });
    }),
  );
  const each = (deed: 'restore' | 'purge') => (context: KernelContext) =>
    operating(context, async (lifecycle, operation) => {
      const id = context.req.param('id') ?? '';
      const found = (await lifecycle.tombstones()).find((one) => one.id === id);
      if (!found || !concerns(operation)(found)) throw notFound('no such tombstone');
      const plan = isAsked(context, 'dry_run') ? await lifecycle.tombstonePlan(id, deed) : await lifecycle[deed](id, operation.principal);
      return context.json({ success: true, data: printed(plan) });
    });
  app.post('/metacore/tombstones/:id/restore', each('restore'));
  app.delete('/metacore/tombstones/:id', each('purge'));
}

/** There is no shop: what could be installed is what is installed, switched on or off. */
async function catalogOf({ principal, services }: Operation) {
  const installations = await services.database.asOwner((session) => readInstallations(session, [principal.organizationId]));
  return installations.flatMap(({ manifest, version, status }) =>
    manifest === null
      ? []
      : [
          {
            manifest: flatManifest(manifest),
            installable: true,
            entitled: true,
            installed: true,
            enabled: status === 'enabled',
            version,
          },
        ],
  );
}

function mountCatalog(app: KernelApp): void {
  app.get('/metacore/catalog', async (context) => {
    const items = await catalogOf(context.env.operation);
    return context.json({ items, total: items.length });
  });
  app.get('/metacore/catalog/:key', async (context) => {
    const key = keyOf(context);
    const item = (await catalogOf(context.env.operation)).find(({ manifest }) => manifest.key === key);
    if (!item) throw notFound(`the catalog has no addon "${key}"`);
    return context.json(item);
  });
}

export function mountInstallations(app: KernelApp): void {
  mountCatalog(app);
  app.get('/metacore/installations', async (context) => {
    const operation = asAdministrator(context);
    const { principal, services } = operation;
    const rows = await services.database.asOwner((session) => installationRows(session, principal.organizationId));
    const shown: Installation[] = [];
    for (const row of rows) shown.push({ ...row, settings: await settingsOf(operation, row.addon_key) });
    return context.json(shown);
  });
  app.get('/metacore/installations/:key', async (context) =>
    context.json(await shownInstallation(asAdministrator(context), keyOf(context))),
  );
  app.post('/metacore/installations/:key', (context) => fromBundle(context, 'install'));
  app.put('/metacore/installations/:key/version', (context) => fromBundle(context, 'upgrade'));
  app.post('/metacore/installations/:key/rollback', (context) =>
    operating(context, async (lifecycle, operation) => {
      const { principal, services } = operation;
      const addonKey = keyOf(context);
      // An author looks after every organization of the playground at once.
      const asked = { addonKey, organizationIds: services.isAuthors ? null : [principal.organizationId] };
      if (isAsked(context, 'dry_run')) return context.json({ success: true, data: printed(await lifecycle.rollbackPlan(asked)) });
      const { notes } = await lifecycle.rollback({ ...asked, by: principal });
      return context.json({ success: true, installation: await shownInstallation(operation, addonKey), notes });
    }),
  );
  app.delete('/metacore/installations/:key', (context) =>
    operating(context, async (lifecycle, { principal }) => {
      const { organizationId } = principal;
      const asked = { addonKey: keyOf(context), organizationId, cascade: isAsked(context, 'cascade'), purge: isAsked(context, 'purge') };
      if (isAsked(context, 'dry_run')) return context.json({ success: true, data: printed(await lifecycle.uninstallPlan(asked)) });
      await lifecycle.uninstall({ ...asked, by: principal });
      return context.body(null, 204);
    }),
  );
  app.get('/metacore/history', (context) =>
    operating(context, async (lifecycle, operation) => {
      const addonKey = parameters(context).get('addon_key');
      const limit = Number(parameters(context).get('limit') ?? NaN);
      const { organizationId } = operation.principal;
      const asked = { organizationId, ...(addonKey !== null && { addonKey }), ...(Number.isInteger(limit) && { limit }) };
      const entries = await lifecycle.history(asked);
      return context.json({ success: true, data: entries });
    }),
  );
  app.get('/playground/lifecycle', async (context) => {
    const { principal, services } = asAdministrator(context);
    return context.json({ success: true, data: await lifecycleOverview(services.database, principal.organizationId) });
  });
  // An author looks after every organization of the playground at once; whoever administers one of a served host does not.
  app.delete('/playground/addons/:key', (context) =>
    operating(context, async (lifecycle, { principal, services }) => {
      if (!services.isAuthors)
        throw new RequestFailure(403, 'Permission denied', { code: 'permission_denied', permission: 'playground.author' });
      const flags = { cascade: isAsked(context, 'cascade'), purge: isAsked(context, 'purge'), everywhere: true };
      const asked = { addonKey: keyOf(context), organizationId: principal.organizationId, ...flags };
      const plan = await (isAsked(context, 'dry_run') ? lifecycle.uninstallPlan(asked) : lifecycle.uninstall({ ...asked, by: principal }));
      return context.json({ success: true, data: printed(plan) });
    }),
  );
  mountSwitches(app);
  mountTombstones(app);
}
