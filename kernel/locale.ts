/** Languages in which the playground speaks. */
export type Locale = 'en' | 'es';
