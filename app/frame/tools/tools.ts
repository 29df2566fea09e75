/** Which of the frame's own pages the installed addons give something to show. */

export const TOOLS = ['dashboard', 'documents', 'approvals', 'automation', 'tools', 'connectors', 'settings'] as const;
export type Tool = (typeof TOOLS)[number];

/** Reads the answer of `GET /playground/pages`: what is no page of the frame is left out. */
export const toolsOf = (pages: unknown): Tool[] => (Array.isArray(pages) ? TOOLS.filter((tool) => pages.includes(tool)) : []);
