import { pascalCase } from '../v2/names';
import { rewriting } from '../fixes/rewriting';
import { contributionMessages } from '../messages/contributions';
import { isBlank } from '../read/context';
import { eachHandler } from '../read/handlers';
import type { Rule, RulePage } from '../rule';

const EXPORT_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/** Of the install plane, which newer hosts have loosened: a warning. */
export const rule: Rule<'WASM-NAME'> = {
  id: 'WASM-NAME',
  level: 'warning',
  fix: rewriting(pascalCase),
  check: (context, report) => {
    eachHandler(context, ({ type, function: name }, path) => {
      if (type === 'wasm' && !isBlank(name) && !EXPORT_NAME.test(name ?? ''))
        report([...path, 'function'], contributionMessages.exportName(name ?? ''));
    });
  },
};

export const page: RulePage = {
  section: 'actions, handlers',
  meaning: 'a name that some hosts refuse for a WASM export',
  why: 'The name becomes an export, which compilers and older hosts want plain.',
  example: {
    at: '/contributions/actions/0/handler',
    before: { type: 'wasm', function: 'send it' },
    after: { type: 'wasm', function: 'send_it' },
  },
};
