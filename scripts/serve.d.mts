import type { Server } from 'node:http';

export declare function serve(folder: string, options?: { port?: number; prefix?: string }): Promise<Server>;
