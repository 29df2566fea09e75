/** Connectors (docs/architecture/11): for administrators, credentials never read. */
import { declaredConnectors, connect, connectorNamed, credentialsOf, disconnect, shownConnector } from '../connectors/connections';
import { bodyObject } from '../dynamic/values';
import { notFound, RequestFailure } from '../failure';
import { connectorForm } from '../metadata/settings-form';
import { beginOAuth, clientToken, consent, finishOAuth, textIn } from '../connectors/oauth';
import { HANDLER_RESOLVER } from '../operation/handler';
import { redactedErrors, redactor } from '../outbound/redact';
import { parseJson, writeJson } from '../values/json';
import { asAdministrator, jsonBody, type KernelApp } from './context';

export function mountConnectors(app: KernelApp): void {
  app.get('/metacore/connectors', async (context) => {
    const operation = asAdministrator(context);
    const data = await Promise.all(declaredConnectors(operation).map((one) => shownConnector(operation, one)));
    return context.json({ success: true, data });
  });
  app.get('/metacore/connectors/:key', async (context) => {
    const operation = asAdministrator(context);
    const data = await shownConnector(operation, connectorNamed(operation, context.req.param('key')));
    return context.json({ success: true, data });
  });
  app.put('/metacore/connectors/:key', async (context) => {
    const operation = asAdministrator(context);
    const declared = connectorNamed(operation, context.req.param('key'));
    await connect(operation, declared, bodyObject(await jsonBody(context)));
    return context.json({ success: true, data: await shownConnector(operation, declared) });
  });
  app.delete('/metacore/connectors/:key', async (context) => {
    const operation = asAdministrator(context);
    await disconnect(operation, connectorNamed(operation, context.req.param('key')));
    return context.json({ success: true });
  });
  app.get('/playground/connectors', async (context) => {
    const operation = asAdministrator(context);
    const data = await Promise.all(
      declaredConnectors(operation).map(async (one) => ({
        ...(await shownConnector(operation, one)),
        ...connectorForm(one, operation.language),
      })),
    );
    return context.json({ success: true, data });
  });
  // As the SDK asks: bare answers.
  app.get('/oauth/:provider/status', async (context) => {
    const operation = asAdministrator(context);
    const held = await credentialsOf(operation, connectorNamed(operation, context.req.param('provider')).connector.key);
    return context.json({ connected: held !== null, ...(held?.access_token !== undefined && { account: 'mock provider' }) });
  });
  app.get('/oauth/:provider/resources', (context) => {
    const operation = asAdministrator(context);
    connectorNamed(operation, context.req.param('provider'));
    return context.json([]);
  });
  app.post('/metacore/connectors/:key/oauth/:step', async (context) => {
    const operation = asAdministrator(context);
    const { key, step } = context.req.param();
    const declared = connectorNamed(operation, key);
    const body = bodyObject(await jsonBody(context, {}));
    switch (step) {
      case 'authorize':
        return context.json({ success: true, data: await beginOAuth(operation, declared) });
      case 'consent':
        return context.json({ success: true, data: consent(operation, declared, textIn(body, 'state'), body.allow === true) });
      case 'callback': {
        const answer = body.error === undefined ? { code: textIn(body, 'code') } : { error: textIn(body, 'error') };
        await finishOAuth(operation, declared, { state: textIn(body, 'state'), ...answer });
        break;
      }
      case 'token':
        await clientToken(operation, declared);
        break;
      default:
        throw notFound('no such step of OAuth');
    }
    return context.json({ success: true, data: await shownConnector(operation, declared) });
  });
  // The button of the form: a cheap call by which the addon tries the credentials.
  app.post('/metacore/connectors/:key/test', async (context) => {
    const operation = asAdministrator(context);
    const { addon, connector } = connectorNamed(operation, context.req.param('key'));
    const name = connector.test_export ?? '';
    if (name === '')
      throw new RequestFailure(422, `the connector "${connector.key}" declares no test_export`, { code: 'test_not_declared' });
    const credentials = await credentialsOf(operation, connector.key);
    if (credentials === null)
      throw new RequestFailure(409, `the organization is not connected to "${connector.key}"`, { code: 'not_connected' });
    const handler = { type: 'wasm' as const, function: name };
    const run = operation.services.ports.of(HANDLER_RESOLVER)(operation, addon, handler, `the test of "${connector.key}"`);
    const payload = { connector: connector.key, org_id: addon.organizationId, credentials };
    operation.attempt.pin();
    const redact = redactor(Object.values(credentials));
    const task = { operation, addon, handler, name, payload, hook: `connector::${connector.key}` };
    const { failure, data } = await redactedErrors(redact, () => run(task, null));
    const answer = failure ? { ok: false, message: failure.message } : data;
    return context.json({ success: true, data: parseJson(redact(writeJson(answer))) });
  });
}
