/** Connectors (docs/architecture/11): for administrators, credentials never read. */
import { declaredConnectors, connect, connectorNamed, credentialsOf, disconnect, shownConnector } from '../connectors/connections';
import { bodyObject } from '../dynamic/values';
import { RequestFailure } from '../failure';
import { HANDLER_RESOLVER } from '../operation/handler';
import { redactor } from '../outbound/redact';
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
    const { failure, data } = await run({ operation, addon, handler, name, payload, hook: `connector::${connector.key}` }, null);
    const redact = redactor(Object.values(credentials));
    const answer = failure ? { ok: false, message: failure.message } : data;
    return context.json({ success: true, data: parseJson(redact(writeJson(answer))) });
  });
}
