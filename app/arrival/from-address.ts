/** What the page's address names, read and judged; nothing of it is fetched, stored or run. */
import { sha256Hex } from '../../kernel/bundle/digest';
import { KernelError, messageOf } from '../../kernel/errors';
import type { PageAddress } from '../../kernel/link/address';
import { linkError } from '../../kernel/link/messages';
import { openLink } from '../../kernel/link/signed-link';
import { summaryOf } from '../../kernel/link/summary';
import { withProvenance } from '../../kernel/project/provenance';
import { loadTemplate, STARTER } from '../../templates/cards';
import { openedNow } from '../project/project';
import type { NamedPublicKey } from '../publish/keys';
import type { Arrival, ArrivalState } from './state';
import { OURS, trustOfLink } from './trust';

/** The sheet for what cannot be opened. `again`: an address that can be tried once more. */
export const unreadable = (error: unknown, again: { address: string; host: string } | null = null): ArrivalState => ({
  step: 'unreadable',
  problem: error instanceof KernelError ? error : { message: messageOf(error) },
  again,
});

async function linkArrival(fragment: string, keys: () => Promise<NamedPublicKey[]>): Promise<Arrival> {
  const opened = await openLink(fragment, keys);
  const trust = trustOfLink(opened);
  if (opened.verdict === 'tampered') return { kind: 'link', title: '', files: null, about: null, trust, view: {}, provenance: [] };
  const { app, title, files, provenance, ...view } = opened.project;
  const digest = await sha256Hex(new TextEncoder().encode(fragment.replace(/^#/, '')));
  const signer = trust.fingerprint;
  return {
    kind: 'link',
    title,
    files,
    about: summaryOf(files),
    trust,
    view,
    provenance: withProvenance(openedNow({ kind: 'link', title, app, digest, ...(signer !== '' && { signer }) }), [provenance]),
  };
}

async function templateArrival(id: string): Promise<Arrival> {
  const template = await loadTemplate(id);
  if (!template) throw linkError('LINK-TEMPLATE');
  const files = { ...template.files };
  const provenance = [openedNow({ kind: 'template', title: template.card.title.en, place: id })];
  return { kind: 'template', title: id, files, about: summaryOf(files), trust: OURS, view: {}, provenance };
}

/** The sheet that an address leads to. `keys`: those that the person trusts, asked for where there is a signature. */
export async function arrivalAt({ source, embed }: PageAddress, keys: () => Promise<NamedPublicKey[]>): Promise<ArrivalState> {
  try {
    switch (source.kind) {
      case 'link':
        return { step: 'shown', arrival: await linkArrival(source.fragment, keys) };
      case 'template':
        return { step: 'shown', arrival: await templateArrival(source.id) };
      case 'from':
        return { step: 'offered', address: source.address, host: source.host };
      case 'own':
        // Inside of a stranger's page nobody's own projects are opened: that page might ask for what is in them.
        return embed ? { step: 'shown', arrival: await templateArrival(STARTER) } : { step: 'none' };
    }
  } catch (error) {
    return unreadable(error);
  }
}
