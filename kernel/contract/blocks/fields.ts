/** Columns, the choices they offer, and the forms in which they are filled in. */
import { type Block, type BlockNote, differs, explained, noteAt, works } from './block';

const COLUMNS = ['models/*/columns/*', 'models/*/extensions/*/columns/*'];
const FIELDS = ['contributions/actions/*/fields/*', 'contributions/actions/*/steps/*/fields/*'];

/** What the published runtime draws as the choice of a file. */
const UPLOADS = ['upload', 'file', 'image', 'media'];

const upload = (place: string): BlockNote =>
  noteAt(place, 'the file is kept and its address stored', 'se guarda el archivo y se almacena su dirección', { values: UPLOADS });

const filter = (place: string): BlockNote =>
  noteAt(`${place}/option_filter`, 'it hides choices by their properties', 'oculta opciones según sus propiedades');

export const FIELD_BLOCKS: readonly Block[] = [
  differs(
    'Column',
    'Becomes a column, a cell and an input; files that an input chooses are not kept.',
    'Se convierte en columna, celda y campo; los archivos que se eligen no se guardan.',
    COLUMNS.map((place) => upload(`${place}/widget`)),
  ),
  works(
    'Constraint',
    'A write that breaks it is refused (422), or waits for an approval.',
    'Una escritura que la incumple se rechaza (422) o espera aprobación.',
  ),
  differs(
    'ApprovalPolicy',
    'What waits is answered 202 and done once somebody else agrees; hosts let the requester decide.',
    'Lo que espera se responde con 202 y se hace cuando otra persona acepta; los hosts dejan decidir al solicitante.',
  ),
  works(
    'FieldValidation',
    'Values that break it are refused at their field (422).',
    'Los valores que la incumplen se rechazan en su campo (422).',
  ),
  works('FieldOption', 'Is offered, and other values are refused.', 'Se ofrece, y otros valores se rechazan.'),
  works(
    'OptionCondition',
    'The choice is offered and taken only while another field says so.',
    'La opción se ofrece y se acepta solo mientras otro campo lo diga.',
  ),
  works('OptionSource', 'A list, or where to read one.', 'Una lista, o de dónde leerla.'),
  works('DynamicOptions', 'Choices are read from rows of another model.', 'Las opciones se leen de filas de otro modelo.'),
  explained(
    'OptionFilterRule',
    'Is served with the field; the published runtime hides nothing by it.',
    'Se sirve con el campo; el runtime publicado no oculta nada con ella.',
  ),
  explained('OptionFilter', 'One rule for choices, or several.', 'Una regla para opciones, o varias.', [...COLUMNS, ...FIELDS].map(filter)),
  explained(
    'OptionDisplay',
    'Newer hosts draw choices with a title, a figure and marks; here they have their label.',
    'Los hosts más nuevos dibujan las opciones con título, cifra y marcas; aquí llevan su etiqueta.',
    [noteAt('models/*/option_display', 'it says how a row looks in pickers', 'dice cómo se ve una fila en los selectores')],
  ),
  explained('OptionTrailing', 'The figure beside a choice.', 'La cifra junto a una opción.'),
  explained('OptionTone', 'The colour of that figure.', 'El color de esa cifra.'),
  explained('OptionDisplayCondition', 'The comparison behind a colour or a mark.', 'La comparación tras un color o una marca.'),
  explained('OptionBadge', 'A mark beside a choice.', 'Una marca junto a una opción.'),
  explained('OptionBadgeValue', 'The mark of one value.', 'La marca de un valor.'),
  explained(
    'OptionMetric',
    'A host counts it for the pickers of another model.',
    'Un host la calcula para los selectores de otro modelo.',
    [
      noteAt(
        'option_metrics',
        'its values are shown in the pickers of other addons',
        'sus valores se muestran en los selectores de otros addons',
      ),
    ],
  ),
  explained('OptionMetricScope', 'Narrows a figure by a value of the form.', 'Acota una cifra por un valor del formulario.'),
  explained('OptionMetricThrough', 'The model through which that value is found.', 'El modelo por el que se halla ese valor.'),
  explained('OptionCatalog', 'Other addons take their choices from it on a host.', 'En un host otros addons toman de él sus opciones.', [
    noteAt('provides_options', 'other addons take their choices from these lists', 'otros addons toman sus opciones de estas listas'),
  ]),
  works('FormLayout', 'Groups the fields of the generated form.', 'Agrupa los campos del formulario generado.'),
  works('FormSection', 'A group of fields, or a step.', 'Un grupo de campos, o un paso.'),
  explained(
    'FormAssist',
    'A host lets a model of language fill fields; none is connected here.',
    'Un host deja que un modelo de lenguaje rellene campos; aquí no hay ninguno conectado.',
    [
      noteAt(
        'models/*/form_layout/sections/*/assist',
        'a form section offers an assistant',
        'una sección del formulario ofrece un asistente',
      ),
    ],
  ),
  works(
    'VisibleWhen',
    'Shows a field or a section while another field says so.',
    'Muestra un campo o sección mientras otro campo lo diga.',
  ),
  differs(
    'DocumentForms',
    'Served, and lines are written as rows; the published runtime has no form for documents.',
    'Se sirve, y las líneas se escriben como filas; el runtime publicado no tiene formulario de documentos.',
  ),
  differs(
    'DocumentFormType',
    'Decides which lines a document has; its own form is not drawn.',
    'Decide qué líneas tiene un documento; su formulario no se dibuja.',
  ),
  works('DocumentFormLines', 'Whether a document has lines.', 'Si un documento tiene líneas.'),
  works('DocumentLines', 'Lines are written with their document, or not at all.', 'Las líneas se escriben con su documento, o nada.'),
  differs(
    'OpenDocuments',
    'Served; the published runtime draws no picker of them.',
    'Se sirve; el runtime publicado no dibuja su selector.',
  ),
  differs('DocumentParty', 'Served; the published runtime draws nothing of it.', 'Se sirve; el runtime publicado no dibuja nada de ello.'),
  works(
    'DocumentSource',
    'Lines of another document are read with what is left of them, and more is refused.',
    'Las líneas de otro documento se leen con lo que queda, y más se rechaza.',
  ),
  differs('DocumentPreview', 'Served; the published runtime offers no preview.', 'Se sirve; el runtime publicado no ofrece vista previa.'),
];
