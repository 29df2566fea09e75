import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSession, type Session } from './testing/session';

let cli: Session;
beforeEach(async () => {
  cli = await startSession();
});
afterEach(() => cli.end());

const usage = (err: string) => ({ code: 2, out: '', err: `${err}\n` });

describe('the command line', () => {
  it('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(await cli.run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it('helps, as a whole and for one command, in both languages', async () => {
    const general = await cli.run('--help');
    expect(general.code).toBe(0);
    expect(general.out.split('\n').slice(0, 4)).toEqual([
      'Usage: npm run -s cli -- COMMAND …',
      '',
      'Commands:',
      '  new KEY [--template ID] [--dir DIR]            start an addon from a template',
    ]);
    expect(await cli.run('verify', '--help', '--lang', 'es')).toEqual({
      code: 0,
      out: 'Uso: verify --key PUB FILE [--sig FILE]\n\ncomprueba la firma de un paquete\n\n  --sig FILE      la firma, en base64 o hexadecimal (por omisión: FILE.sig)\n',
      err: '',
    });
  });

  it('answers to the names that authors of the platform type', async () => {
    expect(await cli.run('init', 'helpdesk')).toMatchObject({ code: 0 });
    expect(await cli.run('validate', 'helpdesk')).toMatchObject({ code: 0, err: '' });
    expect(await cli.run('validate', '--help')).toEqual(await cli.run('check', '--help'));
  });

  it('exits with 2 when it is asked wrongly', async () => {
    expect(await cli.run()).toEqual(
      usage(
        'Say what to do: new, check, convert, build, keygen, sign, verify, inspect, diff, preflight, publish, seed, serve, tool, test, install, upgrade, rollback, rehearse, uninstall, history, lsp, completion. See --help.',
      ),
    );
    expect(await cli.run('deploy')).toEqual(usage('There is no command "deploy". See --help.'));
    expect(await cli.run('chekc', 'x')).toEqual(usage('There is no command "chekc". Did you mean "check"? See --help.'));
    expect(await cli.run('check')).toEqual(usage('FILE is missing. Usage: check FILE… [--fix] [--watch] [--format F]'));
    expect(await cli.run('check', '--fast', 'x')).toEqual(usage('There is no option --fast here. See check --help.'));
    expect(await cli.run('check', '-x', 'x')).toEqual(usage('There is no option -x here. See check --help.'));
    expect(await cli.run('check', '--lenient=yes', 'x')).toEqual(usage('The option --lenient takes no value.'));
    expect(await cli.run('check', '--format', 'xml', 'x')).toEqual(usage('--format takes text, json or sarif, not "xml".'));
    expect(await cli.run('keygen')).toEqual(usage('The option --out is needed.'));
    expect(await cli.run('keygen', '--out')).toEqual(usage('The option --out needs a value.'));
    expect(await cli.run('keygen', '--out', '--lang', 'en')).toEqual(usage('The option --out needs a value.'));
    expect(await cli.run('build', 'a', 'b', '-o', 'c')).toEqual(
      usage('Too many arguments: b. Usage: build DIR -o FILE [--strict] [--sign KEY]'),
    );
    expect(await cli.run('check', 'absent.json')).toEqual(usage('absent.json: no such file or folder.'));
    expect(await cli.run('check', 'x', '--lang', 'fr')).toEqual(usage('--lang takes en or es, not "fr".'));
    expect(await cli.run('check', '__proto__', '--constructor')).toEqual(usage('There is no option --constructor here. See check --help.'));
  });

  it('takes common options before the command too', async () => {
    expect(await cli.run('--lang', 'es', 'check')).toEqual(usage('Falta FILE. Uso: check FILE… [--fix] [--watch] [--format F]'));
  });

  it('answers errors as JSON when JSON was asked for', async () => {
    const { code, out, err } = await cli.run('keygen', '--json');
    expect({ code, err }).toEqual({ code: 2, err: 'The option --out is needed.\n' });
    expect(JSON.parse(out)).toEqual({ error: { code: 'USAGE', message: 'The option --out is needed.' } });
  });

  it('takes the language from the environment, and --lang above it', async () => {
    const spanish = await startSession({ LANG: 'es_MX.UTF-8' });
    expect((await spanish.run('check')).err).toBe('Falta FILE. Uso: check FILE… [--fix] [--watch] [--format F]\n');
    expect((await spanish.run('check', '--lang=en')).err).toBe('FILE is missing. Usage: check FILE… [--fix] [--watch] [--format F]\n');
    await spanish.end();
    const other = await startSession({ LC_ALL: 'de_DE.UTF-8', LANG: 'es_MX.UTF-8' });
    expect((await other.run('check')).err).toBe('FILE is missing. Usage: check FILE… [--fix] [--watch] [--format F]\n');
    await other.end();
  });
});
