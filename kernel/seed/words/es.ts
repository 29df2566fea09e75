import type { Random } from '../random';
import type { Words } from './words';

const materials = ['acero', 'roble', 'algodón', 'cobre', 'vidrio', 'bambú', 'cuero', 'cerámica', 'carbono', 'lana', 'latón', 'lino'];
const things = ['Lámpara', 'Escritorio', 'Silla', 'Soporte', 'Botella', 'Bolsa', 'Repisa', 'Teclado', 'Taza', 'Cuaderno', 'Cable', 'Filtro', 'Bisagra', 'Panel', 'Charola', 'Válvula']; // prettier-ignore
const streets = ['Avenida Juárez', 'Calle Mayor', 'Calle Hidalgo', 'Paseo del Río', 'Calle Reforma', 'Avenida Central', 'Calle del Sol', 'Calle Morelos', 'Avenida Colón', 'Calle Nueva']; // prettier-ignore

export const SPANISH: Words = {
  firstNames: ['Sofía', 'Mateo', 'Valentina', 'Diego', 'Lucía', 'Javier', 'Camila', 'Andrés', 'Elena', 'Pablo', 'Marina', 'Héctor', 'Renata', 'Iván', 'Paula', 'Tomás', 'Inés', 'Rodrigo', 'Julia', 'Gabriel', 'Alma', 'Sergio', 'Noemí', 'Raúl'], // prettier-ignore
  lastNames: ['García', 'Hernández', 'López', 'Ramírez', 'Torres', 'Castillo', 'Vargas', 'Mendoza', 'Ortega', 'Silva', 'Navarro', 'Rojas', 'Campos', 'Molina', 'Peña', 'Salazar', 'Fuentes', 'Cabrera', 'Ibarra', 'Luna', 'Núñez', 'Paredes', 'Rivas', 'Soto'], // prettier-ignore
  companies: ['Ferretería del Valle', 'Textiles Aurora', 'Grupo Cobalto', 'Café Altura', 'Papelera Norte', 'Maderas Robledo', 'Alimentos La Huerta', 'Aceros Monterrey', 'Farmacia San José', 'Muebles Encino', 'Transportes Ruta Sur', 'Clínica Santa Fe', 'Distribuidora Pacífico', 'Talleres Ochoa', 'Viveros Jacaranda', 'Editorial Puente'], // prettier-ignore
  companyForms: ['S.A.', 'S.L.', 'e Hijos', 'y Cía.', 'Internacional', 'Servicios', 'Comercial', 'Logística'],
  places: [
    { city: 'Guadalajara', region: 'Jalisco', country: 'México', code: 'MX', zip: '44100' },
    { city: 'Mérida', region: 'Yucatán', country: 'México', code: 'MX', zip: '97000' },
    { city: 'Puebla', region: 'Puebla', country: 'México', code: 'MX', zip: '72000' },
    { city: 'Sevilla', region: 'Andalucía', country: 'España', code: 'ES', zip: '41001' },
    { city: 'Valencia', region: 'Comunidad Valenciana', country: 'España', code: 'ES', zip: '46002' },
    { city: 'Medellín', region: 'Antioquia', country: 'Colombia', code: 'CO', zip: '050010' },
    { city: 'Córdoba', region: 'Córdoba', country: 'Argentina', code: 'AR', zip: '5000' },
    { city: 'Valparaíso', region: 'Valparaíso', country: 'Chile', code: 'CL', zip: '2340000' },
  ],
  streets,
  categories: ['Ferretería', 'Servicios', 'Oficina', 'Cocina', 'Jardín', 'Electrónica', 'Muebles', 'Ropa', 'Libros', 'Juguetes', 'Herramientas', 'Alimentos'], // prettier-ignore
  jobs: ['Gerente de ventas', 'Contadora', 'Técnico', 'Diseñadora', 'Comprador', 'Jefa de equipo', 'Ingeniero', 'Asistente', 'Chofer', 'Analista'], // prettier-ignore
  departments: ['Ventas', 'Finanzas', 'Soporte', 'Operaciones', 'Compras', 'Logística', 'Mercadotecnia', 'Recursos humanos'],
  units: ['pieza', 'caja', 'kg', 'litro', 'metro', 'hora', 'paquete'],
  brands: ['Bellota', 'Cóndor', 'Nimbo', 'Tundra', 'Vértice', 'Lumen', 'Pionero', 'Céfiro'],
  statuses: ['abierto', 'en curso', 'en espera', 'terminado'],
  priorities: ['baja', 'normal', 'alta'],
  genders: ['femenino', 'masculino', 'otro'],
  kinds: ['estándar', 'especial', 'interno', 'externo'],
  colors: ['Rojo', 'Azul', 'Verde', 'Negro', 'Blanco', 'Gris', 'Amarillo', 'Naranja'],
  materials,
  things,
  names: ['Aurora', 'Atlas', 'Faro', 'Cedro', 'Brújula', 'Delta', 'Brasa', 'Halcón', 'Granito', 'Horizonte', 'Enebro', 'Laguna', 'Meridiano', 'Nova', 'Huerta', 'Cumbre', 'Cuarzo', 'Risco', 'Sierra', 'Sauce'], // prettier-ignore
  verbs: ['Cambiar', 'Revisar', 'Reparar', 'Pedir', 'Limpiar', 'Mover', 'Instalar', 'Comprobar', 'Probar', 'Actualizar', 'Etiquetar', 'Devolver'], // prettier-ignore
  objects: ['la impresora', 'las luces', 'el contrato', 'dos sillas', 'el rúter', 'la lista de existencias', 'la calefacción', 'el letrero', 'las facturas', 'el proyector', 'la cerradura', 'el respaldo'], // prettier-ignore
  whereabouts: ['de recepción', 'del segundo piso', 'del almacén', 'para la oficina nueva', 'de la puerta norte', 'antes del viernes', 'de la sala de juntas', 'para la auditoría'], // prettier-ignore
  sentences: [
    'Ayer funcionaba y dejó de hacerlo esta mañana.',
    'El cliente pidió que lo llamen antes del mediodía.',
    'Todo está listo para el siguiente paso.',
    'Hay que revisar los números antes de enviarlo.',
    'Las piezas llegan a fin de semana.',
    'Dos personas reportaron lo mismo.',
    'Por ahora no hace falta más trabajo.',
    'La nota de entrega va pegada a la caja.',
    'Esto se acordó por teléfono.',
    'El segundo lote salió mejor que el primero.',
    'Lo veremos otra vez el mes que viene.',
    'El precio incluye la instalación y un año de servicio.',
  ],
  phone: '+52 55 #### ####',
  currency: 'MXN',
  locale: 'es',
  timezone: 'America/Mexico_City',
  product: (random: Random) => `${random.pick(things)} de ${random.pick(materials)}`,
  address: (random: Random) => `${random.pick(streets)} ${String(random.int(1, 240))}`,
};
