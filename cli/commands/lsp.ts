import { UsageError } from '../errors';
import type { Command } from '../command';
import { USAGE } from '../help';
import { EXIT } from '../io';
import { serveLanguage } from '../lsp/server';
import { converse } from '../lsp/transport';

/** `lsp`: answers an editor over standard input and output until it goes. */
export const lspCommand: Command = {
  name: 'lsp',
  // What editors pass along without being asked; there is no other way to talk.
  options: { stdio: { type: 'flag' } },
  async run(args, context) {
    if (args.positionals.length > 0) {
      throw new UsageError(context.locale, 'tooManyArguments', { name: args.positionals.join(' '), usage: USAGE.lsp });
    }
    const { input, output } = context.io.streams ?? { input: process.stdin, output: process.stdout };
    const { connection, ended } = converse(input, output, context.locale);
    const stop = serveLanguage(connection, context, args.text('lang') !== undefined);
    const { code, reason } = await ended;
    stop();
    if (reason !== undefined) context.io.err(`${reason}\n`);
    return code === 0 ? EXIT.ok : EXIT.rejected;
  },
};
