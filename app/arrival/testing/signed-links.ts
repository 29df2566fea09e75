/** Links whose signature somebody meddled with. What the sheet has to say is known from what was done, not asked of the kernel. */
import fc from 'fast-check';
import { privateKeyFromSeed, type SeedPrivateKey, shortFingerprint } from '../../../kernel/bundle/keys';
import { type LinkDocument, packLink, unpackLink } from '../../../kernel/link/link';
import { encodeSignedLink } from '../../../kernel/link/signed-link';
import type { HostileLink, SheetRows } from './hostile-links';

type Sheet = HostileLink['sheet'];

const REFUSED: Sheet = { kind: 'refused' };
const misshapen: Sheet = { kind: 'unreadable', message: 'The link’s “signature” is missing or not what it should be.' };
const WEAK: Sheet = { kind: 'unreadable', message: 'This public key is not a usable Ed25519 point: anybody could sign for it.' };

const byStranger = ({ publicKey }: SeedPrivateKey): SheetRows => ({
  'Signed by': `${shortFingerprint(publicKey)}, a key you do not know`,
  Key: publicKey.fingerprint,
});

interface Signature {
  key: string;
  value: string;
}

/** Drawn by fast-check: the same seed gives the same links. */
export async function signedLinks(tickets: string, seed: number, perFamily: number): Promise<HostileLink[]> {
  const [author, other] = await Promise.all([1, 2].map((first) => privateKeyFromSeed(new Uint8Array(32).fill(first))));
  if (!author || !other) throw new Error('there are two keys');
  const project = { app: '0.1.0', title: 'signed', files: { 'manifest.json': tickets, 'README.md': '# Signed' }, seed: 7 };
  const signed = unpackLink(await encodeSignedLink(project, author));
  const elsewhere = unpackLink(await encodeSignedLink({ ...project, title: 'elsewhere' }, author));
  const stolen = unpackLink(await encodeSignedLink(project, other));
  const { key, value } = signed.signature as Signature;
  const files = signed.files as Record<string, unknown>;
  const unsigned = Object.fromEntries(Object.entries(signed).filter(([name]) => name !== 'signature'));
  const withSignature = (signature: unknown): LinkDocument => ({ ...signed, signature });

  const fixed: [name: string, document: LinkDocument, sheet: Sheet][] = [
    ['a signature that holds', signed, { kind: 'ask', rows: { Title: 'signed', ...byStranger(author) } }],
    ['somebody else’s signature of the same', stolen, { kind: 'ask', rows: { Title: 'signed', ...byStranger(other) } }],
    ['a signature that was taken away', unsigned, { kind: 'ask', rows: { Title: 'signed', 'Signed by': 'nobody', Key: null } }],
    ['another title than was signed', { ...signed, title: 'Tickets, by Asteby' }, REFUSED],
    ['a file more than was signed', { ...signed, files: { ...files, 'frontend/x.js': 'alert(1)' } }, REFUSED],
    ['a file less than was signed', { ...signed, files: { 'manifest.json': files['manifest.json'] } }, REFUSED],
    ['a member that nobody signed', { ...signed, trusted: true }, REFUSED],
    ['more sample rows than were signed', { ...signed, seedRows: 1_000 }, REFUSED],
    ['the signature of another link', { ...signed, signature: elsewhere.signature }, REFUSED],
    ['another key than signed it', withSignature({ key: (stolen.signature as Signature).key, value }), REFUSED],
    ['a signature of zeros', withSignature({ key, value: 'A'.repeat(86) }), REFUSED],
    ['a signature that is cut', withSignature({ key, value: value.slice(0, 43) }), misshapen],
    ['a signature that is a text', withSignature('asteby'), misshapen],
    ['a signature that is null', withSignature(null), misshapen],
    ['a signature with a name beside it', withSignature({ key, value, name: 'Asteby' }), misshapen],
    ['a key that is a list', withSignature({ key: [key], value }), misshapen],
    ['a key under which everything holds', withSignature({ key: `AQ${'A'.repeat(41)}`, value: 'A'.repeat(86) }), WEAK],
    ['a key that is no point', withSignature({ key: `Ag${'A'.repeat(41)}`, value }), WEAK],
  ];

  const text = fc.string({ minLength: 1, maxLength: 40 });
  const member = fc.constantFrom('app', 'title', 'open', 'view', 'principal', 'role', 'unheard', 'readme');
  const drawn = fc.sample(
    fc
      .tuple(member, text)
      .map(([name, to]): LinkDocument =>
        name === 'readme' ? { ...signed, files: { ...files, 'README.md': `# Signed${to}` } } : { ...signed, [name]: `${to}!` },
      ),
    { seed, numRuns: perFamily },
  );
  return [
    ...fixed.map(([name, document, sheet]) => ({ name, fragment: `#${packLink(document)}`, sheet })),
    ...drawn.map((document, at) => ({
      name: `changed after it was signed, drawn ${String(at + 1)}`,
      fragment: `#${packLink(document)}`,
      sheet: REFUSED,
    })),
  ];
}
