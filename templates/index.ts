/**
 * The starter addons with their files as text. The texts are generated (`generated/templates.ts`), because neither Vite's
 * `?raw` imports nor Node's file system can be used by the other.
 */
export { TEMPLATES } from '../generated/templates';
export type { Template } from './template';
