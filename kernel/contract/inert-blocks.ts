/**
 * Blocks that hosts act on and the playground does not act on yet: accepted, kept in the bundle, without effect here. A note in
 * the verdict names each one that a manifest uses (HOST-ONLY). Whoever makes one work takes its line out.
 */
import type { Text } from './text';

export interface InertBlock {
  /** Members from the top of a v3 manifest; `*` is every item of a list, `**` every item and all that is nested below it as `items`. */
  place: string;
  /** What a host does with it, as the end of "On a host …". */
  host: Text;
  /** Set where only some values of a plain member do nothing: the note then names the value. */
  values?: readonly string[];
  /** What it does here, as the sentence after its name, where that is not just nothing. */
  here?: Text;
}

const block = (place: string, en: string, es: string, more: Pick<InertBlock, 'values' | 'here'> = {}): InertBlock => ({
  place,
  host: { en, es },
  ...more,
});

const COLUMNS = ['models/*/columns/*', 'models/*/extensions/*/columns/*'];
const FIELDS = ['contributions/actions/*/fields/*', 'contributions/actions/*/steps/*/fields/*'];

/** What the published runtime draws as the choice of a file. */
const UPLOADS = ['upload', 'file', 'image', 'media'];

const upload = (place: string): InertBlock =>
  block(place, 'the file is kept and its address stored', 'se guarda el archivo y se almacena su dirección', { values: UPLOADS });

const MODELS: readonly InertBlock[] = [
  block('models/*/option_display', 'it says how a row looks in pickers', 'dice cómo se ve una fila en los selectores'),
  block('models/*/locking', 'the row is locked before its guards are checked', 'la fila se bloquea antes de comprobar sus guardas'),
  block('models/*/attribute_classes', 'each class shows its own fields', 'cada clase muestra sus propios campos'),
  block(
    'models/*/extensions/*/jsonb_bag',
    'the values are kept in that column of the other model',
    'los valores se guardan en esa columna del otro modelo',
    { here: { en: 'is not used here: each value has a column of its own', es: 'no se usa aquí: cada valor tiene su propia columna' } },
  ),
  block('models/*/form_layout/sections/*/assist', 'a form section offers an assistant', 'una sección del formulario ofrece un asistente'),
  ...[...COLUMNS, ...FIELDS].flatMap((place) => [
    block(`${place}/option_filter`, 'it hides choices by their properties', 'oculta opciones según sus propiedades'),
    upload(`${place}/widget`),
  ]),
  ...FIELDS.map((place) => upload(`${place}/type`)),
  block(
    'option_metrics',
    'its values are shown in the pickers of other addons',
    'sus valores se muestran en los selectores de otros addons',
  ),
  block('provides_options', 'other addons take their choices from these lists', 'otros addons toman sus opciones de estas listas'),
];

const NAVIGATION: readonly InertBlock[] = [
  ...['contributions/navigation/*', 'contributions/navigation/*/items/**'].map((place) =>
    block(
      `${place}/condition/connector_connected`,
      'the entry is shown only while the connector is connected',
      'la entrada se muestra solo mientras el conector está conectado',
    ),
  ),
  block(
    'contributions/navigation/*/items/**/locked_scope',
    'the server enforces the filter of the screen',
    'el servidor impone el filtro de la pantalla',
  ),
  block(
    'contributions/navigation/*/items/**/requires_capabilities',
    'the entry is shown to those who hold all of these permissions',
    'la entrada se muestra a quien tiene todos estos permisos',
  ),
];

const CONTRIBUTIONS: readonly InertBlock[] = [
  block('contributions/notifications', 'people are notified', 'se avisa a las personas'),
  block('contributions/public_routes', 'the pages are served to anybody', 'las páginas se sirven a cualquiera'),
  block(
    'contributions/slots',
    'its components are shown in the slots of other addons',
    'sus componentes se muestran en los espacios de otros addons',
  ),
  block('contributions/config', 'the settings have a page of their own', 'los ajustes tienen su propia página'),
  block('contributions/agent_capabilities', 'the assistant finds these skills', 'el asistente encuentra estas habilidades'),
  block('contributions/routes', 'messages and files are routed to the handler', 'los mensajes y archivos se dirigen al manejador'),
  block('contributions/rules', 'records are flagged and people told', 'se marcan registros y se avisa a las personas'),
  block('contributions/actions/*/supervisor_policy', 'a supervisor types a PIN', 'un supervisor escribe un PIN', {
    here: { en: 'leaves the action to administrators here', es: 'deja aquí la acción a los administradores' },
  }),
  block('contributions/actions/*/handler/type', 'the handler runs', 'el manejador se ejecuta', { values: ['native', 'connector'] }),
  block('extension_points/slot_kinds', 'other addons show components there', 'otros addons muestran ahí sus componentes'),
];

/** What runs where a bundle is installed over HTTP, as `cli serve` does. */
const OVER_HTTP: Text = {
  en: 'runs here where a bundle is installed over HTTP, and not in the page',
  es: 'se ejecuta aquí cuando se instala un paquete por HTTP, y no en la página',
};

const ADDON: readonly InertBlock[] = [
  block(
    'compatibility/requires/*/enables',
    'these elements are locked until the other addon is there',
    'estos elementos están bloqueados hasta que esté el otro addon',
  ),
  block(
    'lifecycle',
    'its hooks and steps run at install, upgrade and uninstall',
    'sus hooks y pasos se ejecutan al instalar, actualizar y desinstalar',
    { here: OVER_HTTP },
  ),
  block('backfills', 'existing rows are swept once after an install', 'las filas existentes se recorren una vez tras instalar'),
  block('frontend', 'the frontend of the addon is loaded', 'se carga el frontend del addon'),
  block('runtime', 'a native service runs beside the host', 'un servicio nativo corre junto al host'),
  block('edge_devices', 'devices on site are connected', 'se conectan dispositivos locales'),
  block('desktop_clients', 'the installers are offered for download', 'los instaladores se ofrecen para descargar'),
  block('metadata/countries', 'the hub offers the addon in these countries', 'el hub ofrece el addon en estos países'),
  block('metadata/features', 'the hub lists the features', 'el hub muestra las características'),
  block('billing/metered_events/*/revenue_share', 'the author gets this share', 'el autor recibe esta parte'),
  block('preset', 'the addons of the preset are installed together', 'los addons del preset se instalan juntos'),
  block('theme', 'the colours and fonts of the theme are applied', 'se aplican los colores y fuentes del tema'),
];

export const INERT_BLOCKS: readonly InertBlock[] = [...MODELS, ...NAVIGATION, ...CONTRIBUTIONS, ...ADDON];
