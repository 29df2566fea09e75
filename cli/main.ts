/** The command line: `npm run -s cli -- COMMAND …`. The same kernel as in the page. */
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { localizedSentence } from '../kernel/bundle/messages';
import { nearest } from '../kernel/contract/suggest';
import type { Locale } from '../kernel/locale';
import { KernelError, messageOf } from '../kernel/errors';
import { installSentence } from '../kernel/lifecycle/messages';
import { diagnosticsOf } from '../kernel/project/project';
import { parseCommandLine } from './args';
import { printJson, type Command } from './command';
import { buildCommand } from './commands/build';
import { checkCommand } from './commands/check';
import { completionCommand, completionsOf } from './commands/completion';
import { convertCommand } from './commands/convert';
import { diffCommand } from './commands/diff';
import { historyCommand } from './commands/history';
import { inspectCommand } from './commands/inspect';
import { installCommand, rehearseCommand, upgradeCommand } from './commands/install';
import { keygenCommand } from './commands/keygen';
import { lspCommand } from './commands/lsp';
import { newCommand } from './commands/new';
import { preflightCommand } from './commands/preflight';
import { publishCommand } from './commands/publish';
import { seedCommand } from './commands/seed';
import { serveCommand } from './commands/serve';
import { signCommand } from './commands/sign';
import { testCommand } from './commands/test';
import { toolCommand } from './commands/tool';
import { rollbackCommand } from './commands/rollback';
import { uninstallCommand } from './commands/uninstall';
import { verifyCommand } from './commands/verify';
import { UsageError } from './errors';
import { ALIASES, COMMAND_NAMES, commandHelp, generalHelp } from './help';
import { EXIT, localeOf, type CliIo, type Context } from './io';
import { say } from './messages';
import { jsonReport } from './report';
import { ownVersion } from './version';

const COMMANDS: readonly Command[] = [
  newCommand,
  checkCommand,
  convertCommand,
  buildCommand,
  keygenCommand,
  signCommand,
  verifyCommand,
  inspectCommand,
  diffCommand,
  preflightCommand,
  publishCommand,
  seedCommand,
  serveCommand,
  toolCommand,
  testCommand,
  installCommand,
  upgradeCommand,
  rollbackCommand,
  rehearseCommand,
  uninstallCommand,
  historyCommand,
  lspCommand,
  completionCommand(() => completionsOf(COMMANDS)),
];

/** `--lang` decides the language of everything, complaints about other options included, so it is looked for first. */
function languageOf(argv: readonly string[], env: CliIo['env']): { locale: Locale; unknown?: string } {
  const fallback = localeOf(env);
  const index = argv.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  const argument = argv[index];
  if (argument === undefined) return { locale: fallback };
  const value = argument === '--lang' ? argv[index + 1] : argument.slice('--lang='.length);
  if (value === 'en' || value === 'es') return { locale: value };
  return value === undefined ? { locale: fallback } : { locale: fallback, unknown: value };
}

async function dispatch(argv: readonly string[], context: Context): Promise<number> {
  const { io, locale } = context;
  // Options for all commands may stand before the command's name.
  const at = argv.findIndex((argument, index) => !argument.startsWith('-') && argv[index - 1] !== '--lang');
  const before = at === -1 ? argv : argv.slice(0, at);
  if (before.includes('--version')) {
    io.out(`${ownVersion()}\n`);
    return EXIT.ok;
  }
  const name = at === -1 ? undefined : argv[at];
  if (name === undefined) {
    const args = parseCommandLine(before, {}, 'cli', locale);
    if (!args.flag('help')) throw new UsageError(locale, 'noCommand', { names: COMMAND_NAMES.join(', ') });
    io.out(generalHelp(locale));
    return EXIT.ok;
  }
  const called = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  const command = COMMANDS.find((candidate) => candidate.name === called);
  if (command === undefined) {
    const meant = nearest(name, [...COMMAND_NAMES, ...Object.keys(ALIASES)]);
    throw meant === null ? new UsageError(locale, 'unknownCommand', { name }) : new UsageError(locale, 'meantCommand', { name, meant });
  }
  const args = parseCommandLine([...before, ...argv.slice(at + 1)], command.options, command.name, locale);
  if (args.flag('help')) {
    io.out(commandHelp(command.name, locale));
    return EXIT.ok;
  }
  return command.run(args, { ...context, json: args.flag('json') });
}

/** An error as JSON, so that a script that asked for JSON never has to read prose. */
function errorAsJson(error: KernelError, message: string): unknown {
  const findings = diagnosticsOf(error);
  if (findings.length === 0) return { error: { code: error.code, message } };
  const report = jsonReport({ file: '', version: null, accepted: false, container: true, findings: [...findings] }) as {
    diagnostics: unknown;
  };
  return { error: { code: error.code, message }, diagnostics: report.diagnostics };
}

/**
 * Runs one command.
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 done or accepted, 1 rejected, 2 asked wrongly. Never throws for what a person can cause.
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  const { locale, unknown } = languageOf(argv, io.env);
  const context: Context = { io, locale, json: argv.includes('--json') };
  try {
    if (unknown !== undefined) throw new UsageError(locale, 'badLanguage', { name: unknown });
    return await dispatch(argv, context);
  } catch (error) {
    if (!(error instanceof KernelError)) {
      io.err(`${say(locale, 'unexpected', { reason: messageOf(error) })}\n`);
      return EXIT.rejected;
    }
    const message = installSentence(error, locale) ?? localizedSentence(error, locale);
    io.err(`${message}\n`);
    if (context.json) printJson(context, errorAsJson(error, message));
    return error instanceof UsageError ? EXIT.usage : EXIT.rejected;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  process.exitCode = await main(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}
