/**
 * The one port through which the kernel reaches PostgreSQL. PGlite has a single session, so the port runs one operation
 * at a time and queues the rest; no transaction stays open across operations.
 */
import { KernelError } from '../errors';

export interface Result<R> {
  rows: R[];
  /** Rows inserted, updated or deleted. */
  affected: number;
  /** Of a statement that asked for plain texts: its columns, in order, with the oids of their types. */
  columns?: readonly { name: string; type: number }[];
}

/** For whom an operation runs: the row-level security of every addon table is bound to it. */
export interface Tenant {
  readonly organizationId: string;
  readonly userId: string;
  /** What the transaction is, for the journal (kernel/journal/origin.ts). */
  readonly origin?: string;
}

/** A statement and its parameters, as a query compiler hands them out. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Its parameters are texts or null, and its values are answered as the texts that PostgreSQL writes. */
  readonly asTexts?: boolean;
}

export type StatementObserver = (statement: Statement, milliseconds: number) => void;

/** What runs inside one transaction. */
export interface Session {
  /** Runs one statement by the extended protocol (a second statement in the text is refused by PostgreSQL). */
  run<R = Record<string, unknown>>(statement: Statement): Promise<Result<R>>;
  /** Runs a script of any number of statements. Only for text the kernel or an approved migration wrote. */
  script(sql: string): Promise<void>;
  /** Runs `work` behind a savepoint: when it throws, its changes are undone and the transaction goes on. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
}

export interface Database {
  /**
   * One transaction as the tenant, under a role without bypass. Commits when `work` resolves, rolls back when it throws.
   * `observe` hears of this transaction's statements; undefined costs nothing.
   * @throws KernelError `database_dead`; `transaction_aborted` when `work` hid a failed statement (PostgreSQL would roll back in silence)
   */
  asTenant<T>(tenant: Tenant, work: (session: Session) => Promise<T>, observe?: StatementObserver): Promise<T>;
  /**
   * Reads as the tenant: one message to the engine and one transaction, in which nothing can be written. `statements` is called at its
   * turn; what it throws is thrown. Answers a result for each of them.
   * @throws KernelError `database_dead`
   */
  readAsTenant<R = Record<string, unknown>>(
    tenant: Tenant,
    statements: () => readonly Statement[],
    observe?: StatementObserver,
  ): Promise<Result<R>[]>;
  /** Grows with every transaction that may have written: what was read stays true as long as it is the same. */
  changes(): number;
  /**
   * One transaction as the owner of every schema: installer and kernel bookkeeping, never a request's own SQL. `committed` is called
   * with the commit and before the next operation has its turn: what it changes is never seen without what was committed, nor
   * the other way round. It must not throw. `origin` tells the journal what the transaction is, as a tenant's does.
   */
  asOwner<T>(work: (session: Session) => Promise<T>, committed?: (value: T) => void, origin?: string): Promise<T>;
  /**
   * Answers when the engine is alive: `select 1` must bring exactly one row, because a broken engine answers queries
   * with no rows and no error. @throws KernelError `database_dead`
   */
  health(): Promise<void>;
  /** Hears of every statement and how long it took; undefined (the default) costs nothing. */
  onStatement: StatementObserver | undefined;
  /** Once what waits has its answer. Whatever is asked later is refused (`database_closed`). Closing again does nothing. */
  close(): Promise<void>;
}

/** What PostgreSQL said about a statement it refused. */
export interface SqlFault {
  sqlState: string;
  detail?: string | undefined;
  hint?: string | undefined;
  table?: string | undefined;
  column?: string | undefined;
  constraint?: string | undefined;
}

/** A statement that PostgreSQL refused. `code` is `sql_error`; `fault` carries the SQLSTATE and the names involved. */
export class SqlError extends KernelError {
  readonly fault: SqlFault;

  constructor(message: string, fault: SqlFault, cause: unknown) {
    super('sql_error', message, { cause, details: { ...fault } });
    this.name = 'SqlError';
    this.fault = fault;
  }
}
