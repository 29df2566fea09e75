import { describe, expect, it } from 'vitest';
import { readAppearance } from './appearance';

describe('readAppearance', () => {
  it.each([
    ['#theme=dark&lang=es', false, { theme: 'dark', language: 'es' }],
    ['#theme=light&lang=en', true, { theme: 'light', language: 'en' }],
    ['#lang=es-MX', true, { theme: 'dark', language: 'es' }],
    ['', false, { theme: 'light', language: 'en' }],
    ['#theme=pink&lang=fr', true, { theme: 'dark', language: 'en' }],
  ])('%j on a system that prefers dark: %s', (hash, prefersDark, expected) => {
    expect(readAppearance(hash, prefersDark)).toEqual(expected);
  });
});
