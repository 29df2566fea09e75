/** What the generated validators report for one fault (the fields of Ajv's errors that are kept). */
export interface SchemaError {
  /** JSON pointer to the value that was looked at. */
  instancePath: string;
  /** Where in the schema the keyword stands. */
  schemaPath: string;
  keyword: string;
  params: Readonly<Record<string, unknown>>;
}

/**
 * A validator generated from a schema. It returns the verdict; the faults of the last call are in `errors`, at most
 * `MAX_SCHEMA_ERRORS` of them, so that a large document that is wrong everywhere costs no more than one that is right.
 */
export interface SchemaValidator {
  (document: unknown): boolean;
  /** An entry is missing where a fault was counted but not kept. */
  errors: (SchemaError | undefined)[] | null;
}
