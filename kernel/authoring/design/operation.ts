/** What can be done to a manifest in the designer, as data. Things are named as the manifest names them, so that an operation finds them in a newer text too. */
import type { Locale } from '../../locale';
import { visible } from '../../values/visible';
import type { MigrationFile, NamedThing } from '../language/rename-migration';
import type { MigrationMention } from '../language/rename';
import type { Edit } from '../fixes/edits';
import type { Path } from './draft';
import type { WritableKind } from './kinds';

export type ColumnMember = 'label' | 'not_null' | 'searchable' | 'readonly' | 'default' | 'display' | 'widget' | 'comment';
export type OptionMember = 'value' | 'label' | 'color' | 'icon';
export type NavMember = 'title' | 'icon' | 'model' | 'permission';
export type ActionMember = 'label' | 'placement' | 'icon' | 'confirm' | 'url' | 'target_model';
export type FieldMember = 'label' | 'type' | 'required';

/** An action is told from one of the same key on another model. */
export interface ActionName {
  action: string;
  model: string;
}

/** Where a menu's entry stands, by indexes from the list of groups on, and the title that it has there. */
export interface NavName {
  at: readonly number[];
  title: string;
}

/** Undefined or false takes a member out. */
export type MemberValue = string | number | boolean | undefined;

export type Operation =
  | { do: 'add-model'; key: string; table: string; label: string; inMenu: boolean; withPermissions: boolean }
  | { do: 'rename-model' | 'rename-table'; model: string; to: string }
  | { do: 'label-model'; model: string; label: string }
  | { do: 'move-model'; model: string; to: number }
  | { do: 'remove-model'; model: string }
  | { do: 'add-column'; model: string; name: string; label: string; kind: WritableKind; ref?: string; required?: boolean; at?: number }
  | { do: 'rename-column'; model: string; column: string; to: string }
  | { do: 'set-column'; model: string; column: string; member: ColumnMember; value: MemberValue }
  | { do: 'set-kind'; model: string; column: string; kind: WritableKind; ref?: string }
  | { do: 'set-unique'; model: string; column: string; unique: boolean }
  | { do: 'move-column'; model: string; column: string; to: number }
  | { do: 'duplicate-column'; model: string; column: string }
  | { do: 'remove-column'; model: string; column: string }
  | { do: 'add-option'; model: string; column: string; value: string; label: string; color?: string }
  | { do: 'set-option'; model: string; column: string; option: string; member: OptionMember; value: string }
  | { do: 'move-option'; model: string; column: string; option: string; to: number }
  | { do: 'remove-option'; model: string; column: string; option: string }
  | { do: 'add-relation'; model: string; name: string; label: string; through: string; foreignKey: string }
  | { do: 'label-relation'; model: string; relation: string; label: string }
  | { do: 'remove-relation'; model: string; relation: string }
  | { do: 'add-nav-group'; title: string; icon?: string }
  | { do: 'add-nav-item'; into: NavName; title: string; model?: string; icon?: string }
  | { do: 'set-nav'; entry: NavName; member: NavMember; value: string }
  | { do: 'move-nav'; entry: NavName; to: readonly number[] }
  | { do: 'remove-nav'; entry: NavName }
  | { do: 'add-role'; key: string; label: string; permissions: readonly string[] }
  | { do: 'rename-role'; role: string; to: string }
  | { do: 'label-role'; role: string; label: string }
  | { do: 'remove-role'; role: string }
  | { do: 'grant'; role: string; permission: string; granted: boolean }
  | { do: 'add-permissions'; model: string }
  | { do: 'remove-permission'; permission: string }
  | { do: 'add-action'; key: string; label: string; model: string; url: string }
  | ({ do: 'rename-action'; to: string } & ActionName)
  | ({ do: 'set-action'; member: ActionMember; value: MemberValue } & ActionName)
  | ({ do: 'move-action'; to: number } & ActionName)
  | ({ do: 'remove-action' } & ActionName)
  | ({ do: 'add-field'; key: string; label: string; type: string } & ActionName)
  | ({ do: 'rename-field'; field: string; to: string } & ActionName)
  | ({ do: 'set-field'; field: string; member: FieldMember; value: MemberValue } & ActionName)
  | ({ do: 'move-field'; field: string; to: number } & ActionName)
  | ({ do: 'remove-field'; field: string } & ActionName);

/** What a rename has to tell beyond the text: see `language/rename.ts`. */
export interface RenameNews {
  stored: NamedThing | null;
  suggestion: MigrationFile | null;
  migrations: MigrationMention[];
}

export type OperationResult =
  | {
      ok: true;
      edits: Edit[];
      /** Where the thing stands afterwards; null where it is gone. */ at: Path | null;
      renamed: RenameNews | null;
    }
  | { ok: false; code: 'gone' | 'taken' | 'name' | 'last' | 'address' | 'text'; message: string };

/** What an operation needs besides the text. */
export interface OperationContext {
  locale: Locale;
  /** The project's texts by path, whose migrations may name what is renamed. */
  files?: Readonly<Record<string, string>>;
}

/** Why an operation cannot be done. @throws by the operations, caught by `operate` */
export class Refusal extends Error {
  constructor(
    readonly code: Extract<OperationResult, { ok: false }>['code'],
    readonly sentence: Readonly<Record<Locale, string>>,
  ) {
    super(sentence.en);
  }
}

export const gone = (name: string): Refusal =>
  new Refusal('gone', {
    en: `“${visible(name)}” is not in the text any more.`,
    es: `“${visible(name)}” ya no está en el texto.`,
  });

export const taken = (name: string): Refusal =>
  new Refusal('taken', { en: `“${visible(name)}” is already in use.`, es: `“${visible(name)}” ya está en uso.` });

export const badName = (name: string): Refusal =>
  new Refusal('name', {
    en: `“${visible(name)}” is no valid name here.`,
    es: `“${visible(name)}” no es un nombre válido aquí.`,
  });

export const lastColumn = (name: string): Refusal =>
  new Refusal('last', {
    en: `“${visible(name)}” is the only column, and a model has at least one.`,
    es: `“${visible(name)}” es la única columna, y un modelo tiene al menos una.`,
  });

export const noAddress = (name: string): Refusal =>
  new Refusal('address', {
    en: `“${visible(name)}” has no address that its form could be sent to. Give it one first.`,
    es: `“${visible(name)}” no tiene una dirección a la que enviar su formulario. Primero hay que darle una.`,
  });

export const unreadable = (): Refusal =>
  new Refusal('text', {
    en: 'The text cannot be read as a v3 manifest. Mend it there first.',
    es: 'El texto no se puede leer como un manifiesto v3. Primero hay que corregirlo ahí.',
  });
