/** Manifests edited at random, always the same for the same number. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Mulberry32: small, and the same everywhere. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ODD: readonly Json[] = [
  ...[null, true, false, 0, 1, -1, 1.5, '', ' ', 'x', 'status', 'Order', 'a.b', 'shop.Order', 'wasm:f', 'numeric(', 'numeric(1,2)'],
  ...['Not a Name', 'a-b', 'é', '1.0', '>=1.0.0', '0h', [], {}, [''], [0], [{}], { x: 1 }],
];

interface Place {
  holder: Json[] | Record<string, Json>;
  key: string | number;
}

function placesOf(document: Json): Place[] {
  const places: Place[] = [];
  const waiting: Json[] = [document];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const holder = node;
    const keys: (string | number)[] = Array.isArray(holder) ? holder.map((_, index) => index) : Object.keys(holder);
    for (const key of keys) {
      places.push({ holder, key });
      waiting.push((holder as Record<string | number, Json>)[key] ?? null);
    }
  }
  return places;
}

function edit({ holder, key }: Place, others: readonly Place[], next: () => number): void {
  const choose = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const values = holder as Record<string | number, Json>;
  // Half of what is copied comes from under the same name: the schema takes it, and the rules between fields are reached.
  const alike = others.filter((place) => place.key === key);
  const other = next() < 0.5 ? choose(alike) : choose(others);
  const there = other === undefined ? null : ((other.holder as Record<string | number, Json>)[other.key] ?? null);
  const kind = Math.floor(next() * 5);
  if (kind === 0) values[key] = structuredClone(choose(ODD) ?? null);
  else if (kind === 1 && Array.isArray(holder)) holder.push(structuredClone(values[key] ?? null));
  else if (kind === 2 && !Array.isArray(holder)) Reflect.deleteProperty(holder, key);
  else if (kind === 3 && typeof values[key] === 'string') values[key] = `${values[key]}${choose(['x', '_', '.', ' ', '1']) ?? ''}`;
  else values[key] = structuredClone(there);
}

/** `count` documents as text, each one of `seeds` with one to three edits. */
export function mutations(seeds: readonly Json[], count: number, seed = 1): string[] {
  const next = numbersFrom(seed);
  return Array.from({ length: count }, () => {
    const document = structuredClone(seeds[Math.floor(next() * seeds.length)] ?? {});
    for (let edits = 1 + Math.floor(next() * 3); edits > 0; edits -= 1) {
      const places = placesOf(document);
      const place = places[Math.floor(next() * places.length)];
      if (place) edit(place, places, next);
    }
    return JSON.stringify(document);
  });
}
