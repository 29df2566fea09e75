import { describe, expect, it } from 'vitest';
import { labelTexts } from './label-texts';

const FILES = {
  'manifest.json': '{}',
  'locales/es.json': JSON.stringify({ Title: 'Título', 'notes.title': 'Nota', tickets: { status: 'Estado' }, 'To do.': 'Por hacer.' }),
  'locales/en.json': JSON.stringify({ 'notes.title': 'Note', 'notes.only': 'Only here' }),
};

describe('the text of a label', () => {
  it.each([
    ['Title', 'es', 'Título'],
    ['To do.', 'es', 'Por hacer.'],
    ['notes.title', 'es', 'Nota'],
    ['notes.title', 'en', 'Note'],
    ['tickets.status', 'es', 'Estado'],
    ['tickets.status', 'en', 'Estado'],
    ['notes.only', 'es', 'Only here'],
  ])('%j is read in %s as %j', (label, language, text) => {
    expect(labelTexts(FILES, language)(label)?.text).toBe(text);
  });

  it.each([
    ['Title', 'en'],
    ['Unknown', 'es'],
    ['tickets', 'es'],
    ['constructor', 'es'],
  ])('%j is its own text in %s', (label, language) => {
    expect(labelTexts(FILES, language)(label)).toBeNull();
  });

  it('is told with its place, so that a new one is written there', () => {
    expect(labelTexts(FILES, 'es')('tickets.status')).toEqual({ path: 'locales/es.json', steps: ['tickets', 'status'], text: 'Estado' });
  });

  it('is found nowhere in a file that is half written', () => {
    expect(labelTexts({ 'locales/es.json': '{"Title": "Tít' }, 'es')('Title')).toBeNull();
  });
});
