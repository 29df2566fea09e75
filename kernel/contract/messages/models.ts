/** What is said about models: indexes, formulas, relations, stages, sequences, extensions. */
import { list, message, quote, type Message } from '../text';

const XRULE_NEEDS = {
  parent: ['needs `parent`', 'necesita `parent`'],
  require: ['needs a non-empty `require`', 'necesita un `require` con contenido'],
  max: ['needs `max`, the column of the parent that caps the sum', 'necesita `max`, la columna del padre que limita la suma'],
} as const;

/** The bounds of an expression (expressions/arithmetic.ts); what becomes SQL has fewer operators. */
const AT_MOST = {
  en: '2,000 characters at most, in a rollup 200 operators',
  es: '2.000 caracteres como máximo y, en un rollup, 200 operadores',
};

export const modelMessages = {
  indexMethod: (method: string): Message =>
    message(
      `A partial index must be a btree, not ${quote(method)}.`,
      `Un índice parcial debe ser btree, no ${quote(method)}.`,
      'Remove `where` or `method`.',
      'Quite `where` o `method`.',
    ),
  indexColumn: (name: string, model: string): Message =>
    message(
      `${quote(name)} is not a column of ${model}. Hosts do not check this before the install, which then fails.`,
      `${quote(name)} no es una columna de ${model}. Los hosts no lo comprueban antes de instalar, y la instalación falla.`,
    ),
  indexWhere: (where: string): Message =>
    message(
      `${quote(where)} is not a condition an index may have.`,
      `${quote(where)} no es una condición que un índice pueda llevar.`,
      "Write comparisons such as status = 'open' or closed_at IS NULL, joined by AND; no OR, no parentheses.",
      "Escriba comparaciones como status = 'open' o closed_at IS NULL, unidas por AND; sin OR ni paréntesis.",
    ),
  arithmetic: (expression: string): Message =>
    message(
      `${quote(expression)} is not arithmetic over columns.`,
      `${quote(expression)} no es aritmética sobre columnas.`,
      `Use column names, numbers, + - * / and parentheses; no functions, no text; ${AT_MOST.en}.`,
      `Use nombres de columna, números, + - * / y paréntesis; sin funciones ni textos; ${AT_MOST.es}.`,
    ),
  guard: (expression: string): Message =>
    message(
      `${quote(expression)} is not a comparison of arithmetic.`,
      `${quote(expression)} no es una comparación de aritmética.`,
      `Write one comparison without outer parentheses, such as amount >= 0; 2,000 characters at most on either side.`,
      `Escriba una sola comparación sin paréntesis exteriores, como amount >= 0; 2.000 caracteres como máximo a cada lado.`,
    ),
  formulaHandler: (): Message =>
    message(
      'A handler belongs to tier 3; tier 2 computes `expr`.',
      'El handler es del nivel 3; el nivel 2 calcula `expr`.',
      'Set `tier` to 3, or remove the handler.',
      'Ponga `tier` en 3 o quite el handler.',
    ),
  formulaTier3Expr: (): Message =>
    message('Tier 3 calls its handler; it has no `expr`.', 'El nivel 3 llama a su handler; no lleva `expr`.'),
  formulaTier3Handler: (): Message =>
    message('Tier 3 needs a handler such as wasm:compute.', 'El nivel 3 necesita un handler como wasm:compute.'),
  rollupBoth: (): Message => message('`from` and `expr` exclude each other.', '`from` y `expr` se excluyen.'),
  rollupNone: (fn: string): Message => message(`${quote(fn)} needs \`from\` or \`expr\`.`, `${quote(fn)} necesita \`from\` o \`expr\`.`),
  stageField: (): Message =>
    message(
      'Stages need `stage_field`, the column that holds them.',
      'Las etapas necesitan `stage_field`, la columna que las guarda.',
      'Name the column in `stage_field`.',
      'Nombre la columna en `stage_field`.',
    ),
  noStages: (): Message =>
    message(
      '`stage_field` is set, but there are no stages.',
      'Hay `stage_field` pero no hay etapas.',
      'Declare `stages`.',
      'Declare `stages`.',
    ),
  hookEmpty: (): Message => message('Needs `do`, or columns in `set`.', 'Necesita `do`, o columnas en `set`.'),
  appendStage: (): Message =>
    message(
      'An append-only model cannot have stages: its records never change.',
      'Un modelo append_only no puede tener etapas: sus registros nunca cambian.',
    ),
  folio: (format: string): Message =>
    message(`${quote(format)} must hold exactly one {seq} or {seq:06}.`, `${quote(format)} debe llevar exactamente un {seq} o {seq:06}.`),
  reasonEmpty: (): Message =>
    message(
      'Asks for no reason anywhere: set `delete` or name actions.',
      'No pide motivo en ningún caso: ponga `delete` o nombre acciones.',
    ),
  reasonAction: (action: string, model: string): Message =>
    message(`${quote(action)} is no action contributed for ${model}.`, `${quote(action)} no es una acción aportada para ${model}.`),
  referencedModel: (model: string): Message =>
    message(
      `${quote(model)} is neither a model of this addon nor one of the host, so its values stay raw ids.`,
      `${quote(model)} no es un modelo de este addon ni del host, así que sus valores quedan como ids.`,
      "Write the key of a model; another addon's model is written as `addon.Model`.",
      'Escriba la clave de un modelo; el modelo de otro addon se escribe como `addon.Model`.',
    ),
  relationModel: (name: string): Message =>
    message(
      `${quote(name)} is not a model of this addon, so nothing will be listed unless another addon brings it.`,
      `${quote(name)} no es un modelo de este addon; no se listará nada salvo que lo traiga otro addon.`,
    ),
  relationName: (name: string): Message =>
    message(
      `Some hosts take only letters, digits and \`_\` in the name of a relation or its child: ${quote(name)}.`,
      `Algunos hosts solo aceptan letras, dígitos y \`_\` en el nombre de una relación o de su hijo: ${quote(name)}.`,
      'Use a lowercase name of at most 63 characters.',
      'Use un nombre en minúsculas de 63 caracteres como máximo.',
    ),
  duplicateModel: (key: string): Message =>
    message(
      `The model ${quote(key)} exists twice. Hosts do not check this; every reference will mean the first one.`,
      `El modelo ${quote(key)} existe dos veces. Los hosts no lo comprueban; toda referencia significará el primero.`,
    ),
  duplicateTable: (table: string): Message =>
    message(
      `The table ${quote(table)} belongs to two models. Other hosts do not check this before the install, which then fails.`,
      `La tabla ${quote(table)} es de dos modelos. Otros hosts no lo comprueban antes de instalar, y la instalación falla.`,
      'Give each model its own table.',
      'Dé a cada modelo su propia tabla.',
    ),
  duplicateColumn: (column: string): Message =>
    message(
      `The column ${quote(column)} exists twice. Other hosts do not check this before the install, which then fails.`,
      `La columna ${quote(column)} existe dos veces. Otros hosts no lo comprueban antes de instalar, y la instalación falla.`,
      'Remove or rename one of them.',
      'Quite o cambie el nombre de una.',
    ),
  duplicateIndex: (name: string): Message =>
    message(
      `The index ${quote(name)} exists twice; the second stops the install or is never made.`,
      `El índice ${quote(name)} existe dos veces; el segundo detiene la instalación o no llega a crearse.`,
    ),
  foreignKeyModel: (name: string): Message =>
    message(
      `${quote(name)} is not a model of this addon; the reference cannot be enforced.`,
      `${quote(name)} no es un modelo de este addon; la referencia no se puede exigir.`,
    ),
  foreignKeyCount: (own: number, other: number): Message =>
    message(
      `${own} own columns point to ${other}.`,
      `${own} columnas propias apuntan a ${other}.`,
      'Name as many on both sides.',
      'Nombre las mismas en ambos lados.',
    ),
  extensionSelf: (): Message => message('A model cannot extend itself.', 'Un modelo no puede extenderse a sí mismo.'),
  extensionChain: (target: string): Message =>
    message(`${quote(target)} is an extension itself.`, `${quote(target)} es a su vez una extensión.`),
  extensionNotOpen: (target: string): Message =>
    message(
      `${quote(target)} does not accept extensions.`,
      `${quote(target)} no acepta extensiones.`,
      'List it in extension_points.model_extensions_accepted.',
      'Inclúyalo en extension_points.model_extensions_accepted.',
    ),
  extensionColumn: (name: string): Message =>
    message(
      `The host adds ${quote(name)} to an extension table by itself.`,
      `El host agrega ${quote(name)} por sí mismo a una tabla de extensión.`,
      'Remove the column.',
      'Quite la columna.',
    ),
  extensionLife: (fields: readonly string[]): Message =>
    message(
      `An extension table has no rows of its own, so it cannot have ${list(fields)}.`,
      `Una tabla de extensión no tiene filas propias; no puede llevar ${list(fields)}.`,
    ),
  searchKeyMark: (format: string): Message =>
    message(`${quote(format)} names no column in braces.`, `${quote(format)} no nombra ninguna columna entre llaves.`),
  searchKeyBrace: (format: string): Message => message(`${quote(format)} has a stray brace.`, `${quote(format)} tiene una llave suelta.`),
  searchKeyType: (column: string, type: string): Message =>
    message(`${quote(column)} (${type}) cannot be part of a text.`, `${quote(column)} (${type}) no puede formar parte de un texto.`),
  searchKeyClash: (name: string): Message => message(`${quote(name)} is a column already.`, `${quote(name)} ya es una columna.`),
  classesWithoutExtends: (): Message =>
    message('Attribute classes belong to a model with `extends`.', 'Las clases de atributos son de un modelo con `extends`.'),
  crossNeeds: (kind: string, what: keyof typeof XRULE_NEEDS): Message =>
    message(`${quote(kind)} ${XRULE_NEEDS[what][0]}.`, `${quote(kind)} ${XRULE_NEEDS[what][1]}.`),
  crossExtra: (kind: string, field: string): Message =>
    message(`${quote(kind)} takes no \`${field}\`.`, `${quote(kind)} no lleva \`${field}\`.`),
};
