import { describe, expect, it } from 'vitest';
import fc from '../../../kernel/testing/property';
import { fromLocalInput, isInstantField, toLocalInput } from './instant';
import { shownDate } from './shown-date';
import { localAt, startOfDay } from './zone';

const LA = 'America/Los_Angeles';
const ZONES = [LA, 'Pacific/Kiritimati', 'Europe/Berlin', 'America/Mexico_City', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];

describe('isInstantField', () => {
  it.each([
    ['datetime', '', true],
    ['timestamptz', null, true],
    ['date', '2026-11-20T10:30:00Z', true],
    ['date', '2026-11-20T00:00:00Z', false],
    ['date', '2026-11-20', false],
    ['date', '', false],
    ['text', '2026-11-20T10:30:00Z', false],
  ])('%s holding %j: %s', (type, value, expected) => {
    expect(isInstantField({ type }, value)).toBe(expected);
  });
});

describe('a point in time in a form', () => {
  it('is the same instant on the way there and back, in every zone', () => {
    const seconds = fc.integer({ min: Date.UTC(1971, 0, 2) / 1000, max: Date.UTC(2100, 0, 1) / 1000 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), seconds, (zone, second) => {
        const instant = new Date(second * 1000).toISOString();
        expect(fromLocalInput(toLocalInput(instant, zone), zone, instant).value).toBe(instant);
      }),
    );
  });

  it('can be either of the two half past one when summer time ends', () => {
    expect(fromLocalInput('2026-11-01T01:30', LA)).toEqual({
      value: '2026-11-01T08:30:00.000Z',
      choices: ['2026-11-01T08:30:00.000Z', '2026-11-01T09:30:00.000Z'],
      isSkipped: false,
    });
    expect(fromLocalInput('2026-11-01T01:45', LA, '2026-11-01T09:30:00.000Z').value).toBe('2026-11-01T09:45:00.000Z');
    expect(fromLocalInput('2026-11-01T01:45', LA, '2026-11-01T08:30:00.000Z').value).toBe('2026-11-01T08:45:00.000Z');
    expect(fromLocalInput('2026-11-01T01:45', LA, '2026-12-01T08:30:00.000Z').value).toBe('2026-11-01T08:45:00.000Z');
  });

  it.each([
    [LA, '2026-03-08T02:30', '2026-03-08T10:30:00.000Z', '2026-03-08T03:30'],
    ['Europe/Berlin', '2026-03-29T02:15', '2026-03-29T01:15:00.000Z', '2026-03-29T03:15'],
    ['Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-03T15:40:00.000Z', '2026-10-04T02:40'],
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00:00.000Z', '2011-12-31T12:00'],
  ])('in %s that the clocks leap over (%s) moves on, and says so', (zone, written, value, shown) => {
    expect(fromLocalInput(written, zone)).toEqual({ value, choices: [value], isSkipped: true });
    expect(toLocalInput(value, zone)).toBe(shown);
  });

  it('keeps its seconds', () => {
    expect(toLocalInput('2026-07-04T10:00:07Z', 'UTC')).toBe('2026-07-04T10:00:07');
  });

  it.each(['', null, undefined, 'soon', '0001-01-01T00:00:00Z', 7])('shows %j as empty', (value) => {
    expect(toLocalInput(value, 'UTC')).toBe('');
  });

  it.each(['', 'soon'])('writes %j as empty', (text) => {
    expect(fromLocalInput(text, 'UTC')).toEqual({ value: '', choices: [], isSkipped: false });
  });
});

describe('a day is not an instant', () => {
  it.each(ZONES)('seen from %s it stays that day', (zone) => {
    expect(shownDate('2026-07-04', 'date', 'en-US', zone)).toEqual({ display: 'July 4, 2026' });
    expect(shownDate('2026-07-04', 'datetime', 'de-DE', zone)).toEqual({ display: '4. Juli 2026' });
  });

  it.each([
    ['2026-11-15T03:30:00Z', 'datetime', LA, 'Nov 14, 2026, 7:30 PM'],
    ['2026-11-15T03:30:00Z', 'timestamptz', 'Pacific/Kiritimati', 'Nov 15, 2026, 5:30 PM'],
    ['2026-11-15T03:30:00Z', 'date', LA, 'November 14, 2026'],
  ])('an instant (%s as %s) is shown in the viewer’s zone, with its time', (value, renderAs, zone, display) => {
    expect(shownDate(value, renderAs, 'en-US', zone)?.display.replaceAll('\u202f', ' ')).toBe(display);
  });

  it('the two half past one of a night are told apart', () => {
    const title = (value: string) => shownDate(value, 'datetime', 'en-US', LA)?.title?.replaceAll('\u202f', ' ');
    expect([title('2026-11-01T08:30:00Z'), title('2026-11-01T09:30:00Z')]).toEqual([
      'November 1, 2026 at 01:30:00 AM PDT',
      'November 1, 2026 at 01:30:00 AM PST',
    ]);
  });

  it.each([null, undefined, '', 'soon', '0001-01-01T00:00:00Z', {}])('%j is no date', (value) => {
    expect(shownDate(value, 'date', 'en-US', 'UTC')).toBeNull();
  });

  it('begins where its zone says', () => {
    expect(new Date(startOfDay('2026-11-15', LA)).toISOString()).toBe('2026-11-15T08:00:00.000Z');
    // Midnight itself does not exist on this day.
    expect(localAt(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe('2018-11-04T01:00:00');
  });
});
