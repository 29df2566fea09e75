/** Every text of the frame itself, and those the runtime looks up without a default. i18next resources, by language. */

import { english as toolsInEnglish, spanish as toolsInSpanish } from './tools/texts';

const english = {
  tools: toolsInEnglish,
  common: {
    actions: 'Actions',
    cancel: 'Cancel',
    error: 'Something went wrong',
    no_results: 'No results',
    save: 'Save',
    search: 'Search',
    total: 'Total',
  },
  datatable: {
    asc: 'Ascending',
    columns: 'Columns',
    desc: 'Descending',
    go_first_page: 'First page',
    go_last_page: 'Last page',
    go_next_page: 'Next page',
    go_page: 'Page {{page}}',
    go_previous_page: 'Previous page',
    hide: 'Hide',
    page_x_of_y: 'Page {{current}} of {{total}}',
    readOnly: 'Read only',
    rows_per_page: 'Rows per page',
    view: 'View',
  },
  dynamic: {
    create_success: 'Record created',
    update_success: 'Saved',
    delete_success: 'Record deleted',
    validation_failed: 'Check the marked fields',
  },
  validation: {
    failed: 'Check the marked fields',
  },
  frame: {
    addonScreens: 'Screens of the addon',
    closeMenu: 'Close the menu',
    connecting: 'Connecting to the kernel…',
    crashed: 'The preview stopped',
    crashedHint: 'A screen threw an error while it was drawn. The project is safe: it lives outside of this preview.',
    gone: 'The kernel is gone',
    goneHint: 'The connection has ended, for example because the kernel was restarted. Reload the preview to connect again.',
    linkOutside: 'This link leaves the preview',
    loading: 'Loading…',
    menu: 'Menu',
    models: 'Models',
    new: 'New',
    noNavigation: 'No screen to show yet',
    noNavigationHint:
      'No addon is installed, or the installed one has neither models nor navigation. Add a model to the manifest and its screens appear here.',
    notEmbedded: 'Open the playground instead',
    notReachable: 'The screens could not be loaded',
    onlyInHost: 'Leads to {{url}}, which only a host has',
    reload: 'Reload the preview',
    retry: 'Try again',
    skip: 'Skip to the content',
  },
};

type Texts = typeof english;

const spanish: Texts = {
  tools: toolsInSpanish,
  common: {
    actions: 'Acciones',
    cancel: 'Cancelar',
    error: 'Algo salió mal',
    no_results: 'Sin resultados',
    save: 'Guardar',
    search: 'Buscar',
    total: 'Total',
  },
  datatable: {
    asc: 'Ascendente',
    columns: 'Columnas',
    desc: 'Descendente',
    go_first_page: 'Primera página',
    go_last_page: 'Última página',
    go_next_page: 'Página siguiente',
    go_page: 'Página {{page}}',
    go_previous_page: 'Página anterior',
    hide: 'Ocultar',
    page_x_of_y: 'Página {{current}} de {{total}}',
    readOnly: 'Solo lectura',
    rows_per_page: 'Filas por página',
    view: 'Vista',
  },
  dynamic: {
    create_success: 'Registro creado',
    update_success: 'Guardado',
    delete_success: 'Registro eliminado',
    validation_failed: 'Revisa los campos marcados',
  },
  validation: {
    failed: 'Revisa los campos marcados',
  },
  frame: {
    addonScreens: 'Pantallas del addon',
    closeMenu: 'Cerrar el menú',
    connecting: 'Conectando con el kernel…',
    crashed: 'La vista previa se detuvo',
    crashedHint: 'Una pantalla lanzó un error al dibujarse. El proyecto está a salvo: vive fuera de esta vista previa.',
    gone: 'El kernel ya no responde',
    goneHint: 'La conexión terminó, por ejemplo porque el kernel se reinició. Recarga la vista previa para conectarte de nuevo.',
    linkOutside: 'Este enlace sale de la vista previa',
    loading: 'Cargando…',
    menu: 'Menú',
    models: 'Modelos',
    new: 'Nuevo',
    noNavigation: 'Todavía no hay pantallas',
    noNavigationHint:
      'No hay ningún addon instalado, o el instalado no tiene modelos ni navegación. Agrega un modelo al manifiesto y sus pantallas aparecerán aquí.',
    notEmbedded: 'Abre el playground',
    notReachable: 'No se pudieron cargar las pantallas',
    onlyInHost: 'Lleva a {{url}}, que solo existe en un host',
    reload: 'Recargar la vista previa',
    retry: 'Reintentar',
    skip: 'Saltar al contenido',
  },
};

export const FRAME_TEXTS = { en: { translation: english }, es: { translation: spanish } };
