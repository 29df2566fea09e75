/** Made by the build, see scripts/vite/runtime-icons.ts. */
declare module 'frame:lucide' {
  import type { LucideIcon } from 'lucide-react';

  /** `Name=Alias=Alias,Name,…` for every icon of lucide. */
  export const names: string;
  export const subset: Readonly<Record<string, LucideIcon>>;
}
