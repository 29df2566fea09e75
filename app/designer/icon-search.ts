/** Finds an icon by what people call the thing: lucide has more than a thousand names, all of them English. */
import { unaccented } from '../../kernel/values/unaccented';

/** What business addons show most, with the words that people look for, in both languages. They are offered before anything is typed. */
const USUAL: Readonly<Record<string, string>> = {
  Users: 'people customers clientes personas usuarios miembros socios',
  User: 'person contact persona contacto empleado employee',
  Building2: 'company office empresa oficina sucursal',
  Store: 'shop branch tienda local',
  Briefcase: 'work deal job trabajo negocio puesto',
  Package: 'product item producto articulo paquete',
  Boxes: 'stock inventory inventario existencias',
  Warehouse: 'storage almacen bodega deposito',
  Truck: 'delivery shipping entrega envio proveedor supplier',
  ShoppingCart: 'order sale cart pedido venta carrito compra',
  ShoppingBag: 'purchase compra bolsa',
  Tag: 'price label category precio etiqueta categoria',
  Receipt: 'invoice ticket recibo factura',
  FileText: 'document note documento nota contrato contract',
  Files: 'documents archivos documentos',
  Folder: 'group folder carpeta grupo',
  CreditCard: 'payment card pago tarjeta cobro',
  Wallet: 'money cash dinero efectivo caja',
  Banknote: 'bill salary billete sueldo nomina payroll',
  Coins: 'currency monedas divisa',
  Landmark: 'bank banco cuenta account',
  Calculator: 'accounting tax contabilidad impuesto calculo',
  ChartColumn: 'report statistics informe reporte estadistica',
  ChartLine: 'trend tendencia',
  LayoutDashboard: 'dashboard home tablero inicio',
  Calendar: 'date booking fecha reserva calendario agenda',
  CalendarCheck: 'appointment leave cita permiso vacaciones',
  Clock: 'time hours schedule hora turno horario',
  Bell: 'alert notification alerta aviso notificacion',
  Mail: 'email correo mensaje',
  MessageSquare: 'comment chat comentario mensaje',
  Phone: 'call telephone llamada telefono',
  MapPin: 'address place direccion lugar ubicacion',
  Globe: 'web country pais sitio',
  Ticket: 'support issue soporte incidencia entrada',
  LifeBuoy: 'help ayuda soporte',
  Wrench: 'repair service maintenance reparacion servicio mantenimiento taller',
  Hammer: 'construction obra construccion',
  Car: 'vehicle vehiculo auto coche',
  BookOpen: 'book library course libro biblioteca curso',
  GraduationCap: 'student school alumno escuela',
  Stethoscope: 'doctor patient health medico paciente salud',
  Utensils: 'restaurant food menu restaurante comida cocina',
  Hotel: 'room bed habitacion hotel',
  Dumbbell: 'gym sport gimnasio deporte',
  PawPrint: 'pet animal mascota veterinaria',
  Factory: 'production manufacturing produccion fabrica',
  ClipboardList: 'task list tarea lista inspeccion',
  ListChecks: 'steps todo pendientes pasos',
  Check: 'done approve aprobar hecho listo',
  X: 'cancel reject cancelar rechazar',
  Ban: 'forbid block bloquear anular',
  Send: 'send enviar',
  Printer: 'print imprimir',
  Download: 'download descargar exportar',
  Upload: 'upload subir importar',
  RefreshCw: 'renew sync renovar sincronizar',
  Play: 'start iniciar empezar',
  Archive: 'archive archivar',
  Lock: 'secret security seguridad cerrar',
  Key: 'access acceso llave clave',
  Settings: 'configuration ajustes configuracion',
  Star: 'favourite rating favorito valoracion',
  Heart: 'like health salud',
  Flag: 'priority prioridad bandera hito',
  Zap: 'action automation accion automatizacion',
};

/** As many as somebody looks through; who wants another one types more of its name. */
const MAX_FOUND = 60;

const bare = (text: string): string => unaccented(text).toLowerCase();

/** Names as words: `ShoppingCart` is `shopping cart`. */
const words = (name: string): string => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');

/** How well an icon answers what is looked for, 0 best; null where it does not. */
function distance(name: string, query: string): number | null {
  const [title, others] = [bare(name), bare(`${words(name)} ${USUAL[name] ?? ''}`)];
  const asName = query.replaceAll(/[\s-]+/g, '');
  if (title === asName) return 0;
  const asked = query.split(/[\s-]+/);
  const known = others.split(' ');
  if (asked.every((word) => known.includes(word))) return 1;
  if (title.startsWith(asName)) return 2;
  if (asked.every((word) => known.some((one) => one.startsWith(word)))) return name in USUAL ? 3 : 4;
  return asked.every((word) => others.includes(word)) ? 5 : null;
}

/** The icons among `names` that answer what is typed, the nearest first and at most 60; the usual ones while nothing is typed. */
export function searchIcons(names: readonly string[], typed: string): string[] {
  const query = bare(typed).trim();
  if (query === '') return names.filter((name) => name in USUAL);
  return names
    .flatMap((name) => {
      const far = distance(name, query);
      return far === null ? [] : [{ name, far }];
    })
    .sort((one, other) => one.far - other.far)
    .slice(0, MAX_FOUND)
    .map(({ name }) => name);
}
