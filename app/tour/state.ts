/** Which step of the tour is shown. */
import { create } from 'zustand';

/** What the tour goes through, in its order. It ends with the bundle that one takes home. */
export const TOUR = ['text', 'screens', 'change', 'person', 'help', 'export'] as const;
export type TourStep = (typeof TOUR)[number];

export const useTour = create<{ at: number | null }>(() => ({ at: null }));

export const startTour = (): void => useTour.setState({ at: 0 });

export const leaveTour = (): void => useTour.setState({ at: null });

/** Goes a step on or back; before the first and behind the last there is none. */
export function goInTour(by: 1 | -1): void {
  const { at } = useTour.getState();
  if (at === null) return;
  useTour.setState({ at: Math.min(Math.max(at + by, 0), TOUR.length - 1) });
}
