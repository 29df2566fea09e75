/** What the designer shows and what is chosen in it. */
import { create } from 'zustand';
import type { Design, DesignNav, Place } from '../../kernel/authoring/design/design';

export const SECTIONS = ['models', 'relations', 'menu', 'access', 'actions'] as const;
export type Section = (typeof SECTIONS)[number];

interface DesignerState {
  section: Section;
  /** Index of the model that is open. */
  model: number;
  /** Path of what is chosen, its steps joined by `/`. */
  selected: string;
  /** The text that is drawn; null while the designer is not there. */
  readText: string | null;
}

export const useDesigner = create<DesignerState>(() => ({ section: 'models', model: 0, selected: '', readText: null }));

/** Resolves once what is drawn is read from `text` or a newer text, or nothing is drawn any more. */
export function drawn(text: string): Promise<void> {
  const before = useDesigner.getState().readText;
  if (before === text || before === null) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useDesigner.subscribe(({ readText }) => {
      if (readText === before) return;
      stop();
      resolve();
    });
  });
}

type Path = readonly (string | number)[];

export const keyOf = (path: Path): string => path.join('/');

/** The part of the designer that shows a path. */
function sectionOf(path: Path): Section | null {
  if (path[0] === 'models') return 'models';
  if (path[0] === 'rbac') return 'access';
  if (path[0] === 'contributions' && path[1] === 'navigation') return 'menu';
  if (path[0] === 'contributions' && path[1] === 'actions') return 'actions';
  return null;
}

/** Chooses what stands at a path, and shows the part of the designer that it is in. */
export function selectPath(path: Path): void {
  const section = sectionOf(path);
  const isRelation = path[0] === 'models' && path[2] === 'relations';
  useDesigner.setState((state) => ({
    section: isRelation ? 'relations' : (section ?? state.section),
    model: path[0] === 'models' && typeof path[1] === 'number' ? path[1] : state.model,
    selected: keyOf(path),
  }));
}

const withItems = (entries: readonly DesignNav[]): Place[] => entries.flatMap((entry) => [entry, ...withItems(entry.items)]);

/** Everything in a design that can be chosen. */
export function placesOf(design: Design): Place[] {
  return [
    ...design.models.flatMap((model) => [model, ...model.columns, ...model.columns.flatMap(({ options }) => options), ...model.relations]),
    ...withItems(design.navigation),
    ...design.roles,
    ...design.permissions,
    ...design.actions,
    ...design.actions.flatMap(({ fields }) => fields),
  ];
}

/** The smallest part of the design that an offset of the text lies in. */
export function placeAt(design: Design, offset: number): Place | null {
  const around = placesOf(design).filter((place) => offset >= place.offset && offset <= place.offset + place.length);
  return around.reduce<Place | null>((best, place) => (best === null || place.length < best.length ? place : best), null);
}
