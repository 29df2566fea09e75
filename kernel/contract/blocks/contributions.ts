/** What an addon contributes to a host's screens, and what runs by it. */
import { type Block, differs, explained, noteAt, works } from './block';

const ITEMS = 'contributions/navigation/*/items/**';

export const CONTRIBUTION_BLOCKS: readonly Block[] = [
  works('Contributions', 'The list of what is below.', 'La lista de lo que sigue.'),
  works(
    'NavGroup',
    'Is merged into the menu, hidden while its condition does not hold.',
    'Se une al menú, oculto mientras su condición no se cumpla.',
  ),
  differs(
    'NavItem',
    'Opens a screen for whoever holds its permission; locked scopes and several capabilities are not enforced.',
    'Abre una pantalla a quien tiene su permiso; los ámbitos fijos y varias capacidades no se imponen.',
    [
      ...['contributions/navigation/*', ITEMS].map((place) =>
        noteAt(
          `${place}/condition/connector_connected`,
          'the entry is shown only while the connector is connected',
          'la entrada se muestra solo mientras el conector está conectado',
        ),
      ),
      noteAt(`${ITEMS}/locked_scope`, 'the server enforces the filter of the screen', 'el servidor impone el filtro de la pantalla'),
      noteAt(
        `${ITEMS}/requires_capabilities`,
        'the entry is shown to those who hold all of these permissions',
        'la entrada se muestra a quien tiene todos estos permisos',
      ),
    ],
  ),
  works('ScreenNeed', 'What an entry needs is listed with it.', 'Lo que una entrada necesita se lista con ella.'),
  explained(
    'SlotContribution',
    'A host mounts components of the frontend there; frontends are not loaded here.',
    'Un host monta ahí componentes del frontend; aquí no se cargan frontends.',
    [
      noteAt(
        'contributions/slots',
        'its components are shown in the slots of other addons',
        'sus componentes se muestran en los espacios de otros addons',
      ),
    ],
  ),
  works('DashboardWidget', 'Is computed and drawn on the dashboard.', 'Se calcula y se dibuja en el tablero.'),
  works('WidgetQuery', 'What a widget counts.', 'Lo que cuenta un widget.'),
  works('WidgetCompare', 'The period before, beside the figure.', 'El periodo anterior, junto a la cifra.'),
  works(
    'Action',
    'Runs its handler after its gates; a supervisor’s policy asks for a grant by PIN.',
    'Ejecuta su manejador tras sus barreras; una política de supervisor pide un permiso por PIN.',
  ),
  works('Idempotency', 'The same key does it once and answers again.', 'La misma clave lo hace una vez y responde de nuevo.'),
  works('ActionStep', 'A page of the action’s wizard.', 'Una página del asistente de la acción.'),
  differs(
    'ActionField',
    'Is asked for, checked and handed to the handler; files are not kept.',
    'Se pide, se comprueba y se entrega al manejador; los archivos no se guardan.',
    ['contributions/actions/*/fields/*', 'contributions/actions/*/steps/*/fields/*'].flatMap((place) =>
      ['widget', 'type'].map((member) =>
        noteAt(`${place}/${member}`, 'the file is kept and its address stored', 'se guarda el archivo y se almacena su dirección', {
          values: ['upload', 'file', 'image', 'media'],
        }),
      ),
    ),
  ),
  works('FieldBalanceRule', 'Debit and credit of the rows must be equal.', 'El debe y el haber de las filas deben ser iguales.'),
  works('RecordColumns', 'Columns of the record that fill a field.', 'Columnas del registro que rellenan un campo.'),
  works('PrefillFromRecord', 'The form begins with values of the record.', 'El formulario empieza con valores del registro.'),
  works('PrefillRemaining', 'The form begins with what is left of a line.', 'El formulario empieza con lo que queda de una línea.'),
  differs(
    'Handler',
    'Webhooks, WASM, compiled and capability handlers run; native services and connectors do not.',
    'Se ejecutan webhooks, WASM, compilados y capacidades; no los servicios nativos ni los conectores.',
    [noteAt('contributions/actions/*/handler/type', 'the handler runs', 'el manejador se ejecuta', { values: ['native', 'connector'] })],
  ),
  works('Tool', 'Is listed for assistants, tried by hand and sent.', 'Se lista para asistentes, se prueba a mano y se envía.'),
  works(
    'Subscription',
    'Hears events after the commit, three attempts each.',
    'Oye los eventos tras confirmar, con tres intentos cada uno.',
  ),
  works(
    'NotificationRule',
    'Tells people of an event in their language; each has an inbox with what is unread.',
    'Avisa a las personas de un evento en su idioma; cada una tiene una bandeja con lo no leído.',
  ),
  works(
    'NotificationAudience',
    'Everybody, roles, whoever caused it, or the user of a field.',
    'Todos, roles, quien lo causó o el usuario de un campo.',
  ),
  works('NotificationEntered', 'A value that a field has now and had not before.', 'Un valor que un campo tiene ahora y antes no tenía.'),
  explained(
    'ConfigEntry',
    'A host opens it from the card of the installed addon.',
    'Un host la abre desde la tarjeta del addon instalado.',
    [noteAt('contributions/config', 'the settings have a page of their own', 'los ajustes tienen su propia página')],
  ),
  explained('Route', 'A host looks up in it who handles a message or a file.', 'Un host busca en ella quién maneja un mensaje o archivo.', [
    noteAt('contributions/routes', 'messages and files are routed to the handler', 'los mensajes y archivos se dirigen al manejador'),
  ]),
  differs(
    'RuleDef',
    'Tells the roles of a rule that notifies; what only flags a record is not shown.',
    'Avisa a los roles de una regla que notifica; lo que solo marca un registro no se muestra.',
    [noteAt('contributions/rules/*/then/kind', 'the record is flagged', 'el registro queda marcado', { values: ['flag'] })],
  ),
  differs('RuleThen', 'Tells roles, or flags the record, which is not shown.', 'Avisa a roles o marca el registro, lo que no se muestra.'),
  explained(
    'AgentCapability',
    'A host’s assistant finds and explains it; no assistant is connected here.',
    'El asistente de un host la encuentra y explica; aquí no hay asistente conectado.',
    [noteAt('contributions/agent_capabilities', 'the assistant finds these skills', 'el asistente encuentra estas habilidades')],
  ),
  explained('AgentGuide', 'Steps through which an assistant leads.', 'Pasos por los que guía un asistente.'),
  explained('AgentGuideStep', 'One step of them.', 'Uno de esos pasos.'),
  explained('AdvanceOn', 'What ends a step.', 'Lo que termina un paso.'),
  differs(
    'DocumentDef',
    'Is printed as a page by the browser; a PDF is answered 501.',
    'Se imprime como página con el navegador; un PDF se responde con 501.',
  ),
  differs(
    'PublicRoute',
    'Is served to whoever has the link: pages, data and documents, these as pages that print and no PDF.',
    'Se sirve a quien tenga el enlace: páginas, datos y documentos, estos como páginas imprimibles y no PDF.',
  ),
  works(
    'PublicRouteAction',
    'A form of the page, which runs its action as nobody of the organization.',
    'Un formulario de la página, que ejecuta su acción como nadie de la organización.',
  ),
  works('Condition', 'An addon, a connector or a column that must be so.', 'Un addon, un conector o una columna que debe estar así.'),
  works('RecordFieldCondition', 'A comparison on a record.', 'Una comparación sobre un registro.'),
  explained(
    'Frontend',
    'A host loads the addon’s own components; they are not loaded here.',
    'Un host carga los componentes del addon; aquí no se cargan.',
    [noteAt('frontend', 'the frontend of the addon is loaded', 'se carga el frontend del addon')],
  ),
];
