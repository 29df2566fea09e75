import { exportPrivateKey, exportPublicKey, generatePrivateKey, shortFingerprint } from '../../kernel/bundle/keys';
import { neededOption, printJson, type Command } from '../command';
import { failure, UsageError } from '../errors';
import { isThere, writeOutput } from '../files';
import { USAGE } from '../help';
import { EXIT } from '../io';
import { say } from '../messages';

/** `keygen --out PREFIX`: PREFIX.pem (0600) and PREFIX.pub. */
export const keygenCommand: Command = {
  name: 'keygen',
  options: { out: { type: 'text', short: 'o' } },
  async run(args, context) {
    if (args.positionals.length > 0)
      throw new UsageError(context.locale, 'tooManyArguments', { name: args.positionals.join(' '), usage: USAGE.keygen });
    const prefix = neededOption(args, context, 'out');
    const [privateFile, publicFile] = [`${prefix}.pem`, `${prefix}.pub`];
    // Both are looked at first: half a pair would be worse than none. Writing is exclusive all the same.
    for (const file of [privateFile, publicFile]) {
      if (await isThere(context, file)) throw failure(context.locale, 'FILE-EXISTS', 'exists', { file });
    }
    const key = await generatePrivateKey();
    await writeOutput(context, privateFile, exportPrivateKey(key), { keepExisting: true, mode: 0o600 });
    await writeOutput(context, publicFile, exportPublicKey(key.publicKey), { keepExisting: true });
    const { fingerprint } = key.publicKey;
    if (context.json) printJson(context, { privateKey: privateFile, publicKey: publicFile, fingerprint });
    else context.io.out(`${say(context.locale, 'keysMade', { privateFile, publicFile, fingerprint: shortFingerprint(key.publicKey) })}\n`);
    return EXIT.ok;
  },
};
