/** Versions the playground advertises to documents of each contract. */
export const HOST_VERSIONS = { v2: '2.0.0', v3: '3.0.0' } as const;
