/** Models and how their rows behave. */
import { type Block, differs, explained, noteAt, works } from './block';

export const MODEL_BLOCKS: readonly Block[] = [
  differs(
    'Model',
    'Becomes a table with a CRUD API and screens; `locking` changes nothing, since writes run one after another.',
    'Se convierte en una tabla con API CRUD y pantallas; `locking` no cambia nada, pues las escrituras van una tras otra.',
    [noteAt('models/*/locking', 'the row is locked before its guards are checked', 'la fila se bloquea antes de comprobar sus guardas')],
  ),
  works('Seed', 'Its rows are inserted at install, once each.', 'Sus filas se insertan al instalar, una vez cada una.'),
  works(
    'ModelRelation',
    'Children are listed with a record, filtered and preloaded by name.',
    'Los hijos se listan con un registro, se filtran y se precargan por nombre.',
  ),
  differs(
    'Rollup',
    'Totals count living rows alone and both parents of a child that moved; hosts count deleted siblings again.',
    'Los totales cuentan solo filas vivas y ambos padres de un hijo que se movió; los hosts vuelven a contar hermanos borrados.',
  ),
  works('Formula', 'Its column is computed with each write.', 'Su columna se calcula en cada escritura.'),
  works(
    'CrossRule',
    'Checks other records inside the transaction of a write or a deletion (422).',
    'Comprueba otros registros en la transacción de una escritura o un borrado (422).',
  ),
  works(
    'Sequence',
    'Numbers records of an organization or a branch, after all guards.',
    'Numera los registros de una organización o sucursal, tras todas las guardas.',
  ),
  works('Index', 'Becomes an index of the table.', 'Se convierte en un índice de la tabla.'),
  works(
    'ForeignKey',
    'A physical one is a constraint, a logical one is checked on write.',
    'La física es una restricción; la lógica se comprueba al escribir.',
  ),
  works('ForeignKeyTarget', 'The table and columns a reference points at.', 'La tabla y las columnas a las que apunta una referencia.'),
  differs(
    'ModelExtension',
    'Adds columns to a model of another addon; each value has a column of its own, in no `jsonb_bag`.',
    'Añade columnas a un modelo de otro addon; cada valor tiene su propia columna, en ningún `jsonb_bag`.',
    [
      noteAt(
        'models/*/extensions/*/jsonb_bag',
        'the values are kept in that column of the other model',
        'los valores se guardan en esa columna del otro modelo',
        { here: { en: 'is not used here: each value has a column of its own', es: 'no se usa aquí: cada valor tiene su propia columna' } },
      ),
    ],
  ),
  explained(
    'AttributeClass',
    'A host shows the fields of the class that an organization chose for a record; here all fields of the extension are shown.',
    'Un host muestra los campos de la clase que la organización eligió para un registro; aquí se muestran todos los campos de la extensión.',
    [noteAt('models/*/attribute_classes', 'each class shows its own fields', 'cada clase muestra sus propios campos')],
  ),
  explained('AttributeSection', 'A part of an attribute class.', 'Una parte de una clase de atributos.'),
  works('SearchKey', 'Rows are found by the composed text.', 'Las filas se encuentran por el texto compuesto.'),
  works(
    'ReasonRequired',
    'Deletions and actions ask for a reason (422), which is told with their event.',
    'Los borrados y acciones piden un motivo (422), que se cuenta con su evento.',
  ),
  works(
    'Stage',
    'Rows stand in it, boards draw it, locked ones refuse changes (422).',
    'Las filas están en ella, los tableros la dibujan y las bloqueadas rechazan cambios (422).',
  ),
  works('Transition', 'Moves that are not declared are refused (422).', 'Los pasos no declarados se rechazan (422).'),
  works(
    'TransitionHook',
    'Sets values and runs its handler in the transaction of the move.',
    'Fija valores y ejecuta su manejador en la transacción del paso.',
  ),
  works(
    'Tenancy',
    'Every row belongs to one organization, and row-level security holds it.',
    'Cada fila pertenece a una organización, y la seguridad por filas lo sostiene.',
  ),
];
