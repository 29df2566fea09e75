/**
 * A manifest as it was stored: what reads it trusts in the kinds of its values, so they are looked at once, before anything does.
 * Words and bounds are not: what a later version would refuse was installed all the same.
 */
import { SKELETON_V3, type ManifestV3, type SkeletonNode } from '../../schemas';
import { schemaError } from '../schema/messages';
import { isRecord } from '../values/encoding';
import { IS_KIND, type ValueKind } from '../values/stored-shape';

const kindsOf = ({ type }: SkeletonNode): readonly ValueKind[] =>
  type === undefined ? [] : ([type].flat() as readonly string[]).filter((kind): kind is ValueKind => Object.hasOwn(IS_KIND, kind));

const isOf = (value: unknown, kinds: readonly ValueKind[]): boolean => kinds.length === 0 || kinds.some((kind) => IS_KIND[kind](value));

/** @throws KernelError `stored_damaged` with the first place where a value is missing or of another kind */
function look(value: unknown, given: SkeletonNode, place: string): void {
  const node = given.$ref === undefined ? given : (SKELETON_V3.definitions[given.$ref] ?? {});
  const kinds = kindsOf(node);
  if (!isOf(value, kinds)) throw schemaError('stored_damaged', { fault: 'kind', place, kind: kinds[0] ?? 'object' });
  if (node.if !== undefined) {
    const branch = isOf(value, kindsOf(node.if)) ? node.then : node.else;
    if (branch !== undefined) look(value, branch, place);
  }
  if (Array.isArray(value)) {
    const { items } = node;
    if (items !== undefined) value.forEach((item, index) => look(item, items, `${place}/${index}`));
  } else if (isRecord(value)) lookAtMembers(value, node, place);
}

function lookAtMembers(value: Readonly<Record<string, unknown>>, node: SkeletonNode, place: string): void {
  for (const name of node.required ?? [])
    if (!Object.hasOwn(value, name)) throw schemaError('stored_damaged', { fault: 'missing', place: `${place}/${name}` });
  const others = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
  for (const [name, member] of Object.entries(value)) {
    const own = node.properties !== undefined && Object.hasOwn(node.properties, name) ? node.properties[name] : others;
    if (own !== undefined) look(member, own, `${place}/${name}`);
  }
}

/**
 * The manifest of an installation.
 * @throws KernelError `stored_damaged`
 */
export function storedManifest({ addon_key: addonKey, manifest }: { addon_key: string; manifest: unknown }): ManifestV3 {
  look(manifest, { $ref: SKELETON_V3.root }, '');
  const whole = manifest as ManifestV3;
  if (whole.metadata.key !== addonKey) throw schemaError('stored_damaged', { fault: 'other addon', place: whole.metadata.key });
  return whole;
}
