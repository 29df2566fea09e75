import { expect, it } from 'vitest';
import { installError } from '../../kernel/lifecycle/messages';
import { refusalSentence } from './refusal';

it('a refusal of the installer is said in the language of the page', () => {
  const { code, message, details } = installError('needs_rebuild', { table: 'tickets' });
  const said = (locale: 'en' | 'es') => refusalSentence({ code, message, details }, locale);
  expect(said('en')).toBe(message);
  expect(said('es')).toBe(
    'tickets: cambiar la clave primaria o la columna de la organización exige crear de nuevo la tabla, que tiene filas. Restablezca los datos del complemento para seguir. No se cambió nada.',
  );
});

it.each(['storage_full', 'database_newer', 'deadline_exceeded', 'outcome_unknown', 'kernel_stopped'])(
  'so is what became of the call: %s',
  (code) => {
    const said = (['en', 'es'] as const).map((locale) => refusalSentence({ code, message: 'raw', details: {} }, locale));
    expect(new Set([...said, 'raw']).size).toBe(3);
  },
);

it('what nobody put into words stays as it is told', () => {
  for (const code of ['internal_error', 'constructor'])
    expect(refusalSentence({ code, message: 'relation is gone', details: {} }, 'es')).toBe('relation is gone');
});
