/** What upgrades, migrations, uninstalls and hooks refuse, in both languages. Codes are part of the wire: routes and the command line hand them on. */
import type { Locale } from '../locale';
import { type Damage, damageSentence } from '../values/stored-shape';

export interface ReleaseProblems {
  /** `line` counts from 1. `kind`: what sort of thing it is that no migration may hold (kernel/contract/sql/walk.ts). */
  migration_refused: { file: string; line: number; kind: string; what: string };
  migration_syntax: { file: string; line: number; reason: string };
  migration_failed: { file: string; line: number; reason: string; sqlState: string };
  migration_changed: { file: string };
  migrations_too_many: { count: number; limit: number };
  upgrade_file_missing: { file: string; pointer: string };
  /** `ErrNotInstalled` of the platform. */
  not_installed: { key: string };
  /** `ErrSameVersionUpgrade` of the platform. */
  same_version: { key: string; version: string };
  /** `ErrCannotDowngrade` of the platform. */
  cannot_downgrade: { key: string; installed: string; version: string };
  /** The first change that no declared migration makes; `others` says how many more there are. */
  upgrade_blocked: BlockedChange & { others: number };
  /** A migration that was to make a change did not. */
  change_not_made: { place: string; wanted: string; found: string };
  /** No upgrade led to what is installed. */
  nothing_to_roll_back: { key: string; version: string };
  /** The upgrade ran something that nobody wrote a way back for. */
  no_way_back: { key: string; version: string; file: string };
  shared_with_newer: { key: string; version: string; organization: string };
  hook_failed: { hook: string; target: string; reason: string };
  has_dependents: { key: string; dependents: string[] };
  requirement_cycle: { keys: string[] };
  permission_taken: { addon: string; owner: string; permission: string; pointer: string };
  provision_taken: { addon: string; owner: string; name: string; pointer: string };
  already_installed: { key: string };
  tombstone_missing: { id: string };
  tombstone_damaged: { id: string } & Damage;
  /** What is remembered of an addon's tables. */
  state_damaged: { addon: string; schema: string } & Damage;
  /** `ErrNotPreset` of the platform. */
  not_preset: { key: string };
  /** `ErrUnknownDependency` of the platform. */
  unknown_dependency: { key: string; missing: string };
  /** `ErrCyclicDependency` of the platform. */
  cyclic_dependency: { keys: string[] };
  preset_member_missing: { key: string; range: string };
  /** `ErrSignatureRequired` of the platform: no key is trusted, and unsigned bundles are not allowed. */
  signature_required: object;
  /** `ErrUnsignedBundle` of the platform. */
  unsigned_bundle: object;
  /** `ErrSignatureMismatch` of the platform. `keys`: fingerprints of those that are trusted. */
  signature_mismatch: { keys: string[] };
}

/** A change that an upgrade does not make by itself, and the migration that would make it. */
export interface BlockedChange {
  change: 'type' | 'primary_key' | 'referenced' | 'permission';
  /** Table and column, or the permission. */
  place: string;
  /** Where the manifest asks for it. */
  pointer: string;
  /** The two types, who references it, or which roles hold it. */
  detail: string;
  /** SQL of a migration that would allow it, or what an administrator does. */
  cure: string;
}

type Sentences = { [C in keyof ReleaseProblems]: Record<Locale, (details: ReleaseProblems[C]) => string> };

const NOTHING = { en: 'Nothing was changed.', es: 'No se cambió nada.' };

const CHANGES: Record<BlockedChange['change'], Record<Locale, (detail: string) => string>> = {
  type: {
    en: (detail) => `its type would change (${detail}), which may lose values`,
    es: (detail) => `cambiaría su tipo (${detail}), lo que puede perder valores`,
  },
  primary_key: {
    en: (detail) => `it is a part of the primary key (${detail}) and left the manifest`,
    es: (detail) => `forma parte de la clave primaria (${detail}) y ya no está en el manifiesto`,
  },
  referenced: {
    en: (detail) => `it left the manifest and is referenced by ${detail}`,
    es: (detail) => `ya no está en el manifiesto y lo referencia ${detail}`,
  },
  permission: {
    en: (detail) => `it left the manifest and is held by ${detail}`,
    es: (detail) => `ya no está en el manifiesto y lo tiene ${detail}`,
  },
};

