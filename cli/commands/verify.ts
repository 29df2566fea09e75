import { sha256Hex } from '../../kernel/bundle/digest';
import { shortFingerprint } from '../../kernel/bundle/keys';
import { checkPackedSize } from '../../kernel/bundle/read';
import { parseSignature, verifyBundle } from '../../kernel/bundle/sign';
import { neededOption, onlyArgument, printJson, type Command } from '../command';
import { failure } from '../errors';
import { isThere, readPacked } from '../files';
import { EXIT } from '../io';
import { readPublicKey, readSignature } from '../keys';
import { say } from '../messages';

/** `verify --key PUB FILE`: exit 1 when the signature does not hold. Nothing is unpacked. */
export const verifyCommand: Command = {
  name: 'verify',
  options: { key: { type: 'text' }, sig: { type: 'text' } },
  async run(args, context) {
    const file = onlyArgument(args, context, 'verify', 'FILE');
    const key = await readPublicKey(context, neededOption(args, context, 'key'));
    const packed = await readPacked(context, file);
    checkPackedSize(packed.length);
    const signatureFile = args.text('sig') ?? `${file}.sig`;
    if (args.text('sig') === undefined && !(await isThere(context, signatureFile))) {
      throw failure(context.locale, 'SIGNATURE-MISSING', 'noSignature', { file, signature: signatureFile });
    }
    const signature = parseSignature(await readSignature(context, signatureFile));
    const valid = (await verifyBundle(packed, signature, [key])) !== undefined;
    if (context.json) {
      printJson(context, { file, signature: signatureFile, valid, digest: await sha256Hex(packed), fingerprint: key.fingerprint });
    } else {
      const sentence = say(context.locale, valid ? 'verified' : 'notVerified', { file, fingerprint: shortFingerprint(key) });
      if (valid) context.io.out(`${sentence}\n`);
      else context.io.err(`${sentence}\n`);
    }
    return valid ? EXIT.ok : EXIT.rejected;
  },
};
