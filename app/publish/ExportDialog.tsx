import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  Tabs,
  TabsContent,
  TabsList,
  TabsTrigger,
} from '@asteby/metacore-ui/primitives';
import { useCallback, useEffect, useState } from 'react';
import type { StoredKey } from '../../workers/project-store';
import { useFocusReturn } from '../dialog/focus-return';
import { useStrings } from '../i18n/language';
import { projectStore } from '../workspace/kept';
import { BundleTab } from './BundleTab';
import { NO_KEY } from './KeyPicker';
import { KeysTab } from './KeysTab';
import { listKeys } from './keys';
import { ListingTab } from './ListingTab';
import { ReviewTab } from './ReviewTab';
import { usePublishStrings } from './strings';
import { UploadTab } from './UploadTab';

const TABS = ['bundle', 'review', 'listing', 'upload', 'keys'] as const;

/** Everything between a project and a marketplace: bundle, review, listing, upload, keys. */
export default function ExportDialog({ onClose }: { onClose: () => void }) {
  const strings = useStrings();
  const publish = usePublishStrings();
  const returnFocus = useFocusReturn(true);
  const [keys, setKeys] = useState<StoredKey[]>([]);
  const [chosen, setChosen] = useState(NO_KEY);

  const show = useCallback((stored: StoredKey[], choose?: string) => {
    setKeys(stored);
    setChosen((before) => {
      const wanted = choose ?? before;
      return stored.some(({ name }) => name === wanted) ? wanted : (stored[0]?.name ?? NO_KEY);
    });
  }, []);
  const refresh = (choose?: string) => {
    const store = projectStore();
    if (store) void listKeys(store).then((stored) => show(stored, choose));
  };
  useEffect(() => {
    const store = projectStore();
    if (store) void listKeys(store).then((stored) => show(stored));
  }, [show]);

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-x-hidden overflow-y-auto sm:max-w-2xl" onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.exporting.title}</DialogTitle>
          <DialogDescription>{strings.exporting.intro}</DialogDescription>
        </DialogHeader>
        <Tabs defaultValue="bundle" className="min-w-0">
          <TabsList aria-label={publish.tabsLabel} className="h-auto flex-wrap">
            {TABS.map((tab) => (
              <TabsTrigger key={tab} value={tab} className="h-8 flex-none">
                {publish.tabs[tab]}
              </TabsTrigger>
            ))}
          </TabsList>
          <TabsContent value="bundle">
            <BundleTab keys={keys} chosen={chosen} onChoose={setChosen} onMade={(made) => refresh(made.name)} onClose={onClose} />
          </TabsContent>
          <TabsContent value="review">
            <ReviewTab />
          </TabsContent>
          <TabsContent value="listing">
            <ListingTab />
          </TabsContent>
          <TabsContent value="upload">
            <UploadTab signer={keys.find(({ name }) => name === chosen) ?? null} />
          </TabsContent>
          <TabsContent value="keys">
            <KeysTab keys={keys} onChanged={() => refresh()} />
          </TabsContent>
        </Tabs>
      </DialogContent>
    </Dialog>
  );
}
