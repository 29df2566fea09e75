const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a uuid in the usual spelling: groups with hyphens, no braces. */
export const isUuid = (text: string): boolean => UUID.test(text);
