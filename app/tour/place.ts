/** Where on the page a step of the tour points. */
import { useEffect, useState } from 'react';
import { showArea } from '../layout/layout';
import type { TourStep } from './state';

/** What each step points at; elements that are marked for it carry its name. */
const PLACES: Readonly<Record<TourStep, string>> = {
  text: '[data-area=editor]',
  screens: '[data-area=preview]',
  change: '[data-area=preview]',
  person: '[data-tour=person]',
  help: '[data-testid=problem-count]',
  export: '[data-tour=export]',
};

/** The areas that have to be in sight for a step, where one has the window. */
const AREAS: Partial<Record<TourStep, 'editor' | 'preview'>> = { text: 'editor', screens: 'preview', change: 'preview', person: 'preview' };

/** The place of a step in the window; a point in its middle where what it points at is not shown. It follows the window's size. */
export function usePlace(step: TourStep): DOMRect {
  const [place, setPlace] = useState(() => new DOMRect());
  useEffect(() => {
    const area = AREAS[step];
    if (area) showArea(area);
    const element = document.querySelector(PLACES[step]);
    const measure = (): void => {
      const rect = element?.getBoundingClientRect();
      const isShown = rect !== undefined && rect.width > 0 && rect.height > 0;
      setPlace(isShown ? rect : new DOMRect(innerWidth / 2, innerHeight / 2, 0, 0));
    };
    const observer = new ResizeObserver(measure);
    // An observer speaks once when it begins: that is the first measure.
    observer.observe(document.documentElement);
    if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [step]);
  return place;
}
