import { parseRange, satisfies } from '../../expressions/version-range';
import { widenRange } from '../fixes/declaring';
import type { Rule, RulePage } from '../rule';
import { message, type Message, quote } from '../text';

const texts = {
  kernelRange: (range: string, host: string): Message =>
    message(
      `The kernel range ${quote(range)} shuts out this host (${host}); the install will be refused here.`,
      `El rango de kernel ${quote(range)} deja fuera a este host (${host}); aquí se rechazará la instalación.`,
      'Widen the range, or choose another host version in the project.',
      'Amplíe el rango o elija otra versión de host en el proyecto.',
    ),
};

export const rule: Rule<'REQ-HOST'> = {
  id: 'REQ-HOST',
  level: 'warning',
  fix: widenRange,
  check: ({ manifest, hostVersion }, report) => {
    manifest.compatibility.requires.forEach(({ key, version }, index) => {
      const path = ['compatibility', 'requires', index];
      const range = parseRange(version);
      if (range !== null && key === 'kernel' && !satisfies(range, hostVersion))
        report([...path, 'version'], texts.kernelRange(version, hostVersion));
    });
  },
};

export const page: RulePage = {
  section: 'dependencies, identity',
  meaning: 'the kernel range shuts out the host at hand',
  why: 'The install is refused by a host outside the range. Ranges that end below 3.0.0 shut out nearly every host of today.',
  example: { at: '/compatibility/requires', before: [{ key: 'kernel', version: '^2.0' }] },
};
