/** What a document is refused for that takes what its source does not have, with a sentence in both languages. */
import { type Locale, localeOf } from '../locale';
import type { DocumentSource } from '../../schemas';
import type { FieldError } from '../failure';
import type { DynamicModel } from '../installed/model';
import { type Operation, translatorFor } from '../operation/operation';

type Amount = number | string;

/** What a source is called in a sentence; nothing where all there is of it is a text key. */
function named(operation: Operation, model: DynamicModel, label: string): string {
  const name = translatorFor(operation, model)(label);
  return name.includes('.') && !name.includes(' ') ? '' : name;
}

function error(
  operation: Operation,
  model: DynamicModel,
  source: DocumentSource | undefined,
  code: string,
  params: NonNullable<FieldError['params']>,
  sentences: Readonly<Record<Locale, (name: string) => string>>,
): FieldError {
  const label = source?.label ?? '';
  const locale = localeOf(operation.language);
  const name = named(operation, model, label);
  const quoted = locale === 'es' ? ` «${name}»` : ` “${name}”`;
  return { code, params: { ...params, source: label }, message: sentences[locale](name === '' ? '' : quoted) };
}

export const notEligible = (operation: Operation, model: DynamicModel, source: DocumentSource | undefined): FieldError =>
  error(
    operation,
    model,
    source,
    'source_not_eligible',
    {},
    {
      en: (name) => `this source${name} cannot be chosen now`,
      es: (name) => `este origen${name} no se puede elegir ahora`,
    },
  );

export const notFound = (operation: Operation, model: DynamicModel, source: DocumentSource | undefined): FieldError =>
  error(
    operation,
    model,
    source,
    'source_not_found',
    {},
    {
      en: (name) => `there is no such source${name}`,
      es: (name) => `no existe ese origen${name}`,
    },
  );

export const lineNotFound = (operation: Operation, model: DynamicModel, source: DocumentSource | undefined, line: number): FieldError =>
  error(
    operation,
    model,
    source,
    'source_line_not_found',
    { line },
    {
      en: (name) => `line ${String(line)}: the source${name} has no such line`,
      es: (name) => `renglón ${String(line)}: el origen${name} no tiene esa línea`,
    },
  );

/** `remaining` is null where the caller may not know it. */
export const exceedsRemaining = (
  operation: Operation,
  model: DynamicModel,
  source: DocumentSource,
  line: number,
  requested: Amount,
  remaining: Amount | null,
): FieldError =>
  error(
    operation,
    model,
    source,
    'exceeds_remaining',
    { line, requested, ...(remaining !== null && { remaining }) },
    {
      en: (name) =>
        remaining === null
          ? `line ${String(line)}: ${String(requested)} is more than is left of the source${name}`
          : `line ${String(line)}: asks for ${String(requested)}, and ${String(remaining)} is left of the source${name}`,
      es: (name) =>
        remaining === null
          ? `renglón ${String(line)}: ${String(requested)} es más de lo que queda del origen${name}`
          : `renglón ${String(line)}: pide ${String(requested)} y del origen${name} queda ${String(remaining)}`,
    },
  );
