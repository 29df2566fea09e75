import { useMemo, useState, type ReactNode } from 'react';
import { ApiProvider, OrgRuntimeProvider, RealtimeProvider } from '@asteby/metacore-runtime-react';
import { Toaster } from '@asteby/metacore-ui/primitives';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { I18nextProvider } from 'react-i18next';
import type { Appearance } from './appearance';
import { createClient } from './client';
import { createI18n } from './i18n';
import type { PortLink } from './port';
import { createRealtime } from './realtime';
import { DiscardQuestion } from './typed/question';
import { timeZone } from './values/zone';

interface ProvidersProps {
  link: PortLink;
  appearance: Appearance;
  children: ReactNode;
}

/** Everything the runtime expects above a page. Drawn anew (by key) when the language changes: labels come translated. */
export function Providers({ link, appearance, children }: ProvidersProps) {
  const { language, theme, locale } = appearance;
  const [queryClient] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } } }));
  const i18n = useMemo(() => createI18n(locale), [locale]);
  const client = useMemo(() => createClient(link, () => language), [link, language]);
  const realtime = useMemo(() => createRealtime(link), [link]);
  return (
    <QueryClientProvider client={queryClient}>
      <I18nextProvider i18n={i18n}>
        <ApiProvider client={client}>
          <RealtimeProvider client={realtime} defaultRealtime>
            <OrgRuntimeProvider timeZone={timeZone()}>{children}</OrgRuntimeProvider>
            <DiscardQuestion />
            <Toaster theme={theme} position="top-center" />
          </RealtimeProvider>
        </ApiProvider>
      </I18nextProvider>
    </QueryClientProvider>
  );
}
