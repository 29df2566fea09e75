import { beforeEach, describe, expect, it } from 'vitest';
import { goInTour, leaveTour, startTour, TOUR, useTour } from './state';

const at = (): number | null => useTour.getState().at;

describe('the tour', () => {
  beforeEach(leaveTour);

  it('has six steps and ends with the export', () => {
    expect(TOUR).toHaveLength(6);
    expect(TOUR.at(-1)).toBe('export');
  });

  it('goes on and back, and never past its ends', () => {
    startTour();
    goInTour(-1);
    expect(at()).toBe(0);
    for (let step = 0; step < 9; step += 1) goInTour(1);
    expect(at()).toBe(5);
    goInTour(-1);
    expect(at()).toBe(4);
  });

  it('goes nowhere while nobody takes it', () => {
    goInTour(1);
    expect(at()).toBeNull();
  });
});
