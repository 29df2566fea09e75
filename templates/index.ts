/**
 * The starter addons with their files as text, for Node. The page takes `cards.ts`, which loads a template when it is opened. The texts are
 * generated (`generated/templates.ts`), because neither Vite's `?raw` imports nor Node's file system can be used by the other.
 */
export { TEMPLATES } from '../generated/templates';
export type { Template } from './template';
