/**
 * PostgreSQL's wire protocol with what PGlite's own `query` leaves out: a statement is parsed and planned once, and several of them
 * travel in one message. `query` sends six messages a statement and plans each anew.
 */
import { messages, protocol, type SerializerOptions, type ParserOptions } from '@electric-sql/pglite';
import type { Result, Statement } from './port';
import { joinBytes } from '../values/bytes';

/** A statement of the kernel's own that begins, ends or marks a transaction; it brings no rows and is not worth remembering. */
export interface Command {
  readonly command: string;
}

/** One step of an exchange. */
export type WireStep = Statement | Command;

export const isCommand = (step: WireStep): step is Command => 'command' in step;

const asTexts = (step: WireStep | undefined): boolean => step !== undefined && !isCommand(step) && step.asTexts === true;

export const textOf = (step: WireStep): string => (isCommand(step) ? step.command : step.sql);

/** What PostgreSQL refused: which step of the exchange, and with what words. The steps behind it did not run. */
export class RefusedStep extends Error {
  constructor(
    readonly step: WireStep,
    override readonly cause: Error,
  ) {
    super(cause.message, { cause });
    this.name = 'RefusedStep';
  }
}

/** How the port reaches its engine. */
export interface Connection {
  /**
   * Runs the steps in order and answers one result for each. Where no transaction is open they are one of their own.
   * @throws RefusedStep
   */
  exchange<R = Record<string, unknown>>(steps: readonly WireStep[]): Promise<Result<R>[]>;
  /** Whether a statement is prepared. One that is not is prepared before any step of its exchange runs, and may be refused there. */
  knows(sql: string): boolean;
  /** Runs a script of any number of statements. @throws RefusedStep */
  script(sql: string): Promise<void>;
  /** Forgets how statements were planned: their tables may be others now. */
  forget(): void;
  /** Brings what was committed to the engine's storage. */
  keep(): Promise<void>;
  close(): Promise<void>;
}

/** What a connection needs of PGlite. */
export interface Engine {
  execProtocolRawStream(message: Uint8Array, options: { syncToFs: boolean; onRawData: (data: Uint8Array) => void }): Promise<void>;
  syncToFs(): Promise<void>;
  close(): Promise<void>;
  readonly serializers: SerializerOptions;
  readonly parsers: ParserOptions;
}

/** A statement as PostgreSQL remembers it. */
interface Prepared {
  readonly name: string;
  /** Type oids of its parameters. */
  readonly parameters: readonly number[];
  /** Columns of its rows. */
  readonly columns: readonly { name: string; type: number; parse: ((text: string) => unknown) | undefined }[];
}

/** Statements that are remembered; each holds a plan in the engine's memory. */
const MAX_PREPARED = 100;
/** Longer ones are made for one occasion: an import's rows, a list of ids. */
const MAX_PREPARED_CHARS = 16 * 1024;

/** Commands whose tag ends in how many rows they changed. */
const CHANGING = /^(?:INSERT|UPDATE|DELETE|COPY|MERGE)\b.* (\d+)$/;

type BackendMessage = messages.BackendMessage;

const { serialize } = protocol;

/** A row by its columns' names; of two columns with one name the last counts. */
function rowOf(fields: readonly (string | null)[], columns: Prepared['columns']): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  columns.forEach(({ name, parse }, index) => {
    const text = fields[index] ?? null;
    const value = text === null || parse === undefined ? text : parse(text);
    // Assigned, this one would become the row's prototype.
    if (name === '__proto__') Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
    else row[name] = value;
  });
  return row;
}

/**
 * What PostgreSQL says of the name of a statement that it did not read. It is said of one that was just sent, where the engine's own stack
 * ran out before PostgreSQL's bound was reached: the engine passes over that in silence, and goes on with what is asked next.
 */
const UNKNOWN_STATEMENT = '26000';

/** What PostgreSQL says of a statement that is nested too deeply. */
function tooDeep(): Error {
  return Object.assign(new Error('stack depth limit exceeded'), { code: '54001', severity: 'ERROR' });
}

/**
 * What is said of everything that is asked of an engine whose stack ran out once: PostgreSQL was left in the middle of what it did, and a few
 * such times later it prints without an end, which takes the whole process along.
 */
function spent(): Error {
  return Object.assign(new Error('the stack of the engine ran out'), { code: '57P02', severity: 'FATAL' });
}

