/** Version of the playground, named in the links it makes. */
export const APP_VERSION = '0.1.0';
