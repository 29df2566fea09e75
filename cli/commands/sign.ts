import { sha256Hex } from '../../kernel/bundle/digest';
import { shortFingerprint } from '../../kernel/bundle/keys';
import { checkPackedSize } from '../../kernel/bundle/read';
import { formatSignature, formatSignatureHex, signBundle } from '../../kernel/bundle/sign';
import { neededOption, onlyArgument, printJson, type Command } from '../command';
import { readPacked, writeOutput } from '../files';
import { EXIT } from '../io';
import { readPrivateKey } from '../keys';
import { say } from '../messages';

/** `sign --key KEY FILE`: writes FILE.sig. The file is signed as it is, not judged. */
export const signCommand: Command = {
  name: 'sign',
  options: { key: { type: 'text' } },
  async run(args, context) {
    const file = onlyArgument(args, context, 'sign', 'FILE');
    const key = await readPrivateKey(context, neededOption(args, context, 'key'));
    const packed = await readPacked(context, file);
    checkPackedSize(packed.length);
    const signature = await signBundle(packed, key);
    const signatureFile = `${file}.sig`;
    await writeOutput(context, signatureFile, formatSignature(signature));
    if (context.json) {
      const { fingerprint } = key.publicKey;
      printJson(context, {
        file,
        signature: signatureFile,
        signatureHex: formatSignatureHex(signature),
        digest: await sha256Hex(packed),
        fingerprint,
      });
    } else {
      context.io.out(`${say(context.locale, 'signed', { file: signatureFile, fingerprint: shortFingerprint(key.publicKey) })}\n`);
    }
    return EXIT.ok;
  },
};
