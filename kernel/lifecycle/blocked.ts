/** Changes that an upgrade does not make without a declared migration, each with the one that would make it. Pure. */
import type { ManifestV3, Model } from '../../schemas';
import { columnPointer } from './column-pointer';
import type { Facts, SchemaFacts } from './facts';
import type { Prepared } from './prepare';
import type { BlockedChange } from './release-messages';
import { answering } from './row-facts';
import { droppedKeys, schemaChanges } from './schema-changes';
import { isWidening } from './widening';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function retypes(one: SchemaFacts, { request }: Prepared): BlockedChange[] {
  const { steps } = schemaChanges(one, request, answering(one.yes));
  return steps.flatMap((step): BlockedChange[] => {
    if (step.kind !== 'alter-column-type' || isWidening(step.from, step.to)) return [];
    const { table, column, from, to } = step;
    return [
      {
        change: 'type',
        place: `${table}.${column}`,
        pointer: columnPointer(request.manifest, table, column),
        detail: `${from} → ${to}`,
        cure: `alter table ${quoted(table)} alter column ${quoted(column)} type ${to} using ${quoted(column)}::${to};`,
      },
    ];
  });
}

function keys(one: SchemaFacts, { request }: Prepared): BlockedChange[] {
  return droppedKeys(one).map(({ table, column }) => ({
    change: 'primary_key',
    place: `${table}.${column}`,
    pointer: columnPointer(request.manifest, table, column),
    detail: one.state?.tables.find(({ name }) => name === table)?.primaryKey.join(', ') ?? column,
    cure: `alter table ${quoted(table)} drop column ${quoted(column)} cascade, add primary key (…);`,
  }));
}

/** Who points at a column of a model: `till.Sale`, … */
function referring(manifest: ManifestV3, target: string, column: string): string[] {
  return (manifest.models ?? [])
    .filter(
      (model) =>
        (model.foreign_keys ?? []).some(({ references }) => references.model === target && references.columns.includes(column)) ||
        (column === 'id' && (model.extends === target || model.columns.some(({ ref }) => ref === target))),
    )
    .map(({ key }) => `${manifest.metadata.key}.${key}`);
}

/** Columns of the installed manifest that are gone in the new one, and whole tables, by their `id`. */
function leaving(before: ManifestV3, after: ManifestV3): { model: Model; column: string }[] {
  return (before.models ?? []).flatMap((model) => {
    const next = (after.models ?? []).find(({ table }) => table === model.table);
    const names = next ? model.columns.map(({ name }) => name) : ['id', ...model.columns.map(({ name }) => name)];
    return names.filter((name) => next?.columns.every((column) => column.name !== name) ?? true).map((column) => ({ model, column }));
  });
}

function references({ installations, schemas }: Facts, { request: { manifest } }: Prepared): BlockedChange[] {
  const addonKey = manifest.metadata.key;
  const declared = schemas.flatMap((one) => one.declared);
  const isDeclared = (table: string, column: string): boolean =>
    declared.some(
      (change) =>
        change.table === table &&
        (change.kind === 'drop-table' || ((change.kind === 'drop-column' || change.kind === 'rename-column') && change.column === column)),
    );
  return installations.flatMap((own) => {
    if (own.addonKey !== addonKey || own.manifest === null) return [];
    const others = installations.filter((other) => other.organizationId === own.organizationId && other.addonKey !== addonKey);
    return leaving(own.manifest, manifest).flatMap(({ model, column }): BlockedChange[] => {
      const by = others.flatMap((other) => (other.manifest === null ? [] : referring(other.manifest, `${addonKey}.${model.key}`, column)));
      if (by.length === 0 || isDeclared(model.table, column)) return [];
      return [
        {
          change: 'referenced',
          place: `${model.table}.${column}`,
          pointer: columnPointer(manifest, model.table, column),
          detail: by.join(', '),
          cure: `alter table ${quoted(model.table)} drop column ${quoted(column)} cascade;`,
        },
      ];
    });
  });
}

function permissions({ installations, held }: Facts, { request: { manifest } }: Prepared): BlockedChange[] {
  const next = new Set((manifest.rbac?.permissions ?? []).map(({ key }) => key));
  return installations.flatMap((own) => {
    if (own.addonKey !== manifest.metadata.key || own.manifest === null) return [];
    const gone = (own.manifest.rbac?.permissions ?? []).map(({ key }) => key).filter((key) => !next.has(key));
    return gone.flatMap((permission): BlockedChange[] => {
      const found = held.find((one) => one.organizationId === own.organizationId && one.permission === permission);
      if (!found) return [];
      const roles = found.roles.join(', ');
      return [
        {
          change: 'permission',
          place: permission,
          pointer: '/rbac/permissions',
          detail: roles,
          cure: `keep it in /rbac/permissions until nobody has the role ${roles}`,
        },
      ];
    });
  });
}

/** Every blocked change, each once. */
export function blockedChanges(facts: Facts, prepared: Prepared): BlockedChange[] {
  const found = [
    ...facts.schemas.flatMap((one) => (droppedKeys(one).length > 0 ? keys(one, prepared) : retypes(one, prepared))),
    ...references(facts, prepared),
    ...permissions(facts, prepared),
  ];
  return [...new Map(found.map((change) => [JSON.stringify(change), change])).values()];
}
