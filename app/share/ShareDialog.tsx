import {
  Button,
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  Tabs,
  TabsContent,
  TabsList,
  TabsTrigger,
} from '@asteby/metacore-ui/primitives';
import { useMemo, useState } from 'react';
import { messageOf } from '../../kernel/errors';
import type { StoredKey } from '../../workers/project-store';
import { problemSentence } from '../arrival/sentences';
import { useFocusReturn } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { BadgeTab } from './BadgeTab';
import { EmbedTab } from './EmbedTab';
import { LinkTab } from './LinkTab';
import { keysIn, type Made } from './make-link';
import { QrTab } from './QrTab';
import { SignedBy, useSigningKeys } from './SignedBy';
import { type ShareStrings, useShareStrings } from './strings';
import { type SharedAs, useMade } from './use-made';
import { WhatIsShared } from './WhatIsShared';

type Copied = keyof ShareStrings['copied'];

/** Why there is no link, and what helps. */
function NoLink({ made }: { made: Exclude<Made, { url: string }> }) {
  const strings = useShareStrings();
  const language = useLanguage((state) => state.language);
  if ('failure' in made)
    return (
      <p role="alert" className="text-sm">
        {problemSentence(made.failure, language)}
      </p>
    );
  return (
    <div role="alert" className="min-w-0 space-y-1 text-sm">
      <p>{strings.tooLong(made.chars, 65_536)}</p>
      <ul className="list-inside list-disc">
        {made.tooLong.map(({ path, chars }) => (
          <li key={path}>
            <span className="font-mono break-all">{path}</span> · {chars.toLocaleString(language)}
          </li>
        ))}
      </ul>
      <p>{strings.tooLongCure}</p>
    </div>
  );
}

/** The project as a link, a QR code, an embedded view and a badge: its size beside the limit, and what does not fit by name. */
export default function ShareDialog({ onClose }: { onClose: () => void }) {
  const common = useStrings();
  const strings = useShareStrings();
  const returnFocus = useFocusReturn(true);
  const project = useWorkspace((state) => state.project);
  const [shared, setShared] = useState<SharedAs>({ kind: 'project', view: {} });
  const [told, setTold] = useState('');
  const page = `${location.origin}${location.pathname}`;
  const signingKeys = useSigningKeys();
  const [signer, setSigner] = useState<StoredKey | null>(null);
  const { made, isMaking } = useMade({ page, project, shared, signer });
  const keys = useMemo(() => (project && shared.kind === 'project' ? keysIn(project) : []), [project, shared.kind]);
  const copy = (what: Copied, text: string): void => {
    navigator.clipboard.writeText(text).then(
      () => setTold(strings.copied[what]),
      (error: unknown) => setTold(strings.failed(messageOf(error))),
    );
  };
  const choose = (key: StoredKey | null): void => {
    setSigner(key);
    setTold('');
  };
  if (!project) return null;
  const url = made !== null && 'url' in made ? made.url : null;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-x-hidden overflow-y-auto sm:max-w-xl" onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.title}</DialogTitle>
          <DialogDescription>{strings.intro}</DialogDescription>
        </DialogHeader>
        <WhatIsShared shared={shared} onShared={setShared} />
        {shared.kind === 'project' && signingKeys && <SignedBy keys={signingKeys} signer={signer} onSigner={choose} />}
        {keys.length > 0 && <p className="text-sm break-words">{strings.keysOut(keys.join(', '))}</p>}
        {made !== null && !('url' in made) && <NoLink made={made} />}
        {made !== null && 'url' in made && (
          // The link of a moment ago is not the one that is wanted: it stays in sight, and nobody takes it.
          <Tabs defaultValue="link" className="min-w-0" onValueChange={() => setTold('')} aria-busy={isMaking} inert={isMaking}>
            <TabsList aria-label={strings.tabsLabel} className="h-auto flex-wrap">
              {(['link', 'qr', 'embed', 'badge'] as const).map((tab) => (
                <TabsTrigger key={tab} value={tab}>
                  {strings.tabs[tab]}
                </TabsTrigger>
              ))}
            </TabsList>
            <TabsContent value="link">
              <LinkTab made={made} onCopy={(text) => copy('link', text)} />
            </TabsContent>
            <TabsContent value="qr">
              <QrTab url={made.url} name={project.name} />
            </TabsContent>
            <TabsContent value="embed">
              <EmbedTab url={made.url} title={project.name} onCopy={(text) => copy('embed', text)} />
            </TabsContent>
            <TabsContent value="badge">
              <BadgeTab url={made.url} page={page} onCopy={(text) => copy('badge', text)} />
            </TabsContent>
          </Tabs>
        )}
        <p role="status" className="min-h-5 text-sm">
          {url === null ? '' : told}
        </p>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {common.close}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
