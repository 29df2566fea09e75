import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wasmModule } from '../../kernel/contract/wasm/testing';
import { NOTES_MANIFEST, startSession, type Session } from '../testing/session';

let cli: Session;
beforeEach(async () => {
  cli = await startSession();
  await cli.write('addon/manifest.json', NOTES_MANIFEST);
});
afterEach(() => cli.end());

describe('preflight', () => {
  it('prints level, place, rule, sentence and cure', async () => {
    const { code, out, err } = await cli.run('preflight', 'addon');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      'review manifest.json:4:3 PUB-LICENCE The manifest names no licence.\n' +
        '    cure: Set metadata.license to an SPDX identifier, for example Apache-2.0.\n' +
        'review manifest.json:4:3 PUB-README The addon has no README.\n' +
        '    cure: Write a README.md and name it in metadata.readme.\n' +
        'advice manifest.json:4:3 PUB-TEXT The catalog has nothing to show for description.\n' +
        '    cure: Fill it in; a wrong or empty one is a common reason for questions.\n' +
        'advice manifest.json:4:3 PUB-TEXT The catalog has nothing to show for category.\n' +
        '    cure: Fill it in; a wrong or empty one is a common reason for questions.\n' +
        'notes 1.2.3: nothing here makes review refuse it (review: 2, advice: 2)\n',
    );
  });

  it('loads the backend in a thread that can be ended', async () => {
    await cli.write('addon/backend/backend.wasm', wasmModule({ functions: ['alloc', '_start'] }));
    expect((await cli.run('preflight', 'addon')).out).not.toContain('PUB-WASM');
    // A start section whose function loops for ever: (func (loop br 0)) (start 0), with the exports that hosts need.
    const loops = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1];
    const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];
    const exported = [3, ...name('memory'), 2, 0, ...name('alloc'), 0, 0, ...name('_start'), 0, 0];
    loops.push(7, exported.length, ...exported, 8, 1, 0, 10, 9, 1, 7, 0, 3, 0x40, 0x0c, 0, 0x0b, 0x0b);
    await cli.write('addon/backend/backend.wasm', Uint8Array.from(loops));
    const { code, out } = await cli.run('preflight', 'addon');
    expect(code).toBe(1);
    expect(out).toContain('PUB-WASM-LOAD backend/backend.wasm cannot be loaded: its start function takes more than 10 s.');
  });

  it('compares with the last version and tries the signature', async () => {
    await cli.run('keygen', '--out', 'dev');
    await cli.run('keygen', '--out', 'other');
    await cli.run('build', 'addon', '-o', 'n.mcbundle', '--sign', 'dev.pem');
    await cli.write('addon/README.md', '# Notes');
    expect((await cli.run('preflight', 'addon', '--last', 'n.mcbundle')).out).toContain(
      'reject manifest.json:4:61 PUB-VERSION 1.2.3 does not come after 1.2.3, the last version of this addon.',
    );
    expect((await cli.run('preflight', 'n.mcbundle', '--key', 'dev.pub')).code).toBe(0);
    expect((await cli.run('preflight', 'n.mcbundle', '--key', 'other.pub')).out).toContain(
      'reject PUB-SIGNATURE The signature does not hold',
    );
  });

  it('writes reports in other forms', async () => {
    expect((JSON.parse((await cli.run('preflight', 'addon', '--json')).out) as { verdict: string }).verdict).toBe('pass');
    expect((JSON.parse((await cli.run('preflight', 'addon', '--format', 'sarif')).out) as { version: string }).version).toBe('2.1.0');
    expect((await cli.run('preflight', 'addon', '--format', 'html', '-o', 'r.html')).out).toBe(
      'notes 1.2.3: nothing here makes review refuse it (review: 2, advice: 2)\n',
    );
    expect(await cli.read('r.html')).toMatch(/^<!doctype html>/);
    expect(await cli.run('preflight', 'addon', '--format', 'pdf')).toEqual({
      code: 2,
      out: '',
      err: '--format takes text, json, sarif or html, not "pdf".\n',
    });
  });
});

describe('diff', () => {
  it('prints files, values, sizes and advice', async () => {
    await cli.write(
      'new/manifest.json',
      NOTES_MANIFEST.replace('1.2.3', '1.3.0').replace('"kind"', '"settings": [{ "key": "color", "type": "string" }], "kind"'),
    );
    await cli.write('new/README.md', '# Notes');
    expect(await cli.run('diff', 'addon', 'new')).toEqual({
      code: 0,
      err: '',
      out:
        '+ README.md  7 B\n~ manifest.json  213 B → 265 B\n' +
        '~ manifest.json /metadata/version  "1.2.3" → "1.3.0"\n+ manifest.json /settings  [{"key":"color","type":"string"}]\n' +
        '213 B → 272 B unpacked\nadvised after 1.2.3: 1.3.0 (minor)\n    minor: settings: color: was added\n    patch: README.md: changed without touching the schema\n',
    });
    expect((await cli.run('diff', 'addon', 'addon')).out).toBe('Nothing differs.\n');
    expect((await cli.run('diff', 'addon')).code).toBe(2);
    expect((JSON.parse((await cli.run('diff', 'addon', 'new', '--json')).out) as { same: boolean }).same).toBe(false);
  });
});
