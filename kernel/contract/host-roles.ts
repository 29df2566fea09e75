/** Roles that every host has. An addon adds to them what concerns its own models; the rest is the host's to fill. */
export const HOST_ROLES: ReadonlySet<string> = new Set(['owner', 'admin', 'agent', 'viewer']);

/** The grant of everything, which only the host gives. */
export const EVERYTHING = '*';
