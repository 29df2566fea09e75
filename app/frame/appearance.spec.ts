import { describe, expect, it } from 'vitest';
import { readAppearance } from './appearance';

describe('readAppearance', () => {
  it.each([
    ['#theme=dark&lang=es&locale=es-MX', false, { theme: 'dark', language: 'es', locale: 'es-MX' }],
    ['#theme=light&lang=en&locale=en-DE', true, { theme: 'light', language: 'en', locale: 'en-DE' }],
    ['#lang=es-MX', true, { theme: 'dark', language: 'es', locale: 'es' }],
    ['', false, { theme: 'light', language: 'en', locale: 'en-US' }],
    ['#theme=pink&lang=fr&locale=fr-FR', true, { theme: 'dark', language: 'en', locale: 'en-US' }],
  ])('%j on a system that prefers dark: %s', (hash, prefersDark, expected) => {
    expect(readAppearance(hash, prefersDark)).toEqual(expected);
  });
});
