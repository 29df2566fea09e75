/** Whose bundles a served host takes: `--trust`, and `KERNEL_ALLOW_UNSIGNED` where no key is trusted. */
import type { SignaturePolicy } from '../../kernel/lifecycle/signature-policy';
import type { ParsedArguments } from '../args';
import type { Context } from '../io';
import { readPublicKey } from '../keys';

const VARIABLE = 'KERNEL_ALLOW_UNSIGNED';

/** Unsigned bundles are taken unless a key is trusted, or the variable is set to something else than yes. */
export async function policyOf(args: ParsedArguments, context: Context): Promise<SignaturePolicy> {
  const trusted = await Promise.all(args.texts('trust').map((file) => readPublicKey(context, file)));
  const said = context.io.env[VARIABLE] ?? '';
  return { trusted, allowUnsigned: said === '' || /^(?:1|true|yes)$/i.test(said) };
}
