/** Hosts differ in what they do with the address of a tool; a project says which one it looks at (`host_profile`). */

/** `kernel`: addresses as they are written, POST, no parameters of v3. `templating`: filled in, checked, handed on. */
export type Profile = 'kernel' | 'templating';

export const PROFILES: readonly Profile[] = ['kernel', 'templating'];
export const DEFAULT_PROFILE: Profile = 'templating';

export const isProfile = (value: unknown): value is Profile => value === 'kernel' || value === 'templating';