export const RELEASE_SENTENCES: Sentences = {
  migration_refused: {
    en: ({ file, line, what, kind }) => `${file}:${line}: “${what}” has no place in an addon’s migration (${kind}). ${NOTHING.en}`,
    es: ({ file, line, what, kind }) =>
      `${file}:${line}: «${what}» no puede estar en una migración de un complemento (${kind}). ${NOTHING.es}`,
  },
  migration_syntax: {
    en: ({ file, line, reason }) => `${file}:${line}: PostgreSQL cannot read it: ${reason}. ${NOTHING.en}`,
    es: ({ file, line, reason }) => `${file}:${line}: PostgreSQL no puede leerlo (${reason}). ${NOTHING.es}`,
  },
  migration_failed: {
    en: ({ file, line, reason }) => `${file}:${line}: ${reason}. ${NOTHING.en}`,
    es: ({ file, line, reason }) => `${file}:${line}: PostgreSQL lo rechaza (${reason}). ${NOTHING.es}`,
  },
  migration_changed: {
    en: ({ file }) =>
      `${file} ran already and is another file by now: a migration that was released never changes. Bring the old text back and write a new migration. ${NOTHING.en}`,
    es: ({ file }) =>
      `${file} ya se ejecutó y ahora es otro archivo: una migración publicada no cambia nunca. Recupere el texto anterior y escriba una migración nueva. ${NOTHING.es}`,
  },
  migrations_too_many: {
    en: ({ count, limit }) => `The bundle has ${count} migrations; ${limit} are read at most. ${NOTHING.en}`,
    es: ({ count, limit }) => `El bundle tiene ${count} migraciones; se leen ${limit} como máximo. ${NOTHING.es}`,
  },
  upgrade_file_missing: {
    en: ({ file, pointer }) => `${pointer} runs ${file}, which is not in the bundle. ${NOTHING.en}`,
    es: ({ file, pointer }) => `${pointer} ejecuta ${file}, que no está en el bundle. ${NOTHING.es}`,
  },
  not_installed: {
    en: ({ key }) => `“${key}” is not installed, so there is nothing to upgrade or to change (ErrNotInstalled). Install it first.`,
    es: ({ key }) => `«${key}» no está instalado, así que no hay nada que actualizar ni cambiar (ErrNotInstalled). Instálelo antes.`,
  },
  same_version: {
    en: ({ key, version }) =>
      `“${key}” ${version} is installed already (ErrSameVersionUpgrade). Give the manifest a higher version. ${NOTHING.en}`,
    es: ({ key, version }) =>
      `«${key}» ${version} ya está instalado (ErrSameVersionUpgrade). Dé al manifiesto una versión mayor. ${NOTHING.es}`,
  },
  cannot_downgrade: {
    en: ({ key, installed, version }) =>
      `“${key}” ${installed} is installed, and ${version} is older (ErrCannotDowngrade). Give the manifest a version above ${installed}, or uninstall the addon first. ${NOTHING.en}`,
    es: ({ key, installed, version }) =>
      `«${key}» ${installed} está instalado y ${version} es anterior (ErrCannotDowngrade). Dé al manifiesto una versión mayor que ${installed} o desinstale antes el complemento. ${NOTHING.es}`,
  },
  upgrade_blocked: {
    en: ({ place, pointer, change, detail, cure, others }) =>
      `${place} (${pointer}): ${CHANGES[change].en(detail)}. An upgrade does that only by a declared migration: ${cure}${others > 0 ? ` (and ${others} more)` : ''}. Today’s Go kernel ignores such a change in silence. ${NOTHING.en}`,
    es: ({ place, pointer, change, detail, cure, others }) =>
      `${place} (${pointer}): ${CHANGES[change].es(detail)}. Una actualización lo hace solo con una migración declarada: ${cure}${others > 0 ? ` (y ${others} más)` : ''}. El kernel de Go actual ignora en silencio un cambio así. ${NOTHING.es}`,
  },
  change_not_made: {
    en: ({ place, wanted, found }) =>
      `${place}: the manifest asks for ${wanted}, and after the migrations it is ${found}. Mend the migration. ${NOTHING.en}`,
    es: ({ place, wanted, found }) =>
      `${place}: el manifiesto pide ${wanted} y, después de las migraciones, es ${found}. Corrija la migración. ${NOTHING.es}`,
  },
  nothing_to_roll_back: {
    en: ({ key, version }) =>
      `“${key}”${version === '' ? '' : ` ${version}`} was not reached by an upgrade, so there is no version to go back to. ${NOTHING.en}`,
    es: ({ key, version }) =>
      `«${key}»${version === '' ? '' : ` ${version}`} no viene de una actualización, así que no hay versión a la que volver. ${NOTHING.es}`,
  },
  no_way_back: {
    en: ({ key, version, file }) =>
      `The upgrade of “${key}” to ${version} ran ${file}, and nothing in its bundle takes that back: a migration goes back by a “.down.sql” beside it, or by its part under “-- +goose Down”. ${NOTHING.en}`,
    es: ({ key, version, file }) =>
      `La actualización de «${key}» a ${version} ejecutó ${file} y nada de su bundle lo deshace: una migración vuelve atrás con un «.down.sql» a su lado o con su parte bajo «-- +goose Down». ${NOTHING.es}`,
  },
  shared_with_newer: {
    en: ({ key, version, organization }) =>
      `Another organization (${organization}) works with “${key}” ${version} in the same tables, which would go back under its feet. ${NOTHING.en}`,
    es: ({ key, version, organization }) =>
      `Otra organización (${organization}) trabaja con «${key}» ${version} en las mismas tablas, que cambiarían mientras las usa. ${NOTHING.es}`,
  },
  hook_failed: {
    en: ({ hook, target, reason }) => `The hook “${hook}” (${target}) failed: ${reason}. ${NOTHING.en}`,
    es: ({ hook, target, reason }) => `El hook «${hook}» (${target}) falló (${reason}). ${NOTHING.es}`,
  },
  has_dependents: {
    en: ({ key, dependents }) =>
      `“${key}” is required by ${dependents.join(', ')}. Uninstall ${dependents.length === 1 ? 'it' : 'them'} first, or all of them together with cascade. ${NOTHING.en}`,
    es: ({ key, dependents }) =>
      `«${key}» lo ${dependents.length === 1 ? 'requiere' : 'requieren'} ${dependents.join(', ')}. Desinstálelos antes, o todos juntos en cascada. ${NOTHING.es}`,
  },
  requirement_cycle: {
    en: ({ keys }) => `These addons require each other: ${keys.join(' → ')}. Make one of the requirements optional. ${NOTHING.en}`,
    es: ({ keys }) => `Estos complementos se requieren entre sí: ${keys.join(' → ')}. Haga opcional uno de los requisitos. ${NOTHING.es}`,
  },
  permission_taken: {
    en: ({ addon, owner, permission, pointer }) =>
      `“${addon}” declares the permission “${permission}” (${pointer}), which “${owner}” has already. Give it another key. ${NOTHING.en}`,
    es: ({ addon, owner, permission, pointer }) =>
      `«${addon}» declara el permiso «${permission}» (${pointer}), que ya tiene «${owner}». Déle otra clave. ${NOTHING.es}`,
  },
  provision_taken: {
    en: ({ addon, owner, name, pointer }) =>
      `“${addon}” provides “${name}” (${pointer}), which “${owner}” provides already: whoever asks for it would not know which is meant. ${NOTHING.en}`,
    es: ({ addon, owner, name, pointer }) =>
      `«${addon}» ofrece «${name}» (${pointer}), que ya ofrece «${owner}»: quien lo pida no sabría cuál se quiere. ${NOTHING.es}`,
  },
  already_installed: {
    en: ({ key }) => `“${key}” is installed: its old tables can come back only where it is not. Uninstall it first.`,
    es: ({ key }) => `«${key}» está instalado: sus tablas antiguas solo pueden volver donde no lo está. Desinstálelo antes.`,
  },
  tombstone_missing: {
    en: ({ id }) => `There is no tombstone ${id}.`,
    es: ({ id }) => `No hay ninguna tumba ${id}.`,
  },
  tombstone_damaged: {
    en: ({ id, ...damage }) =>
      `The tombstone ${id} cannot be brought back or purged by itself: ${damageSentence(damage, 'en')}. Its tables stay where they are.`,
    es: ({ id, ...damage }) =>
      `La tumba ${id} no se puede restaurar ni purgar por sí sola (${damageSentence(damage, 'es')}). Sus tablas quedan donde están.`,
  },
  state_damaged: {
    en: ({ addon, schema, ...damage }) =>
      `What the playground remembers of the tables of “${addon}” (${schema}) cannot be read: ${damageSentence(damage, 'en')}. Reset “${addon}” to begin anew; other addons are not concerned. ${NOTHING.en}`,
    es: ({ addon, schema, ...damage }) =>
      `No se puede leer lo que el playground recuerda de las tablas de «${addon}» (${schema}): ${damageSentence(damage, 'es')}. Restablezca «${addon}» para empezar de nuevo; los demás complementos no se ven afectados. ${NOTHING.es}`,
  },
  not_preset: {
    en: ({ key }) => `“${key}” is no preset (ErrNotPreset).`,
    es: ({ key }) => `«${key}» no es un preset (ErrNotPreset).`,
  },
  unknown_dependency: {
    en: ({ key, missing }) => `“${key}” requires “${missing}”, which is no member of the preset (ErrUnknownDependency). ${NOTHING.en}`,
    es: ({ key, missing }) => `«${key}» requiere «${missing}», que no es miembro del preset (ErrUnknownDependency). ${NOTHING.es}`,
  },
  cyclic_dependency: {
    en: ({ keys }) => `These members of the preset require each other: ${keys.join(' → ')} (ErrCyclicDependency). ${NOTHING.en}`,
    es: ({ keys }) => `Estos miembros del preset se requieren entre sí: ${keys.join(' → ')} (ErrCyclicDependency). ${NOTHING.es}`,
  },
  signature_required: {
    en: () =>
      `This host trusts no key and takes no unsigned bundles (ErrSignatureRequired). Name a key that it should trust. ${NOTHING.en}`,
    es: () =>
      `Este host no confía en ninguna clave y no admite bundles sin firma (ErrSignatureRequired). Indique una clave de confianza. ${NOTHING.es}`,
  },
  unsigned_bundle: {
    en: () => `The bundle is not signed, and this host takes signed ones alone (ErrUnsignedBundle). Sign it. ${NOTHING.en}`,
    es: () => `El bundle no está firmado y este host solo admite firmados (ErrUnsignedBundle). Fírmelo. ${NOTHING.es}`,
  },
  signature_mismatch: {
    en: ({ keys }) =>
      `The signature holds under none of the keys that this host trusts (${keys.join(', ')}): the bundle was changed after signing, or somebody else signed it (ErrSignatureMismatch). ${NOTHING.en}`,
    es: ({ keys }) =>
      `La firma no es válida con ninguna clave de confianza de este host (${keys.join(', ')}): el bundle cambió después de firmarse o lo firmó otra persona (ErrSignatureMismatch). ${NOTHING.es}`,
  },
  preset_member_missing: {
    en: ({ key, range }) => `The preset installs “${key}” ${range}, and no bundle of it is at hand. ${NOTHING.en}`,
    es: ({ key, range }) => `El preset instala «${key}» ${range} y no hay ningún bundle suyo a mano. ${NOTHING.es}`,
  },
};
