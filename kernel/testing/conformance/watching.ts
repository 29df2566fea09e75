import type { Case } from './case';
export const WATCHING: readonly Case[] = [];
