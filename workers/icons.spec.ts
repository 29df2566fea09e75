import { icons as lucide } from 'lucide-react';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createIconLookup } from './icons';

const FILE = readFileSync('public/icons.json', 'utf8');
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Serves the generated file; answers how often it was asked for. */
function serve(...answers: (() => Response)[]): { asked: () => number } {
  let asked = 0;
  vi.stubGlobal('fetch', () => {
    asked += 1;
    return Promise.resolve((answers[asked - 1] ?? (() => new Response(FILE)))());
  });
  return { asked: () => asked };
}

describe('createIconLookup', () => {
  it('knows every icon of lucide by its component name', async () => {
    serve();
    const lookup = createIconLookup('/icons.json');
    const missing: string[] = [];
    for (const name of Object.keys(lucide)) if ((await lookup(name)) === null) missing.push(name);
    expect(Object.keys(lucide).length).toBeGreaterThan(1500);
    expect(missing).toEqual([]);
  });

  it('never takes one for another', async () => {
    serve();
    const lookup = createIconLookup('/icons.json');
    const nodes = JSON.parse(FILE) as Record<string, unknown>;
    for (const [name, node] of Object.entries(nodes)) expect(await lookup(name)).toEqual(node);
    expect(await lookup('Letters')).toEqual(nodes.letters);
    expect(await lookup('LetterS')).toEqual(nodes['letter-s']);
    expect(await lookup('ArrowDownAZ')).toEqual(nodes['arrow-down-a-z']);
  });

  it('takes both spellings and answers tags with attributes', async () => {
    serve();
    const lookup = createIconLookup('/icons.json');
    const star = await lookup('Star');
    expect(await lookup('star')).toEqual(star);
    expect(
      star?.every(([tag, attributes]) => typeof tag === 'string' && Object.values(attributes).every((value) => typeof value === 'string')),
    ).toBe(true);
    expect(await lookup('CircleDot')).toEqual(await lookup('circle-dot'));
  });

  it.each(['', 'nope', '__proto__', 'constructor', 'toString', '../secrets', 'star/../star'])('answers null for %j', async (name) => {
    serve();
    expect(await createIconLookup('/icons.json')(name)).toBeNull();
  });

  it('loads the file once, when the first icon is asked for', async () => {
    const server = serve();
    const lookup = createIconLookup('/icons.json');
    expect(server.asked()).toBe(0);
    await Promise.all([lookup('star'), lookup('moon')]);
    expect(server.asked()).toBe(1);
  });

  it('tries again after a failure', async () => {
    const server = serve(() => new Response('', { status: 404 }));
    const lookup = createIconLookup('/icons.json');
    expect(await lookup('star')).toBeNull();
    expect(await lookup('star')).not.toBeNull();
    expect(server.asked()).toBe(2);
  });
});
