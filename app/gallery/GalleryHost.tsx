import { Late, late } from '../deploy/late';
import { closeGallery, useGallery } from './state';

const GalleryDialog = late(() => import('./GalleryDialog'));

/** The gallery's place in the window: nothing of it is loaded before somebody opens it, or the page has nothing else to do. */
export function GalleryHost() {
  const open = useGallery((state) => state.open);
  return <Late onClose={closeGallery}>{open && <GalleryDialog />}</Late>;
}
