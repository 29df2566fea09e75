/** Why a module is refused, in the languages of the page, and what mends it. */
import type { Locale } from '../locale';
import { ALLOC_SIGNATURE, CALLED_SIGNATURE, MAX_MEMORY_PAGES } from '../contract/wasm/abi';
import type { RefusalReason } from './refusal';

interface Texts {
  /** How to mend it, in English; the sentence itself comes with the refusal. */
  cure: string;
  /** What is wrong with it and how to mend it, in Spanish. */
  es: { message: string; cure: string };
}

const MOST_MIB = String(MAX_MEMORY_PAGES / 16);

const TEXTS: Readonly<Record<RefusalReason, Texts>> = {
  too_large: {
    cure: 'Build it for size, without debug information.',
    es: {
      message: 'el módulo pesa más de lo que los hosts aceptan',
      cure: 'Compílelo para que ocupe poco, sin información de depuración.',
    },
  },
  is_component: {
    cure: 'Build a core module for wasip1; hosts do not run components.',
    es: {
      message: 'el módulo es un componente de WebAssembly y los hosts no los ejecutan',
      cure: 'Compile un módulo central para wasip1.',
    },
  },
  malformed: {
    cure: 'Build it again; the file is damaged or is something else.',
    es: { message: 'el archivo no es un módulo de WebAssembly', cure: 'Compílelo de nuevo; el archivo está dañado o es otra cosa.' },
  },
  unsupported: {
    cure: 'Build it without proposals beyond WebAssembly 2.0: hosts run one memory and functions of numbers.',
    es: {
      message: 'el módulo usa partes de WebAssembly que los hosts no ejecutan',
      cure: 'Compílelo sin propuestas posteriores a WebAssembly 2.0: los hosts ejecutan una memoria y funciones de números.',
    },
  },
  import_not_allowed: {
    cure: 'Import functions of metacore_host and the seventeen of WASI alone; files and sockets need others.',
    es: {
      message: 'el módulo importa algo que ningún host ofrece',
      cure: 'Importe solo funciones de metacore_host y las diecisiete de WASI; archivos y sockets necesitan otras.',
    },
  },
  import_signature: {
    cure: 'Declare the import with the parameters of the ABI: a pointer and a length for each argument.',
    es: {
      message: 'el módulo importa una función del host con otros parámetros',
      cure: 'Declare la función con los parámetros del ABI: un puntero y una longitud por argumento.',
    },
  },
  memory64: {
    cure: 'Build it for wasm32.',
    es: { message: 'el módulo usa memoria de 64 bits', cure: 'Compílelo para wasm32.' },
  },
  shared_memory: {
    cure: 'Build it without threads.',
    es: { message: 'el módulo usa memoria compartida', cure: 'Compílelo sin hilos.' },
  },
  memory_missing: {
    cure: 'Export its memory under the name "memory".',
    es: { message: 'el módulo no exporta ninguna memoria con el nombre "memory"', cure: 'Exporte su memoria con el nombre "memory".' },
  },
  memory_limit: {
    cure: `Let it begin with less memory, or raise backend.memory_limit_mb in playground.json (${MOST_MIB} at most).`,
    es: {
      message: 'el módulo empieza con más memoria de la que puede tener',
      cure: `Hágalo empezar con menos memoria o suba backend.memory_limit_mb en playground.json (${MOST_MIB} como máximo).`,
    },
  },
  alloc_missing: {
    cure: `Export alloc (${ALLOC_SIGNATURE}) beside its functions (${CALLED_SIGNATURE}).`,
    es: {
      message: 'el módulo no exporta ninguna función "alloc" que tome un i32 y devuelva otro',
      cure: `Exporte alloc (${ALLOC_SIGNATURE}) junto a sus funciones (${CALLED_SIGNATURE}).`,
    },
  },
  start_calls_host: {
    cure: 'Move what begins the module into an exported _initialize (AssemblyScript: --exportStart _initialize).',
    es: {
      message: 'la sección de inicio del módulo llama al host, que aún no puede contestar',
      cure: 'Lleve lo que inicia el módulo a una función exportada _initialize (AssemblyScript: --exportStart _initialize).',
    },
  },
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;

export const isRefusalReason = (reason: string): reason is RefusalReason => Object.hasOwn(TEXTS, reason);

/** @param message as the refusal says it, in English, with the names that are in its way */
export function refusalTexts(reason: RefusalReason, message: string, locale: Locale): { message: string; cure: string } {
  const { cure, es } = TEXTS[reason];
  return locale === 'en' ? { message: sentence(message), cure } : { message: sentence(es.message), cure: es.cure };
}
