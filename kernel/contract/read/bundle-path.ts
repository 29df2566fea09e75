/** Native services: paths inside the bundle, times, secrets, addresses, programs for each platform. */

/** A path below the bundle as the host writes it: no empty, `.` or `..` part. */
export const isClean = (path: string): boolean => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
