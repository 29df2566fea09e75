import { useLanguage } from '../i18n/language';

const EN = {
  events: 'Events',
  deliveries: 'Deliveries',
  noEvents: 'No event left yet. Change a row, or emit one.',
  noDeliveries: 'Nothing subscribes to what left.',
  filter: 'Filter by name',
  status: 'Status',
  all: 'All',
  states: { pending: 'Waiting', delivered: 'Delivered', dead: 'Given up' },
  replay: 'Deliver again',
  emit: 'Emit…',
  emitTitle: 'Emit an event',
  event: 'Event',
  payload: 'Payload (JSON)',
  send: 'Emit',
  cancel: 'Cancel',
  none: 'No addon declares events of its own (extension_points.events).',
  notJson: 'The payload is not JSON.',
  sent: (subscribers: number) => `It left; ${String(subscribers)} ${subscribers === 1 ? 'delivery waits' : 'deliveries wait'}.`,
  attempts: (count: number) => `${String(count)} ${count === 1 ? 'attempt' : 'attempts'}`,
  export: 'Save as JSON',
};

type Strings = typeof EN;

const ES: Strings = {
  events: 'Eventos',
  deliveries: 'Entregas',
  noEvents: 'Aún no salió ningún evento. Cambia una fila o emite uno.',
  noDeliveries: 'Nada está suscrito a lo que salió.',
  filter: 'Filtrar por nombre',
  status: 'Estado',
  all: 'Todas',
  states: { pending: 'Espera', delivered: 'Entregada', dead: 'Abandonada' },
  replay: 'Entregar de nuevo',
  emit: 'Emitir…',
  emitTitle: 'Emitir un evento',
  event: 'Evento',
  payload: 'Contenido (JSON)',
  send: 'Emitir',
  cancel: 'Cancelar',
  none: 'Ningún addon declara eventos propios (extension_points.events).',
  notJson: 'El contenido no es JSON.',
  sent: (subscribers) => `Salió; ${String(subscribers)} ${subscribers === 1 ? 'entrega espera' : 'entregas esperan'}.`,
  attempts: (count) => `${String(count)} ${count === 1 ? 'intento' : 'intentos'}`,
  export: 'Guardar como JSON',
};

const STRINGS = { en: EN, es: ES };

export const useEventStrings = (): Strings => STRINGS[useLanguage((state) => state.language)];
