import type { Locale } from '../kernel/locale';

export const COMMAND_NAMES = [
  ...(['new', 'check', 'convert', 'build', 'keygen', 'sign', 'verify', 'inspect'] as const),
  ...(['diff', 'preflight', 'publish', 'seed', 'serve', 'tool', 'test'] as const),
  ...(['install', 'upgrade', 'rollback', 'rehearse', 'uninstall', 'history', 'lsp', 'completion'] as const),
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** What authors of the platform type for what is called otherwise here. */
export const ALIASES: Readonly<Record<string, CommandName>> = { init: 'new', validate: 'check' };

/** How a command is called; the same in both languages. */
export const USAGE: Record<CommandName, string> = {
  new: 'new KEY [--template ID] [--dir DIR]',
  check: 'check FILE… [--fix] [--watch] [--format F]',
  convert: 'convert FILE|DIR [-o OUT]',
  build: 'build DIR -o FILE [--strict] [--sign KEY]',
  keygen: 'keygen --out PREFIX',
  sign: 'sign --key KEY FILE',
  verify: 'verify --key PUB FILE [--sig FILE]',
  inspect: 'inspect FILE',
  diff: 'diff OLD NEW',
  preflight: 'preflight DIR|BUNDLE [--last OLD] [--format F]',
  publish: 'publish DIR|BUNDLE --hub URL --key KEY',
  seed: 'seed PATH… [--rows N] [--number S] [-o FILE]',
  serve: 'serve [--addon] PATH… [--port N] [--data DIR]',
  tool: 'tool ADDON TOOL [--set K=V] [--in K=V]',
  test: 'test ADDON [--allow HOST]',
  install: 'install PATH [--yes]',
  upgrade: 'upgrade PATH [--yes]',
  rollback: 'rollback KEY [--yes]',
  rehearse: 'rehearse PATH',
  uninstall: 'uninstall KEY [--cascade] [--purge] [--yes]',
  history: 'history [KEY] [--steps]',
  lsp: 'lsp',
  completion: 'completion bash|zsh|fish',
};

interface Help {
  summary: string;
  details: string;
}

const HELP: Record<CommandName, Record<Locale, Help>> = {
  new: {
    en: {
      summary: 'start an addon from a template',
      details:
        'KEY names the addon. The files go to DIR, or to a folder named KEY; a folder that is not empty is left alone.\n  --template ID   which template (default: tickets)',
    },
    es: {
      summary: 'empieza un complemento desde una plantilla',
      details:
        'KEY nombra el complemento. Los archivos van a DIR o a una carpeta llamada KEY; una carpeta con contenido no se toca.\n  --template ID   qué plantilla (por omisión: tickets)',
    },
  },
  lsp: {
    en: {
      summary: 'help an editor as the page does',
      details:
        'A language server for manifests: findings, completion, explanations, fixes, rename, definitions, layout. An editor starts it\nand talks to it over standard input and output; docs/guides/editors.md tells how for each.\n  --stdio         what some editors pass along; it changes nothing',
    },
    es: {
      summary: 'ayuda a un editor como lo hace la página',
      details:
        'Un servidor de lenguaje para manifiestos: hallazgos, autocompletado, explicaciones, arreglos, renombrado, definiciones y\nformato. Lo inicia el editor y habla con él por la entrada y la salida estándar; docs/guides/editors.es.md explica cómo.\n  --stdio         lo que algunos editores añaden; no cambia nada',
    },
  },
  completion: {
    en: {
      summary: 'let a shell complete commands and options',
      details:
        'Prints a script for the shell. bash: source <(metacore-playground completion bash). zsh: the same with zsh. fish:\nmetacore-playground completion fish | source. It completes the program of an installed package.',
    },
    es: {
      summary: 'hace que un shell complete comandos y opciones',
      details:
        'Escribe un script para el shell. bash: source <(metacore-playground completion bash). zsh: lo mismo con zsh. fish:\nmetacore-playground completion fish | source. Completa el programa de un paquete instalado.',
    },
  },
  check: {
    en: {
      summary: 'judge manifests, addon folders and bundles',
      details:
        'Prints file:line:column severity rule message, and the cure where there is one. A folder without manifest.json stands\nfor the addons, bundles and manifests below it.\n  --fix           write the fixes that only say what was plainly meant\n  --watch         again whenever a file changes, until it is ended (Ctrl+C)\n  --lenient       the rules that hosts tolerate stay warnings\n  --format F      text, json or sarif (for code hosts)\n  --host-version V  the host it is judged for; else what playground.json says',
    },
    es: {
      summary: 'juzga manifiestos, carpetas de complementos y paquetes',
      details:
        'Escribe archivo:línea:columna gravedad regla mensaje, y el arreglo cuando lo hay. Una carpeta sin manifest.json vale\npor los complementos, paquetes y manifiestos que contiene.\n  --fix           escribe los arreglos que solo dicen lo que claramente se quiso decir\n  --watch         otra vez cada que cambia un archivo, hasta que se termina (Ctrl+C)\n  --lenient       las reglas que los hosts toleran quedan en advertencias\n  --format F      text, json o sarif (para alojamientos de código)\n  --host-version V  el host para el que se juzga; si no, el que diga playground.json',
    },
  },
  convert: {
    en: {
      summary: 'turn a flat v2 manifest into v3',
      details:
        'Prints the v3 manifest; every drop and guess goes to standard error, with its place in the v2 file.\n  -o, --out OUT   write the manifest and its new files to a file or folder instead',
    },
    es: {
      summary: 'convierte un manifiesto plano v2 a v3',
      details:
        'Escribe el manifiesto v3; toda pérdida y suposición va a la salida de errores, con su lugar en el archivo v2.\n  -o, --out OUT   escribe el manifiesto y sus archivos nuevos en un archivo o carpeta',
    },
  },
  build: {
    en: {
      summary: 'pack an addon folder into a bundle',
      details:
        '  -o, --out FILE  the bundle; a folder gets <key>-<version>.mcbundle\n  --strict        any warning refuses, as review does\n  --sign KEY      sign it too, into FILE.sig\n  --host-version V  the host it is judged for; else what playground.json says',
    },
    es: {
      summary: 'empaqueta la carpeta de un complemento',
      details:
        '  -o, --out FILE  el paquete; una carpeta recibe <clave>-<versión>.mcbundle\n  --strict        cualquier advertencia lo impide, como en la revisión\n  --sign KEY      además lo firma, en FILE.sig\n  --host-version V  el host para el que se juzga; si no, el que diga playground.json',
    },
  },
  keygen: {
    en: {
      summary: 'make a signing key',
      details: 'Writes PREFIX.pem (private, readable by you alone) and PREFIX.pub. Existing files are never overwritten.',
    },
    es: {
      summary: 'crea una clave de firma',
      details: 'Escribe PREFIX.pem (privada, solo la lee usted) y PREFIX.pub. Nunca se sobrescribe un archivo.',
    },
  },
  sign: {
    en: { summary: 'sign a bundle', details: 'Writes FILE.sig: base64 of an Ed25519 signature over the SHA-256 of the file.' },
    es: { summary: 'firma un paquete', details: 'Escribe FILE.sig: base64 de una firma Ed25519 sobre el SHA-256 del archivo.' },
  },
  verify: {
    en: { summary: 'check the signature of a bundle', details: '  --sig FILE      the signature, base64 or hex (default: FILE.sig)' },
    es: {
      summary: 'comprueba la firma de un paquete',
      details: '  --sig FILE      la firma, en base64 o hexadecimal (por omisión: FILE.sig)',
    },
  },
  inspect: {
    en: { summary: 'show what a bundle holds', details: 'Manifest summary, files, migrations, digest. Nothing is judged or run.' },
    es: {
      summary: 'muestra lo que contiene un paquete',
      details: 'Resumen del manifiesto, archivos, migraciones, huella. No juzga ni ejecuta nada.',
    },
  },
  diff: {
    en: {
      summary: 'compare two bundles or folders',
      details: 'Files, values of the manifest, sizes, and what the next version should be called. Nothing is judged or run.',
    },
    es: {
      summary: 'compara dos paquetes o carpetas',
      details: 'Archivos, valores del manifiesto, tamaños y cómo debería llamarse la próxima versión. No juzga ni ejecuta nada.',
    },
  },
  preflight: {
    en: {
      summary: 'say what the marketplace’s review would',
      details:
        'Each finding has a level (reject, review, advice), a place and a cure. The backend is loaded once, against an empty host.\n  --last OLD      the last version that was handed out: a bundle or a folder\n  --key PUB       try the signature of a bundle (--sig FILE, default BUNDLE.sig)\n  --format F      text, json, sarif or html\n  -o, --out FILE  write the report to a file\n  --host-version V  the host it is judged for; else what playground.json says',
    },
    es: {
      summary: 'dice lo que diría la revisión del marketplace',
      details:
        'Cada hallazgo tiene nivel (rechazo, revisión, consejo), lugar y arreglo. El backend se carga una vez, contra un host vacío.\n  --last OLD      la última versión entregada: un paquete o una carpeta\n  --key PUB       prueba la firma de un paquete (--sig FILE, por omisión BUNDLE.sig)\n  --format F      text, json, sarif o html\n  -o, --out FILE  escribe el informe en un archivo\n  --host-version V  el host para el que se juzga; si no, el que diga playground.json',
    },
  },
  publish: {
    en: {
      summary: 'preflight, pack, sign, and upload to a hub',
      details:
        'The hub’s address is https, or http on this machine. The token comes from METACORE_TOKEN, or from --token.\n  --dry-run            everything but the upload\n  --developer-id UUID  the form of the hub’s own documents: hex signature, bearer token\n  --form file|hex      which form (default: file, or hex with --developer-id)\n  --auth A             developer-key or bearer\n  --channel beta       for organizations that opted in\n  --last OLD           the last version that was handed out\n  --force              upload although the preflight rejects it',
    },
    es: {
      summary: 'revisa, empaqueta, firma y sube a un hub',
      details:
        'La dirección del hub es https, o http en esta máquina. El token viene de METACORE_TOKEN o de --token.\n  --dry-run            todo menos la subida\n  --developer-id UUID  la forma de los documentos del hub: firma hexadecimal, token bearer\n  --form file|hex      qué forma (por omisión: file, o hex con --developer-id)\n  --auth A             developer-key o bearer\n  --channel beta       para organizaciones que lo aceptaron\n  --last OLD           la última versión entregada\n  --force              sube aunque la revisión previa lo rechace',
    },
  },
  seed: {
    en: {
      summary: 'make sample rows, as JSON',
      details:
        'Installs the addons in memory, fills every table with believable rows that keep its rules, and prints them by table.\n  --rows N        rows for each table (default: 20)\n  --number S      the same number gives the same rows (default: 1)\n  -o, --out FILE  write them to a file instead\n  --lang en|es    also the language of the rows',
    },
    es: {
      summary: 'crea filas de ejemplo, como JSON',
      details:
        'Instala los complementos en memoria, llena cada tabla con filas creíbles que cumplen sus reglas y las escribe por tabla.\n  --rows N        filas por tabla (por omisión: 20)\n  --number S      el mismo número da las mismas filas (por omisión: 1)\n  -o, --out FILE  las escribe en un archivo\n  --lang en|es    también el idioma de las filas',
    },
  },
  serve: {
    en: {
      summary: 'answer over HTTP, with addons installed',
      details:
        'The kernel on 127.0.0.1 until it is stopped; nothing is kept without --data. PATH is an addon folder, a manifest or a bundle.\n  --addon PATH    the same as PATH; may be repeated\n  --port N        which port (default: 8787; 0 takes a free one)\n  --data DIR      keep everything in this folder, for the next time\n  --trust KEY     take only bundles that are signed under this public key; may be repeated\n  --seed N        start with N sample rows in each table\n  --number S      which sample rows (default: 1)\n  --enforcement M enforce, or shadow: what no capability allows is reported and let through (default: enforce)\n  --allow HOST    requests to this host go to the network; may be repeated\n  --host-version V  the host it is judged for; else what playground.json says',
    },
    es: {
      summary: 'responde por HTTP, con complementos instalados',
      details:
        'El kernel en 127.0.0.1 hasta que se detenga; no guarda nada. PATH es la carpeta de un complemento, un manifiesto o un paquete.\n  --addon PATH    lo mismo que PATH; se puede repetir\n  --port N        qué puerto (por omisión: 8787; 0 toma uno libre)\n  --data DIR      guarda todo en esta carpeta, para la próxima vez\n  --trust KEY     admite solo bundles firmados con esta clave pública; se puede repetir\n  --seed N        empieza con N filas de ejemplo por tabla\n  --number S      qué filas de ejemplo (por omisión: 1)\n  --enforcement M enforce, o shadow: lo que ninguna capacidad permite se informa y se deja pasar (por omisión: enforce)\n  --allow HOST    las peticiones a este host van a la red; se puede repetir\n  --host-version V  el host para el que se juzga; si no, el que diga playground.json',
    },
  },
  tool: {
    en: {
      summary: 'call a tool of an addon, stage by stage',
      details:
        'Installs the addon in memory and calls one of its tools; secrets are shown nowhere. A v2 manifest is converted first.\n  --set K=V       a setting; may be repeated\n  --in K=V        a parameter; may be repeated\n  --mock FILE     what servers answer: playground.json, its mocks alone, or an OpenAPI document (JSON)\n  --allow HOST    requests to this host go to the network; may be repeated\n  --profile P     kernel (addresses as they are written) or templating (filled in)\n  --shadow        what no capability allows is let through',
    },
    es: {
      summary: 'llama a una herramienta, etapa por etapa',
      details:
        'Instala el complemento en memoria y llama a una de sus herramientas; los secretos no se muestran. Un manifiesto v2 se convierte antes.\n  --set K=V       un ajuste; se puede repetir\n  --in K=V        un parámetro; se puede repetir\n  --mock FILE     lo que responden los servidores: playground.json, solo sus mocks o un documento OpenAPI (JSON)\n  --allow HOST    las peticiones a este host van a la red; se puede repetir\n  --profile P     kernel (direcciones tal como están) o templating (rellenadas)\n  --shadow        lo que ninguna capacidad permite se deja pasar',
    },
  },
  test: {
    en: {
      summary: 'run the tests of tools that a project keeps',
      details:
        'Installs the addon in memory and runs `tool_tests` of its playground.json against its mocks: each is a call and what is to come of it.\n  --allow HOST    requests to this host go to the network; may be repeated',
    },
    es: {
      summary: 'ejecuta las pruebas de herramientas de un proyecto',
      details:
        'Instala el complemento en memoria y ejecuta los `tool_tests` de su playground.json contra sus mocks: cada una es una llamada y lo que debe resultar.\n  --allow HOST    las peticiones a este host van a la red; se puede repetir',
    },
  },
  install: {
    en: {
      summary: 'install an addon on a host that serve runs',
      details:
        'PATH is an addon folder or a bundle. A line for each step, with its time.\n  --yes           do it; without, what would be done is shown, and the exit is 2\n  --url URL       which host (default: http://127.0.0.1:8787/api)\n  --token T       who asks (default: its first administrator)',
    },
    es: {
      summary: 'instala un complemento en un host de serve',
      details:
        'PATH es la carpeta de un complemento o un paquete. Una línea por paso, con su tiempo.\n  --yes           hacerlo; sin ella se muestra qué se haría, y la salida es 2\n  --url URL       qué host (por omisión: http://127.0.0.1:8787/api)\n  --token T       quién pide (por omisión: su primer administrador)',
    },
  },
  upgrade: {
    en: {
      summary: 'bring an installed addon to a newer version',
      details:
        'Guards, a rehearsal that is taken back, then the deed, in one transaction.\n  --yes           do it; without, what would be done is shown, and the exit is 2\n  --url URL       which host (default: http://127.0.0.1:8787/api)\n  --token T       who asks (default: its first administrator)',
    },
    es: {
      summary: 'lleva un complemento instalado a una versión nueva',
      details:
        'Comprobaciones, un ensayo que se deshace y después el hecho, en una transacción.\n  --yes           hacerlo; sin ella se muestra qué se haría, y la salida es 2\n  --url URL       qué host (por omisión: http://127.0.0.1:8787/api)\n  --token T       quién pide (por omisión: su primer administrador)',
    },
  },
  rehearse: {
    en: {
      summary: 'do an upgrade on the rows that are there, and take it back',
      details:
        'Shows each step with its time, tables before and after, and how many rows change.\n  --url URL       which host (default: http://127.0.0.1:8787/api)\n  --token T       who asks (default: its first administrator)',
    },
    es: {
      summary: 'hace una actualización con las filas que hay y la deshace',
      details:
        'Muestra cada paso con su tiempo, las tablas antes y después, y cuántas filas cambian.\n  --url URL       qué host (por omisión: http://127.0.0.1:8787/api)\n  --token T       quién pide (por omisión: su primer administrador)',
    },
  },
  rollback: {
    en: {
      summary: 'go back to the version before the last upgrade',
      details:
        'Rows stay; what the older version has no place for is hidden. A migration goes back by its .down.sql or its part under +goose Down.\n  --yes           do it; without, what would be done is shown, and the exit is 2\n  --url URL       which host (default: http://127.0.0.1:8787/api)\n  --token T       who asks (default: its first administrator)',
    },
    es: {
      summary: 'vuelve a la versión anterior a la última actualización',
      details:
        'Las filas se quedan; lo que no cabe en la versión anterior se oculta. Una migración vuelve con su .down.sql o con su parte bajo +goose Down.\n  --yes           hacerlo; sin ella se muestra qué se haría, y la salida es 2\n  --url URL       qué host (por omisión: http://127.0.0.1:8787/api)\n  --token T       quién pide (por omisión: su primer administrador)',
    },
  },
  uninstall: {
    en: {
      summary: 'take an addon out; its tables are put away',
      details:
        '  --cascade       what depends on it goes too, and goes first\n  --purge         its tables, rows and migrations go for good\n  --yes           do it; without, what would be done is shown, and the exit is 2\n  --url URL       which host (default: http://127.0.0.1:8787/api)\n  --token T       who asks (default: its first administrator)',
    },
    es: {
      summary: 'quita un complemento; sus tablas se apartan',
      details:
        '  --cascade       lo que depende de él se va también, y antes\n  --purge         sus tablas, filas y migraciones se borran\n  --yes           hacerlo; sin ella se muestra qué se haría, y la salida es 2\n  --url URL       qué host (por omisión: http://127.0.0.1:8787/api)\n  --token T       quién pide (por omisión: su primer administrador)',
    },
  },
  history: {
    en: {
      summary: 'show what was done to addons, the newest first',
      details:
        '  --steps         each step with its time\n  --url URL       which host (default: http://127.0.0.1:8787/api)\n  --token T       who asks (default: its first administrator)',
    },
    es: {
      summary: 'muestra qué se hizo con los complementos',
      details:
        '  --steps         cada paso con su tiempo\n  --url URL       qué host (por omisión: http://127.0.0.1:8787/api)\n  --token T       quién pide (por omisión: su primer administrador)',
    },
  },
};

const COMMON: Record<Locale, { usage: string; commands: string; options: string; exit: string }> = {
  en: {
    usage: 'Usage',
    commands: 'Commands',
    options:
      '  --json          machine-readable answer on standard output\n  --lang en|es    language (default: from LANG)\n  -h, --help      this text\n  --version       version of the playground',
    exit: 'Exit: 0 done or accepted, 1 rejected, 2 asked wrongly.',
  },
  es: {
    usage: 'Uso',
    commands: 'Comandos',
    options:
      '  --json          respuesta para máquinas en la salida estándar\n  --lang en|es    idioma (por omisión: según LANG)\n  -h, --help      este texto\n  --version       versión del playground',
    exit: 'Salida: 0 hecho o aceptado, 1 rechazado, 2 mal pedido.',
  },
};

export function generalHelp(locale: Locale): string {
  const { usage, commands, options, exit } = COMMON[locale];
  const rows = COMMAND_NAMES.map((name) => `  ${USAGE[name].padEnd(46)} ${HELP[name][locale].summary}`);
  return `${usage}: npm run -s cli -- COMMAND …\n\n${commands}:\n${rows.join('\n')}\n\n${options}\n\n${exit}\n`;
}

export function commandHelp(name: CommandName, locale: Locale): string {
  const { summary, details } = HELP[name][locale];
  return `${COMMON[locale].usage}: ${USAGE[name]}\n\n${summary}\n\n${details}\n`;
}
