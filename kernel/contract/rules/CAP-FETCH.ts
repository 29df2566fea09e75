import { fetchGrants as grantsOf, hostOf, isReachable } from '../capability-target';
import { addCapability } from '../fixes/declaring';
import { placesIn } from '../../expressions/url-template';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote, suggesting } from '../text';
import { waysOut } from '../read/ways-out';

const texts = {
  fetchGrant: (host: string): Message =>
    message(
      `No capability http:fetch covers ${quote(host)}, so the playground refuses this call. Today's Go kernel does not ask.`,
      `Ninguna capacidad http:fetch cubre ${quote(host)}, así que el playground rechaza esta llamada. El kernel en Go de hoy no la pide.`,
      'Declare the capability.',
      'Declare la capacidad.',
    ),
  hostBlocked: (host: string): Message =>
    message(
      `${quote(host)} is no public host: no capability http:fetch covers it, and the playground refuses this call.`,
      `${quote(host)} no es un host público: ninguna capacidad http:fetch lo cubre y el playground rechaza esta llamada.`,
      'Write the address of a public host.',
      'Escriba la dirección de un host público.',
    ),
  hostOfSetting: (url: string): Message =>
    message(
      `The host that ${quote(url)} leads to is what a setting says: the playground refuses the call where no capability http:fetch covers it.`,
      `El host al que lleva ${quote(url)} es el que diga un ajuste: el playground rechaza la llamada si ninguna capacidad http:fetch lo cubre.`,
      'Declare the hosts that the setting may name, or write the host into the address.',
      'Declare los hosts que el ajuste puede nombrar, o escriba el host en la dirección.',
    ),
  hostUntold: (url: string): Message =>
    message(
      `The host that ${quote(url)} leads to cannot be told, so no capability http:fetch covers it and the playground refuses this call.`,
      `No se sabe a qué host lleva ${quote(url)}, así que ninguna capacidad http:fetch lo cubre y el playground rechaza esta llamada.`,
      'Write http:// or https:// and a host; what is filled in may stand in the path.',
      'Escriba http:// o https:// y un host; lo que se rellena puede ir en la ruta.',
    ),
};

/** Stands for a label of a host that a setting fills in. */
const FILLED = 'filled-in-by-a-setting';

/** An address with the labels of its host that settings fill in; one whose host is a setting's as a whole stays as it is. */
function withLabels(url: string): string {
  const [, scheme = '', authority = '', rest = ''] = /^(https?:\/\/)([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (!/^(?:[^{}]|\{\{[^{}]*\}\}(?=\.))*$/.test(authority)) return url;
  return scheme === '' ? url : scheme + authority.replace(/\{\{[^{}]*\}\}/g, FILLED) + rest;
}

export const rule: Rule<'CAP-FETCH'> = {
  id: 'CAP-FETCH',
  level: 'warning',
  fix: addCapability,
  check: (context, report) => {
    const { manifest } = context;
    const grantFor = grantsOf(manifest.capabilities);
    for (const { url: written, path } of waysOut(context)) {
      // Hosts of the profile that is looked at by default fill addresses in.
      const url = withLabels(written);
      // An address without a host stays with whoever sends it.
      const host = url.trim() === '' ? null : hostOf(url);
      if (host === null || grantFor(host) >= 0) continue;
      const target = host.replace(`${FILLED}.`, '*.');
      if (host === '') report(path, (placesIn(written).length > 0 ? texts.hostOfSetting : texts.hostUntold)(written));
      else if (!isReachable(host)) report(path, texts.hostBlocked(host));
      else {
        const capability = { kind: 'http:fetch', target };
        report(
          path,
          suggesting(texts.fetchGrant(target), '', () => capability),
        );
      }
    }
  },
};

export const page: RulePage = {
  section: 'promised by the docs',
  meaning: 'a webhook to a host that no http:fetch capability covers, which is refused here and sent by hosts',
  isOwn: true,
  why: 'What an addon calls stands on the consent screen. The public pages ask the capability of every call; today’s Go kernel asks it of modules only and sends webhooks anywhere.',
  example: {
    at: '/contributions/actions',
    before: [{ key: 'send', target_model: 'Order', handler: { type: 'webhook', url: 'https://api.example.com/send' } }],
  },
};
