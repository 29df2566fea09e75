/** Guided forms for documents with lines. */

export const IDENTIFIER = /^[a-z][a-z0-9_]*$/;
