/** Whether the gallery of starters is open. */
import { create } from 'zustand';

export const useGallery = create<{ open: boolean }>(() => ({ open: false }));

export const openGallery = (): void => useGallery.setState({ open: true });

export const closeGallery = (): void => useGallery.setState({ open: false });

/** Opens it where the page's address asks for it (`?gallery`). The address goes, so that a reload does not ask again. */
export function openGalleryAsAddressed(): void {
  const query = new URLSearchParams(location.search);
  if (!query.has('gallery')) return;
  query.delete('gallery');
  history.replaceState(null, '', `${location.pathname}${query.size > 0 ? `?${query.toString()}` : ''}${location.hash}`);
  openGallery();
}
