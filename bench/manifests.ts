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
  for (let missing = bytes - text().length; missing > 0; missing = bytes - text().length) {
    // Many at once while far away: measuring the text is the slow part.
    for (let n = 0; n < Math.ceil(missing / 20_000); n += 1) {
      const suffix = manifest.models.length;
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
