/** The choices of fields: when they are offered, how they are filtered, what is sent with them. */

/** Sent with every choice, whatever the options say. */
export const RESERVED_EXTRAS = new Set(['id', 'value', 'label', 'name', 'description', 'image', 'color', 'icon']);
