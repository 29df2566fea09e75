import type { Database } from '../database/port';

/** The database, with an ear for what it could not do. */
export function withFailureListener(database: Database, onFailure: (error: unknown) => void): Database {
  const noting = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      onFailure(error);
      throw error;
    });
  return {
    asTenant: (tenant, work, observe) => noting(database.asTenant(tenant, work, observe)),
    readAsTenant: (tenant, statements, observe) => noting(database.readAsTenant(tenant, statements, observe)),
    changes: () => database.changes(),
    asOwner: (work, committed, origin) => noting(database.asOwner(work, committed, origin)),
    health: () => database.health(),
    close: () => database.close(),
    get onStatement() {
      return database.onStatement;
    },
    set onStatement(observer) {
      database.onStatement = observer;
    },
  };
}
