export declare const BROWSER_VARIABLE: string;

export interface Surroundings {
  env: Record<string, string | undefined>;
  isExecutable: (path: string) => boolean;
  isRoot: boolean;
  hasApt: () => boolean;
}

export type BrowserChoice = { kind: 'use'; path: string; why: string } | { kind: 'install-package' } | { kind: 'download' };

export declare function chooseBrowser(surroundings: Surroundings): BrowserChoice;
export declare function ensureBrowser(): string | null;