/** The connection to an engine that nothing else uses. */
export function connectionTo(engine: Engine): Connection {
  const parser = new protocol.Parser();
  /** By text, the one that was asked for last at the end. */
  const prepared = new Map<string, Prepared>();
  /** Names that PostgreSQL still knows and nobody will ask for again. */
  let obsolete: string[] = [];
  let names = 0;
  let isSpent = false;

  async function send(parts: readonly Uint8Array[]): Promise<BackendMessage[]> {
    const answers: BackendMessage[] = [];
    await engine.execProtocolRawStream(joinBytes(parts), {
      syncToFs: false,
      onRawData: (data) => parser.parse(data, (answer) => answers.push(answer)),
    });
    return answers;
  }

  const closing = (): Uint8Array[] => {
    const parts = obsolete.map((name) => serialize.close({ type: 'S', name }));
    obsolete = [];
    return parts;
  };

  function remember(sql: string, statement: Prepared): void {
    prepared.set(sql, statement);
    for (const [text, { name }] of prepared) {
      if (prepared.size <= MAX_PREPARED) break;
      prepared.delete(text);
      obsolete.push(name);
    }
  }

  function known(sql: string): Prepared | undefined {
    const found = prepared.get(sql);
    if (!found) return undefined;
    prepared.delete(sql);
    prepared.set(sql, found);
    return found;
  }

  const columnsOf = (answer: BackendMessage): Prepared['columns'] =>
    answer instanceof messages.RowDescriptionMessage
      ? answer.fields.map(({ name, dataTypeID }) => {
          return { name, type: dataTypeID, parse: engine.parsers[dataTypeID] as ((text: string) => unknown) | undefined };
        })
      : [];

  /** Lets PostgreSQL read statements it does not know yet. Nothing of them runs. */
  async function prepare(texts: readonly string[]): Promise<Prepared[]> {
    const wanted = texts.map((text) => ({ text, name: `k${String((names += 1))}` }));
    const parts = wanted.flatMap(({ text, name }) => [serialize.parse({ text, name }), serialize.describe({ type: 'S', name })]);
    const made: Prepared[] = [];
    let parameters: readonly number[] = [];
    for (const answer of await send([...closing(), ...parts, serialize.sync()])) {
      if (answer instanceof messages.ParameterDescriptionMessage) parameters = answer.dataTypeIDs;
      if (answer.name === 'rowDescription' || answer.name === 'noData')
        made.push({ name: wanted[made.length]?.name ?? '', parameters, columns: columnsOf(answer) });
      if (answer instanceof messages.DatabaseError) {
        obsolete.push(...made.map(({ name }) => name));
        isSpent = answer.code === UNKNOWN_STATEMENT;
        throw new RefusedStep({ sql: texts[made.length] ?? '', parameters: [] }, isSpent ? tooDeep() : answer);
      }
    }
    return made;
  }

  function partsOf(step: WireStep, as: Prepared | undefined): Uint8Array[] {
    if (isCommand(step)) return [serialize.parse({ text: step.command }), serialize.bind(), serialize.execute()];
    const values = step.parameters.map((value, index) => asText(value, step.asTexts === true ? undefined : as?.parameters[index]));
    return [serialize.bind({ statement: as?.name ?? '', values }), serialize.execute()];
  }

  async function run(steps: readonly WireStep[], as: ReadonlyMap<string, Prepared>): Promise<Result<Record<string, unknown>>[]> {
    const columnsFor = (step: WireStep | undefined): Prepared['columns'] => {
      const columns = step === undefined || isCommand(step) ? [] : (as.get(step.sql)?.columns ?? []);
      return asTexts(step) ? columns.map(({ name, type }) => ({ name, type, parse: undefined })) : columns;
    };
    const results: Result<Record<string, unknown>>[] = [];
    let rows: Record<string, unknown>[] = [];
    let columns = columnsFor(steps[0]);
    const parts = steps.flatMap((step) => partsOf(step, isCommand(step) ? undefined : as.get(step.sql)));
    for (const answer of await send([...closing(), ...parts, serialize.sync()])) {
      if (answer instanceof messages.DatabaseError) throw new RefusedStep(steps[results.length] ?? { command: '' }, answer);
      if (answer instanceof messages.DataRowMessage) rows.push(rowOf(answer.fields, columns));
      if (answer.name !== 'commandComplete' && answer.name !== 'emptyQuery') continue;
      const changed = answer instanceof messages.CommandCompleteMessage ? CHANGING.exec(answer.text) : null;
      const told = asTexts(steps[results.length]) ? { columns: columns.map(({ name, type }) => ({ name, type })) } : {};
      results.push({ rows, affected: Number(changed?.[1] ?? 0), ...told });
      rows = [];
      columns = columnsFor(steps[results.length]);
    }
    return results;
  }

  function asText(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const write = type === undefined ? undefined : engine.serializers[type];
    // Numbers of JSON are objects that know how they were written.
    return write ? write(value) : (value as { toString(): string }).toString();
  }

  return {
    async exchange<R>(steps: readonly WireStep[]): Promise<Result<R>[]> {
      if (isSpent) throw new RefusedStep(steps[0] ?? { command: '' }, spent());
      const texts = new Set(steps.flatMap((step) => (isCommand(step) ? [] : [step.sql])));
      const as = new Map<string, Prepared>();
      for (const text of texts) {
        const found = known(text);
        if (found) as.set(text, found);
      }
      const unknown = [...texts].filter((text) => !as.has(text));
      if (unknown.length > 0) (await prepare(unknown)).forEach((statement, index) => as.set(unknown[index] ?? '', statement));
      for (const text of unknown) {
        const statement = as.get(text);
        if (statement && text.length <= MAX_PREPARED_CHARS) remember(text, statement);
      }
      try {
        return (await run(steps, as)) as Result<R>[];
      } finally {
        for (const text of unknown) if (text.length > MAX_PREPARED_CHARS) obsolete.push(as.get(text)?.name ?? '');
      }
    },
    knows: (sql) => prepared.has(sql),
    async script(sql) {
      if (isSpent) throw new RefusedStep({ command: sql }, spent());
      for (const answer of await send([serialize.query(sql)]))
        if (answer instanceof messages.DatabaseError) throw new RefusedStep({ command: sql }, answer);
    },
    forget() {
      obsolete.push(...[...prepared.values()].map(({ name }) => name));
      prepared.clear();
    },
    keep: () => engine.syncToFs(),
    close: () => engine.close(),
  };
}
