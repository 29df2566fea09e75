/** The addon as a whole: its listing, what it needs, its life on a host, and what runs beside it. */
import type { Text } from '../text';
import { type Block, differs, explained, noteAt, works } from './block';

/** What runs where a bundle is installed over HTTP, as `cli serve` does. */
const OVER_HTTP: Text = {
  en: 'runs here where a bundle is installed over HTTP, and not in the page',
  es: 'se ejecuta aquí cuando se instala un paquete por HTTP, y no en la página',
};

export const ADDON_BLOCKS: readonly Block[] = [
  differs(
    'Metadata',
    'Names the addon everywhere; features and countries are a hub’s to list.',
    'Da nombre al addon en todas partes; las características y los países los lista un hub.',
    [
      noteAt('metadata/countries', 'the hub offers the addon in these countries', 'el hub ofrece el addon en estos países'),
      noteAt('metadata/features', 'the hub lists the features', 'el hub muestra las características'),
    ],
  ),
  works('Icon', 'Is drawn where the addon is named.', 'Se dibuja donde se nombra el addon.'),
  works('MetadataLocale', 'Name and description in another language.', 'Nombre y descripción en otro idioma.'),
  works('Signature', 'Is checked before a bundle is unpacked.', 'Se comprueba antes de desempaquetar.'),
  works(
    'Compatibility',
    'A release is installed where its requirements are met.',
    'Una versión se instala donde se cumplen sus requisitos.',
  ),
  differs(
    'Requirement',
    'Is asked for at an install; what it enables is not locked without it.',
    'Se pide al instalar; lo que habilita no se bloquea sin él.',
    [
      noteAt(
        'compatibility/requires/*/enables',
        'these elements are locked until the other addon is there',
        'estos elementos están bloqueados hasta que esté el otro addon',
      ),
    ],
  ),
  works('Capability', 'Is asked for at every use, and each decision is kept.', 'Se pide en cada uso, y cada decisión queda registrada.'),
  works('Rbac', 'The roles and permissions the addon brings.', 'Los roles y permisos que trae el addon.'),
  works('Role', 'Can be held by people, for this addon’s models.', 'La pueden tener personas, para los modelos de este addon.'),
  works('PermissionDef', 'Is asked for by routes, menus and actions.', 'La piden rutas, menús y acciones.'),
  works('PermissionGrant', 'What a role may do.', 'Lo que puede hacer un rol.'),
  works(
    'Setting',
    'Has a form, a value of the organization and of a branch, and is read by guests.',
    'Tiene formulario, valor de organización y de sucursal, y lo leen los módulos.',
  ),
  works('SettingOption', 'A choice of a setting.', 'Una opción de un ajuste.'),
  differs(
    'Connector',
    'Is connected by its form or by OAuth with a mock provider; other addons may read it.',
    'Se conecta por formulario o por OAuth con un proveedor simulado; otros addons pueden leerlo.',
  ),
  works('I18n', 'Texts are shown in the language of whoever asks.', 'Los textos se muestran en el idioma de quien pregunta.'),
  works('LocaleBundle', 'The texts of one language.', 'Los textos de un idioma.'),
  differs(
    'Lifecycle',
    'Hooks and steps run where a bundle is installed over HTTP.',
    'Los ganchos y pasos se ejecutan donde un paquete se instala por HTTP.',
    [
      noteAt(
        'lifecycle',
        'its hooks and steps run at install, upgrade and uninstall',
        'sus hooks y pasos se ejecutan al instalar, actualizar y desinstalar',
        { here: OVER_HTTP },
      ),
    ],
  ),
  differs('UpgradeStep', 'Runs with an upgrade over HTTP.', 'Se ejecuta con una actualización por HTTP.'),
  differs('Schedule', 'Runs when somebody says so, not by the clock.', 'Se ejecuta cuando alguien lo dice, no por el reloj.'),
  works(
    'InboundWebhook',
    'Is called by other servers, who are known by their signature.',
    'Lo llaman otros servidores, conocidos por su firma.',
  ),
  explained(
    'Backfill',
    'A host sweeps existing rows once after an install or upgrade.',
    'Un host recorre las filas existentes una vez tras instalar o actualizar.',
    [noteAt('backfills', 'existing rows are swept once after an install', 'las filas existentes se recorren una vez tras instalar')],
  ),
  explained('BackfillSource', 'The values over which a backfill runs.', 'Los valores que recorre un backfill.'),
  differs(
    'ExtensionPoints',
    'Events leave and models are extended; slots of frontends are not mounted.',
    'Los eventos salen y los modelos se extienden; los espacios de frontends no se montan.',
    [noteAt('extension_points/slot_kinds', 'other addons show components there', 'otros addons muestran ahí sus componentes')],
  ),
  works(
    'PublishedEvent',
    'Leaves after the commit if its payload fits its schema.',
    'Sale tras confirmar si su contenido cumple su esquema.',
  ),
  explained('PublishedSlot', 'Other addons show components there on a host.', 'En un host otros addons muestran ahí componentes.'),
  works('ProvidedCapability', 'Other addons’ actions call it by its contract.', 'Las acciones de otros addons la llaman por su contrato.'),
  works('ProvidedHandler', 'The function that keeps the contract.', 'La función que cumple el contrato.'),
  works('Billing', 'Events are counted.', 'Los eventos se cuentan.'),
  differs(
    'MeteredEvent',
    'Is counted; nobody is charged, and no share is paid.',
    'Se cuenta; no se cobra a nadie ni se paga parte alguna.',
    [noteAt('billing/metered_events/*/revenue_share', 'the author gets this share', 'el autor recibe esta parte')],
  ),
  explained(
    'Preset',
    'A host installs its members together; the page judges it and shows its members.',
    'Un host instala juntos sus miembros; la página lo juzga y muestra sus miembros.',
    [noteAt('preset', 'the addons of the preset are installed together', 'los addons del preset se instalan juntos')],
  ),
  explained('PresetMember', 'One addon of a preset.', 'Un addon de un preset.'),
  explained('Theme', 'A host applies its tokens; their shape is not published.', 'Un host aplica sus tokens; su forma no está publicada.', [
    noteAt('theme', 'the colours and fonts of the theme are applied', 'se aplican los colores y fuentes del tema'),
  ]),
  works('ConnectorPack', 'Its providers can be connected.', 'Sus proveedores se pueden conectar.'),
  works('Provider', 'A form of credentials.', 'Un formulario de credenciales.'),
  explained(
    'Runtime',
    'A host starts a native service beside it; nothing is started here.',
    'Un host arranca un servicio nativo; aquí no se arranca nada.',
    [noteAt('runtime', 'a native service runs beside the host', 'un servicio nativo corre junto al host')],
  ),
  explained('NativeService', 'The process a host starts.', 'El proceso que arranca un host.'),
  explained('NativeHealth', 'How a host asks after it.', 'Cómo pregunta un host por él.'),
  explained('NativeResources', 'What it may use.', 'Lo que puede usar.'),
  explained('NativeNetwork', 'Where it may connect to.', 'A dónde puede conectarse.'),
  explained('NativeSecret', 'A secret it is given.', 'Un secreto que recibe.'),
  explained('NativeArtifact', 'Its program for one platform.', 'Su programa para una plataforma.'),
  explained('NativeControl', 'How a host talks to it.', 'Cómo habla un host con él.'),
  explained(
    'EdgeDevice',
    'A host connects devices on site; none can be connected here.',
    'Un host conecta dispositivos locales; aquí no se puede conectar ninguno.',
    [noteAt('edge_devices', 'devices on site are connected', 'se conectan dispositivos locales')],
  ),
  explained('EdgeDeviceEvent', 'What a device tells.', 'Lo que cuenta un dispositivo.'),
  explained('EdgeDeviceCommand', 'What a device is told.', 'Lo que se manda a un dispositivo.'),
  explained('DesktopClient', 'A host offers the installers.', 'Un host ofrece los instaladores.', [
    noteAt('desktop_clients', 'the installers are offered for download', 'los instaladores se ofrecen para descargar'),
  ]),
  explained('DesktopClientFiles', 'Their names by operating system.', 'Sus nombres por sistema operativo.'),
];
