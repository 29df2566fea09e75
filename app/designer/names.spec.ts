import { describe, expect, it } from 'vitest';
import { columnName, free, modelKey } from './names';

describe('names from what people write', () => {
  it.each([
    ['Due date', 'due_date'],
    ['Fecha límite', 'fecha_limite'],
    ['  E-mail  ', 'e_mail'],
    ['2nd name', 'nd_name'],
    ['ñ', 'n_'],
    ['!?', ''],
  ])('a column called %j is %j', (label, name) => {
    expect(columnName(label)).toBe(name);
  });

  it.each([
    ['Books', 'Book'],
    ['Book copies', 'BookCopy'],
    ['Boxes', 'Box'],
    ['Préstamos', 'Prestamo'],
    ['Reservaciones', 'Reservacion'],
    ['Autores', 'Autor'],
    ['Glass', 'Glass'],
  ])('a model of %j is %j', (label, key) => {
    expect(modelKey(label)).toBe(key);
  });

  it('what is taken gets a number', () => {
    expect(free('name', new Set(['name', 'name_2']))).toBe('name_3');
    expect(free('', new Set(['']))).toBe('');
  });
});
