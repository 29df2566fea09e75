/** Schedules, backfills, webhooks, connectors, devices, desktop clients, settings. */
import { durationMs } from '../../expressions/small';
import { blockMessages } from '../messages/blocks';
import { commonMessages } from '../messages/common';
import { schemaMessages } from '../messages/schema';
import { eachRepeated, isBlank, type Rule } from './context';
import { near } from '../suggest';

const KEYED_BLOCKS = [
  ['connectors', 'CONN-DUP'],
  ['schedules', 'SCHED-DUP'],
  ['backfills', 'BF-DUP'],
  ['webhooks', 'HOOK-DUP'],
  ['edge_devices', 'EDGE-DUP'],
  ['desktop_clients', 'DESK-DUP'],
  ['provides_options', 'POPT-DUP'],
  ['provides_capabilities', 'PCAP-DUP'],
] as const;

export const repeatedKeys: Rule = ({ manifest, error, warning }) => {
  for (const [block, rule] of KEYED_BLOCKS) {
    eachRepeated(
      (manifest[block] ?? []).map(({ key }) => key),
      (index, key) => error(rule, [block, index, 'key'], commonMessages.repeated(key)),
    );
  }
  eachRepeated(
    (manifest.settings ?? []).map(({ key }) => key),
    (index, key) => warning('SET-DUP', ['settings', index, 'key'], commonMessages.repeated(key)),
  );
};

export const schedules: Rule = ({ manifest, error }) => {
  (manifest.schedules ?? []).forEach(({ every }, index) => {
    if ((durationMs(every) ?? 0) <= 0) error('SCHED-EVERY', ['schedules', index, 'every'], blockMessages.every(every));
  });
};

export const backfills: Rule = ({ manifest, error }) => {
  (manifest.backfills ?? []).forEach(({ arg = 'id', with: constants = {} }, index) => {
    const path = ['backfills', index, 'with'];
    if (Object.hasOwn(constants, arg)) error('BF-WITH-ARG', [...path, arg], blockMessages.withArg(arg));
    if (Object.hasOwn(constants, 'backfill')) error('BF-WITH-RESERVED', [...path, 'backfill'], blockMessages.withReserved());
  });
};

export const webhooks: Rule = ({ manifest, error }) => {
  const given = manifest.webhooks ?? [];
  const credentials = new Map(
    (manifest.connectors ?? []).map((connector) => [connector.key, new Set((connector.credentials ?? []).map(({ key }) => key))]),
  );
  eachRepeated(
    given.map(({ path }) => path),
    (index, path) => error('HOOK-PATH-DUP', ['webhooks', index, 'path'], commonMessages.repeated(path)),
  );
  given.forEach(({ path, verify, secret_ref: secret = '' }, index) => {
    if (path === '') error('HOOK-PATH', ['webhooks', index, 'path'], commonMessages.blank());
    if (verify === undefined) return;
    const where = ['webhooks', index, 'secret_ref'];
    const dot = secret.indexOf('.');
    const [connector, credential] = [secret.slice(0, Math.max(dot, 0)), secret.slice(dot + 1)];
    if (isBlank(secret)) error('HOOK-SECRET', where, blockMessages.secretNeeded());
    else if (dot < 0) error('HOOK-SECRET-DOT', where, blockMessages.secretShape(secret));
    else if (!credentials.has(connector))
      error('HOOK-SECRET-CONN', where, near(blockMessages.secretConnector(connector), connector, credentials.keys()));
    else if (credentials.get(connector)?.has(credential) !== true)
      error(
        'HOOK-SECRET-CRED',
        where,
        near(blockMessages.secretCredential(credential, connector), credential, credentials.get(connector) ?? []),
      );
  });
};

export const edgeDevices: Rule = ({ manifest, error }) => {
  (manifest.edge_devices ?? []).forEach((device, index) => {
    const path = ['edge_devices', index];
    eachRepeated(device.capabilities, (at, name) => error('EDGE-CAP-DUP', [...path, 'capabilities', at], commonMessages.repeated(name)));
    for (const [block, rule] of [
      ['events', 'EDGE-EVT'],
      ['commands', 'EDGE-CMD'],
    ] as const) {
      const types = (device[block] ?? []).map(({ type }) => type);
      types.forEach((type, at) => {
        if (type === '') error(rule, [...path, block, at, 'type'], commonMessages.blank());
      });
      eachRepeated(types, (at, type) => error(`${rule}-DUP`, [...path, block, at, 'type'], commonMessages.repeated(type)));
    }
  });
};

export const desktopClients: Rule = ({ manifest, error }) => {
  (manifest.desktop_clients ?? []).forEach(({ files = {} }, index) => {
    for (const system of ['mac', 'windows', 'linux'] as const) {
      const name = files[system];
      if (name !== undefined && (/[/\\]/.test(name) || name === '.' || name === '..'))
        error('DESK-FILE', ['desktop_clients', index, 'files', system], blockMessages.fileName(name));
    }
  });
};

/** The schema leaves a setting's options open, but the host decodes them into a closed shape. */
export const settingOptions: Rule = ({ manifest, error }) => {
  const lists = [
    { settings: manifest.settings ?? [], path: ['settings'] },
    ...(manifest.connectors ?? []).map(({ credentials }, index) => ({
      settings: credentials ?? [],
      path: ['connectors', index, 'credentials'],
    })),
    ...(manifest.edge_devices ?? []).map(({ pairing_credentials }, index) => ({
      settings: pairing_credentials ?? [],
      path: ['edge_devices', index, 'pairing_credentials'],
    })),
    ...(manifest.connector_pack?.providers ?? []).map(({ credentials }, index) => ({
      settings: credentials,
      path: ['connector_pack', 'providers', index, 'credentials'],
    })),
  ];
  for (const { settings, path } of lists) {
    settings.forEach(({ options = [] }, index) => {
      options.forEach((option, at) => {
        for (const field of Object.keys(option)) {
          if (field !== 'value' && field !== 'label')
            error('DEC-OPT', [...path, index, 'options', at, field], schemaMessages.optionField(field));
        }
      });
    });
  }
};
