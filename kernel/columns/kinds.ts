/** Every kind of column, in the order in which its types are offered. A new one is a file of this folder and a line here. */
import { boolean } from './boolean';
import { date } from './date';
import { decimal } from './decimal';
import { integer } from './integer';
import { json } from './json';
import type { Kind } from './kind';
import { text } from './text';
import { timestamp } from './timestamp';
import { uuid } from './uuid';
import { vector } from './vector';

const LISTED = { text, integer, decimal, boolean, date, timestamp, uuid, json, vector } as const satisfies Readonly<Record<string, Kind>>;

/** What the kernel needs to know about a column's type, whatever its parameters. */
export type ColumnKind = keyof typeof LISTED;

export const KINDS: Readonly<Record<ColumnKind, Kind>> = LISTED;
