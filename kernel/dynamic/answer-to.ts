/** A written row as its writer is answered: the kernel reads all of it, and tells what the writer may read. */
import { mayRead } from '../security/readable';
import { addedColumns, extensionsOf } from './extensions';
import { embeddedName, type DynamicModel } from '../installed/model';
import type { Operation } from '../operation/operation';
import type { Row } from './row';

/**
 * The row without the columns of extensions that the caller may not read. Of a model he may not list he is told what is told of any
 * row that is pointed at: its id and what it is called.
 */
export function answerTo(operation: Operation, model: DynamicModel, row: Row): Row {
  if (!mayRead(operation, model)) return Object.fromEntries(['id', model.labelColumn].map((name) => [name, row[name] ?? null]));
  const hidden = extensionsOf(operation, model)
    .filter((extension) => !mayRead(operation, extension))
    .flatMap((extension) =>
      addedColumns(extension).flatMap((own) => {
        const beside = embeddedName(extension, own);
        return [`${extension.key}.${own.name}`, ...(beside === null ? [] : [`${extension.key}.${beside}`])];
      }),
    );
  if (hidden.length === 0) return row;
  const names = new Set(hidden);
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name)));
}
