/** `serve`: the kernel with some addons over HTTP, until it is stopped. */
import { messageOf } from '../../kernel/errors';
import type { Kernel } from '../../kernel/kernel';
import type { Enforcement } from '../../kernel/operation/services';
import { allowHosts } from '../allow';
import type { Command } from '../command';
import { failure, UsageError } from '../errors';
import { HOST_OPTION, hostOption } from '../host-option';
import { withInstalled } from '../installed';
import { EXIT, type Context } from '../io';
import { interrupted } from '../interrupted';
import { say } from '../messages';
import { nodeNetwork } from '../network';
import { fillSample, type Sample, sampleOf } from '../sample';
import { startServer } from '../serve/server';
import { policyOf } from '../serve/trust';

const DEFAULT_PORT = 8787;
const MAX_PORT = 65_535;

function portOf(text: string | undefined, context: Context): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : MAX_PORT + 1;
  if (port > MAX_PORT) throw new UsageError(context.locale, 'badPort', { name: text });
  return port;
}

/** Sample rows for every organization that has an administrator. */
async function fillAll(context: Context, kernel: Kernel, sample: Sample): Promise<number> {
  let made = 0;
  const administrators = new Map(
    (await kernel.principals()).filter(({ isAdmin }) => isAdmin).map((person) => [person.organizationId, person]),
  );
  for (const principal of administrators.values()) made += (await fillSample(context, kernel, principal, sample)).made;
  return made;
}

function enforcementOf(text: string | undefined, context: Context): Enforcement {
  if (text === undefined || text === 'enforce' || text === 'shadow') return text ?? 'enforce';
  throw new UsageError(context.locale, 'badEnforcement', { name: text });
}

/** `serve [--addon] PATH… [--port N] [--data DIR] [--trust KEY] [--seed ROWS] [--number S] [--enforcement enforce|shadow] [--allow HOST]… [--host-version V]` */
export const serveCommand: Command = {
  name: 'serve',
  options: {
    addon: { type: 'text' },
    port: { type: 'text' },
    data: { type: 'text' },
    trust: { type: 'text' },
    seed: { type: 'text' },
    number: { type: 'text' },
    enforcement: { type: 'text' },
    allow: { type: 'text' },
    ...HOST_OPTION,
  },
  async run(args, context) {
    const port = portOf(args.text('port'), context);
    const data = args.text('data');
    const signatures = await policyOf(args, context);
    const sample = sampleOf(args, context, 'seed', 0);
    const enforcement = enforcementOf(args.text('enforcement'), context);
    return withInstalled(
      context,
      [...args.texts('addon'), ...args.positionals],
      { enforcement, signatures, network: nodeNetwork(), ...hostOption(args, context), ...(data !== undefined && { dataDir: data }) },
      async (kernel, keys) => {
        allowHosts(kernel, args.texts('allow'), context);
        const made = sample.rows === 0 ? null : await fillAll(context, kernel, sample);
        const server = await startServer(kernel, port).catch((error: unknown) => {
          throw failure(context.locale, 'SERVE-PORT', 'portTaken', { name: port, reason: messageOf(error) }, error);
        });
        const url = `http://127.0.0.1:${server.port}/api`;
        const list = keys.length === 0 ? say(context.locale, 'none') : keys.join(', ');
        const rows = made === null ? '' : `, ${say(context.locale, 'seeded', { rows: made })}`;
        context.io.out(
          context.json
            ? `${JSON.stringify({ url, port: server.port, addons: keys, ...(made !== null && { rows: made }) })}\n`
            : `${say(context.locale, 'serving', { url, list })}${rows}\n`,
        );
        await (context.io.stopped?.() ?? interrupted());
        await server.close();
        return EXIT.ok;
      },
    );
  },
};
