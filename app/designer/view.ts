/** Whether the manifest is shown as text or as a design. Apart from the designer, which comes later. */
import { create } from 'zustand';

export type ManifestView = 'text' | 'design';

export const useManifestMode = create<{ view: ManifestView }>(() => ({ view: 'text' }));

export const showManifestAs = (view: ManifestView): void => useManifestMode.setState({ view });
