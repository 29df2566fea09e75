import { Button, Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '@asteby/metacore-ui/primitives';
import { summaryOf } from '../../kernel/link/summary';
import type { Provenance } from '../../kernel/project/provenance';
import { visible } from '../../kernel/values/visible';
import { useArrivalStrings } from '../arrival/use-strings';
import { useFocusReturn } from '../dialog/focus-return';
import { useLanguage, useStrings } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { NameForm } from './NameForm';
import { useProjectStrings } from './strings';

function Entry({ entry }: { entry: Provenance }) {
  const strings = useProjectStrings();
  const language = useLanguage((state) => state.language);
  const kind = entry.kind === undefined ? strings.source : strings.from[entry.kind];
  const what = visible(`${kind} · ${entry.title}`);
  const details = [
    entry.place,
    entry.app === '' ? undefined : strings.playground(entry.app),
    entry.at === undefined ? undefined : new Date(entry.at).toLocaleString(language),
    entry.signer === undefined ? undefined : `${strings.signer} ${entry.signer}`,
    entry.digest === undefined ? undefined : `${strings.digest} ${entry.digest}`,
  ].filter((detail) => detail !== undefined);
  return (
    <li className="min-w-0">
      <p className="break-words">{entry.isFork === true ? strings.forkOf(what) : what}</p>
      {details.map((detail) => (
        <p key={detail} className="text-muted-foreground text-xs break-all">
          {visible(detail)}
        </p>
      ))}
    </li>
  );
}

interface AboutDialogProps {
  onClose: () => void;
  onFork: () => void;
  /** It was opened for the name. */
  renaming: boolean;
}

/** What the project is, what it is called, where it is kept, and the way it came here. */
export default function AboutDialog({ onClose, onFork, renaming }: AboutDialogProps) {
  const strings = useProjectStrings();
  const arrival = useArrivalStrings();
  const common = useStrings();
  const returnFocus = useFocusReturn(true);
  const project = useWorkspace((state) => state.project);
  const unkept = useWorkspace((state) => state.unkept);
  if (!project) return null;
  const about = summaryOf(project.files);
  const { facts } = arrival;
  const rows = [
    [facts.addon, about.name === '' ? about.addon : `${about.name} (${about.addon})`],
    [facts.version, about.version],
    [facts.size, arrival.size(about.files, about.bytes)],
    [strings.kept, unkept ? strings.unkept : strings.keptHere],
  ];
  const provenance = project.provenance ?? [];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-h-[90dvh] overflow-x-hidden overflow-y-auto" onCloseAutoFocus={returnFocus}>
        <DialogHeader>
          <DialogTitle>{strings.about}</DialogTitle>
          <DialogDescription>{strings.aboutText}</DialogDescription>
        </DialogHeader>
        <NameForm name={project.name} autoFocus={renaming} />
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {rows.map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-muted-foreground">{label}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
        <section aria-label={strings.provenance} className="min-w-0 space-y-1 text-sm">
          <h3 className="font-medium">{strings.provenance}</h3>
          {provenance.length === 0 ? (
            <p className="text-muted-foreground">{strings.unknown}</p>
          ) : (
            <ol className="min-w-0 space-y-2" data-testid="provenance">
              {provenance.map((entry, index) => (
                <Entry key={`${String(index)} ${entry.title}`} entry={entry} />
              ))}
            </ol>
          )}
        </section>
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {common.close}
          </Button>
          <Button onClick={onFork}>{strings.fork}</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
