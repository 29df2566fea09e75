import type { Severity } from '../contract/diagnostic';
import type { Locale } from '../locale';
import { printableEntry } from '../bundle/messages';

interface Details {
  file: string;
  count: number;
}
type InTwoLanguages = Record<Locale, (d: Details) => string>;

const NOTICES = {
  'PROJECT-KEY-LEFT-OUT': {
    severity: 'info',
    en: (d) => `${d.file} looks like a key and stays out of the bundle.`,
    es: (d) => `${d.file} parece una clave y queda fuera del paquete.`,
  },
  'PROJECT-KEY-IN-FOLDER': {
    severity: 'warning',
    en: (d) => `${d.file} looks like a key and stays out of the bundle. Move it out of the addon's own folders.`,
    es: (d) => `${d.file} parece una clave y queda fuera del paquete. Sáquela de las carpetas del complemento.`,
  },
  'PROJECT-PRIVATE-KEY': {
    severity: 'error',
    en: (d) => `${d.file} contains a private key. Whoever gets the bundle would get the key: remove it.`,
    es: (d) => `${d.file} contiene una clave privada. Quien reciba el paquete recibiría la clave: elimínela.`,
  },
  'PROJECT-DOWN-MIGRATION': {
    severity: 'warning',
    en: (d) => `${d.file} stays out of the bundle: hosts run every file in migrations/ on install, so a step back would undo the schema.`,
    es: (d) =>
      `${d.file} queda fuera del paquete: los hosts ejecutan todo archivo de migrations/ al instalar y un paso atrás desharía el esquema.`,
  },
  'PROJECT-BUILT-INSTEAD': {
    severity: 'info',
    en: (d) => `${d.file} stays out of the bundle: the built file of that name in frontend/dist/ takes its place.`,
    es: (d) => `${d.file} queda fuera del paquete: el archivo compilado de ese nombre en frontend/dist/ ocupa su lugar.`,
  },
  'PROJECT-UNROUTED': {
    severity: 'info',
    en: (d) => `${d.file} is carried in the bundle (${d.count} ${d.count === 1 ? 'file' : 'files'}), but hosts do not use it.`,
    es: (d) => `${d.file} viaja en el paquete (${d.count} ${d.count === 1 ? 'archivo' : 'archivos'}), pero los hosts no lo usan.`,
  },
} satisfies Record<string, InTwoLanguages & { severity: Severity }>;

const ERRORS = {
  'PROJECT-REJECTED': {
    en: () => 'The addon has errors; no bundle was made.',
    es: () => 'El complemento tiene errores; no se creó ningún paquete.',
  },
  'PROJECT-WARNINGS': {
    en: () => 'The addon has warnings, and a bundle for review may have none; no bundle was made.',
    es: () => 'El complemento tiene advertencias y un paquete para revisión no puede tener ninguna; no se creó ningún paquete.',
  },
} satisfies Record<string, Record<Locale, () => string>>;

export type ProjectNoticeRule = keyof typeof NOTICES;
export type ProjectErrorCode = keyof typeof ERRORS;

export function projectNotice(
  rule: ProjectNoticeRule,
  file: string,
  locale: Locale,
  count = 1,
): { rule: ProjectNoticeRule; severity: Severity; message: string } {
  const notice: InTwoLanguages & { severity: Severity } = NOTICES[rule];
  return { rule, severity: notice.severity, message: notice[locale]({ file: printableEntry(file), count }) };
}

export function projectSentence(code: ProjectErrorCode, locale: Locale): string {
  return ERRORS[code][locale]();
}
