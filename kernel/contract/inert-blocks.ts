/**
 * Blocks that hosts act on and the playground does not act on yet: accepted, kept in the bundle, without effect here. A note in
 * the verdict names each one that a manifest uses (HOST-ONLY). Whoever makes one work takes its line out.
 */
import type { Text } from './text';

export interface InertBlock {
  /** Members from the top of a v3 manifest; `*` is every item of a list. */
  place: string;
  /** What a host does with it, as the end of "On a host …". */
  host: Text;
}

const block = (place: string, en: string, es: string): InertBlock => ({ place, host: { en, es } });

export const INERT_BLOCKS: readonly InertBlock[] = [
  block('models/*/option_display', 'it says how a row looks in pickers', 'dice cómo se ve una fila en los selectores'),
  block('models/*/locking', 'the row is locked before its guards are checked', 'la fila se bloquea antes de comprobar sus guardas'),
  block('models/*/attribute_classes', 'each class shows its own fields', 'cada clase muestra sus propios campos'),
  block('models/*/columns/*/option_filter', 'it hides choices by their properties', 'oculta opciones según sus propiedades'),
  block('models/*/form_layout/sections/*/assist', 'a form section offers an assistant', 'una sección del formulario ofrece un asistente'),
  block(
    'option_metrics',
    'its values are shown in the pickers of other addons',
    'sus valores se muestran en los selectores de otros addons',
  ),
  block('contributions/notifications', 'people are notified', 'se avisa a las personas'),
  block('contributions/public_routes', 'the pages are served to anybody', 'las páginas se sirven a cualquiera'),
  block(
    'contributions/slots',
    'its components are shown in the slots of other addons',
    'sus componentes se muestran en los espacios de otros addons',
  ),
  block('contributions/config', 'the settings have a page of their own', 'los ajustes tienen su propia página'),
  block('contributions/agent_capabilities', 'the assistant finds these skills', 'el asistente encuentra estas habilidades'),
  block('contributions/tools', 'assistants call the tools', 'los asistentes llaman a las herramientas'),
  block('contributions/actions/*/supervisor_policy', 'a supervisor types a PIN', 'un supervisor escribe un PIN'),
  block('extension_points/slot_kinds', 'other addons show components there', 'otros addons muestran ahí sus componentes'),
  block(
    'lifecycle',
    'its hooks and steps run at install, upgrade and uninstall',
    'sus hooks y pasos se ejecutan al instalar, actualizar y desinstalar',
  ),
  block('backfills', 'existing rows are swept once after an install', 'las filas existentes se recorren una vez tras instalar'),
  block('frontend', 'the frontend of the addon is loaded', 'se carga el frontend del addon'),
  block('runtime', 'a native service runs beside the host', 'un servicio nativo corre junto al host'),
  block('settings', 'the organization fills the settings in', 'la organización rellena los ajustes'),
  block('edge_devices', 'devices on site are connected', 'se conectan dispositivos locales'),
  block('desktop_clients', 'the installers are offered for download', 'los instaladores se ofrecen para descargar'),
  block('metadata/countries', 'the hub offers the addon in these countries', 'el hub ofrece el addon en estos países'),
  block('metadata/features', 'the hub lists the features', 'el hub muestra las características'),
  block('billing/revenue_share', 'the author gets this share', 'el autor recibe esta parte'),
  block('preset', 'the addons of the preset are installed together', 'los addons del preset se instalan juntos'),
  block('theme', 'the colours and fonts of the theme are applied', 'se aplican los colores y fuentes del tema'),
  block('connector_pack', 'its connectors are offered to other addons', 'sus conectores se ofrecen a otros addons'),
];
