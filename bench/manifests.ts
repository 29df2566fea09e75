import { readFileSync } from 'node:fs';

interface Manifest {
  models: { key: string; table: string; indices?: { name: string }[] }[];
}

/** An accepted manifest of about this many bytes: the tickets addon with its first model repeated under other names. */
export function manifestOfSize(bytes: number): string {
  const manifest = JSON.parse(readFileSync('templates/tickets/manifest.json', 'utf8')) as Manifest;
  const [first] = manifest.models;
  if (!first) throw new Error('the template has no model');
  const text = () => JSON.stringify(manifest, null, 2);
  for (let copy = 1; text().length < bytes; copy += Math.ceil((bytes - text().length) / 20_000)) {
    for (let n = 0; n < Math.ceil((bytes - text().length) / 20_000); n += 1) {
      const suffix = copy + n;
      manifest.models.push({
        ...first,
        key: `Ticket${suffix}`,
        table: `tickets_${suffix}`,
        indices: (first.indices ?? []).map((index) => ({ ...index, name: `${index.name}_${suffix}` })),
      });
    }
  }
  return text();
}
