export function nameBuild(site: string, version: string): string;
export function carryAlong(site: string, published: string): void;
