import { Button, Input, Label, Textarea } from '@asteby/metacore-ui/primitives';
import { useId, useState } from 'react';
import { COMMON_LICENCES, isSpdx } from '../../kernel/publish/spdx';
import { useLanguage } from '../i18n/language';
import { MANIFEST, textOf } from '../project/project';
import { editFile } from '../workspace/edits';
import { useWorkspace } from '../workspace/workspace';
import { askPublishWorker } from './ask-workers';
import { setMetadata, viewOf } from './manifest-edit';
import { Screenshots } from './Screenshots';
import { usePublishStrings } from './strings';

const README = 'README.md';

const textMember = (value: unknown): string => (typeof value === 'string' ? value : '');
const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []);

function Integrity() {
  const strings = usePublishStrings().listing;
  const language = useLanguage((state) => state.language);
  const [told, setTold] = useState('');
  const fill = async () => {
    const { project } = useWorkspace.getState();
    if (!project) return;
    const text = textOf(project.files[MANIFEST]);
    const outcome = await askPublishWorker((api) => api.withIntegrity(text, project.files, language));
    if (!outcome.ok) setTold(outcome.message);
    else if (outcome.value === text) setTold(strings.nothingToFill);
    else {
      // Somebody may have typed meanwhile; their text is not overwritten.
      if (textOf(useWorkspace.getState().project?.files[MANIFEST]) === text) editFile(MANIFEST, outcome.value);
      setTold(strings.filled);
    }
  };
  return (
    <div className="space-y-1">
      <p className="text-sm font-medium">{strings.integrity}</p>
      <Button type="button" size="sm" variant="outline" onClick={() => void fill()}>
        {strings.fillIn}
      </Button>
      <p role="status" className="text-sm">
        {told}
      </p>
    </div>
  );
}

/** What the catalog shows: README, licence, screenshots; and the hash of the frontend. */
export function ListingTab() {
  const strings = usePublishStrings().listing;
  const ids = useId();
  const manifest = useWorkspace((state) => textOf(state.project?.files[MANIFEST]));
  const readme = useWorkspace((state) => state.project?.files[README]);
  const view = viewOf(manifest);
  if (!view) return <p role="alert">{strings.broken}</p>;
  const licence = textMember(view.metadata.license);
  return (
    <div className="space-y-4">
      <div className="space-y-1">
        <Label htmlFor={`${ids}licence`}>{strings.licence}</Label>
        <Input
          id={`${ids}licence`}
          list={`${ids}licences`}
          value={licence}
          maxLength={500}
          aria-describedby={`${ids}known`}
          aria-invalid={licence !== '' && !isSpdx(licence)}
          onChange={(event) => setMetadata('license', event.target.value === '' ? undefined : event.target.value)}
        />
        <datalist id={`${ids}licences`}>
          {COMMON_LICENCES.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <p id={`${ids}known`} className="text-muted-foreground text-sm">
          {licence === '' ? '' : isSpdx(licence) ? strings.licenceKnown : strings.licenceUnknown}
        </p>
      </div>
      <div className="space-y-1">
        <Label htmlFor={`${ids}readme`}>{strings.readme}</Label>
        <Textarea
          id={`${ids}readme`}
          rows={8}
          className="max-h-60 font-mono text-xs"
          value={typeof readme === 'string' ? readme : ''}
          onChange={(event) => {
            editFile(README, event.target.value);
            if (textMember(view.metadata.readme) === '') setMetadata('readme', README);
          }}
        />
      </div>
      <Screenshots names={namesIn(view.metadata.screenshots)} />
      <Integrity />
    </div>
  );
}
