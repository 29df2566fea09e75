/** Whose bundles a served host takes: `--trust`, and `ALLOW_UNSIGNED_BUNDLES` where no key is trusted. */
import type { SignaturePolicy } from '../../kernel/lifecycle/signature-policy';
import type { ParsedArguments } from '../args';
import type { Context } from '../io';
import { readPublicKey } from '../keys';

/** The variable that hosts read, and the one that the platform's introduction names, which no host reads. */
const VARIABLES = ['ALLOW_UNSIGNED_BUNDLES', 'KERNEL_ALLOW_UNSIGNED'] as const;

/** Unsigned bundles are taken unless a key is trusted, or a variable is set to something else than yes: this is a host for development. */
export async function policyOf(args: ParsedArguments, context: Context): Promise<SignaturePolicy> {
  const trusted = await Promise.all(args.texts('trust').map((file) => readPublicKey(context, file)));
  const said = VARIABLES.map((name) => context.io.env[name] ?? '').find((value) => value !== '') ?? '';
  return { trusted, allowUnsigned: said === '' || /^(?:1|true|yes)$/i.test(said) };
}
