import { useEffect, useState } from 'react';
import { useApi, useMetadataCache } from '@asteby/metacore-runtime-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { modelsNavigation, readNavigation, screensOf, type NavigationGroup } from './navigation';
import type { PortLink } from './port';
import { onManifestChange } from './realtime';
import { toolsOf, type Tool } from './tools/tools';

export interface Navigation {
  groups: readonly NavigationGroup[];
  /** Pages beside the addons' own that have something to show. */
  tools: readonly Tool[];
  /** Changes with the installed manifest; part of the key of whatever was drawn from metadata. */
  generation: string;
}

/**
 * The menu, kept up to date: a change of an installed manifest drops the cached metadata and asks anew. The old menu and
 * its screens stay until the new menu is there, so that an edit does not blink.
 */
export function useNavigation(link: PortLink) {
  const api = useApi();
  const { t } = useTranslation();
  const [generation, setGeneration] = useState('');
  useEffect(
    () =>
      onManifestChange(link, ({ addonKey, newHash, timestamp }) => {
        useMetadataCache.getState().clearAll();
        setGeneration(`${addonKey}:${newHash}:${timestamp}`);
      }),
    [link],
  );
  return useQuery({
    queryKey: ['navigation', generation],
    queryFn: async (): Promise<Navigation> => {
      const [menu, pages] = await Promise.all([api.get('/metacore/navigation'), api.get('/playground/pages')]);
      const groups = readNavigation(menu.data);
      const tools = toolsOf((pages.data as { data?: unknown }).data);
      // An addon without a menu still has models a person wants to see.
      if (screensOf(groups).length > 0) return { groups, tools, generation };
      const all = modelsNavigation((await api.get('/metadata/all')).data, t('frame.models'));
      return { groups: [...groups, ...all], tools, generation };
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}
