/** `completion SHELL`: a script by which a shell completes commands and options. */
import type { OptionSpecs } from '../args';
import { COMMON_OPTIONS } from '../args';
import { type Command, onlyArgument } from '../command';
import { UsageError } from '../errors';
import { ALIASES, COMMAND_NAMES, type CommandName } from '../help';
import { EXIT } from '../io';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** How the program is called where its package is installed. */
const PROGRAM = 'metacore-playground';
const FUNCTION = '_metacore_playground';

/** By command, or another name of one: its options with their dashes. */
export type Completions = Readonly<Record<string, readonly string[]>>;

export function completionsOf(commands: readonly { name: CommandName; options: OptionSpecs }[]): Completions {
  const optionsOf = (name: CommandName): string[] => {
    const own = commands.find((command) => command.name === name)?.options ?? {};
    return Object.keys({ ...own, ...COMMON_OPTIONS }).map((option) => `--${option}`);
  };
  const names: [string, CommandName][] = [...COMMAND_NAMES.map((name): [string, CommandName] => [name, name]), ...Object.entries(ALIASES)];
  return Object.fromEntries(names.map(([called, name]) => [called, optionsOf(name)]));
}

/** Arguments are files wherever they are not the command: what is not completed here is completed as a file. */
const bash = (all: Completions): string => `${FUNCTION}() {
  local word=\${COMP_WORDS[COMP_CWORD]} options=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${Object.keys(all).join(' ')}' -- "$word"))
    return
  fi
  case \${COMP_WORDS[1]} in
${Object.entries(all)
  .map(([name, options]) => `    ${name}) options='${options.join(' ')}' ;;`)
  .join('\n')}
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
  esac
}
complete -o default -F ${FUNCTION} ${PROGRAM}
`;

const zsh = (all: Completions): string => `#compdef ${PROGRAM}
autoload -U +X bashcompinit && bashcompinit
${bash(all)}`;

const fish = (all: Completions): string =>
  [
    `complete -c ${PROGRAM} -n __fish_use_subcommand -f -a '${Object.keys(all).join(' ')}'`,
    ...Object.entries(all).flatMap(([name, options]) =>
      options.map((option) => `complete -c ${PROGRAM} -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`),
    ),
    '',
  ].join('\n');

const SCRIPTS: Readonly<Record<Shell, (all: Completions) => string>> = { bash, zsh, fish };

/** `all` is asked when it runs: the list of commands names this one too. */
export const completionCommand = (all: () => Completions): Command => ({
  name: 'completion',
  options: {},
  run(args, context) {
    const asked = onlyArgument(args, context, 'completion', 'SHELL');
    const shell = SHELLS.find((one) => one === asked);
    if (shell === undefined) throw new UsageError(context.locale, 'unknownShell', { name: asked, names: SHELLS.join(', ') });
    context.io.out(SCRIPTS[shell](all()));
    return Promise.resolve(EXIT.ok);
  },
});
