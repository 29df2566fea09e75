import { Button } from '@asteby/metacore-ui/primitives';
import { useRef, useState } from 'react';
import type { BundleDiff } from '../../kernel/bundle/diff';
import { BUNDLE_LIMITS, formatBytes } from '../../kernel/bundle/limits';
import { messageOf } from '../../kernel/errors';
import type { VersionAdvice } from '../../kernel/publish/advice';
import { useLanguage } from '../i18n/language';
import { useWorkspace } from '../workspace/workspace';
import { askPublishWorker } from './ask-workers';
import { Advice } from './Advice';
import { usePublishStrings } from './strings';

function Differences({ diff }: { diff: BundleDiff }) {
  const strings = usePublishStrings().review;
  if (diff.same) return <p className="text-sm">{strings.same}</p>;
  const size = (before: number | null, after: number | null): string =>
    [before, after]
      .filter((bytes) => bytes !== null)
      .map(formatBytes)
      .join(' → ');
  return (
    <>
      <ul className="max-h-48 overflow-y-auto text-xs" tabIndex={0} aria-label={strings.differences} data-testid="bundle-diff">
        {diff.files.map(({ path, change, before, after }) => (
          <li key={path} className="break-all">
            {strings.change[change]}: <code>{path}</code> {size(before, after)}
          </li>
        ))}
        {diff.manifest?.map(({ path, change, before, after }) => (
          <li key={`manifest${path}`} className="break-all">
            {strings.change[change]}: <code>{path}</code> <code>{[before, after].filter((value) => value !== undefined).join(' → ')}</code>
          </li>
        ))}
      </ul>
      <p className="text-muted-foreground text-xs">{strings.sizes(formatBytes(diff.unpacked.before), formatBytes(diff.unpacked.after))}</p>
    </>
  );
}

type State =
  | { step: 'none' }
  | { step: 'failed'; message: string }
  | {
      step: 'done';
      name: string;
      diff: BundleDiff;
      advice: VersionAdvice | null;
    };

/** The project against any bundle: files, values of the manifest, sizes. */
export function CompareBundle() {
  const strings = usePublishStrings().review;
  const language = useLanguage((state) => state.language);
  const files = useWorkspace((state) => state.project?.files);
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<State>({ step: 'none' });
  const compare = async (file: File) => {
    try {
      const other = new Uint8Array(await file.slice(0, BUNDLE_LIMITS.maxPackedBytes + 1).arrayBuffer());
      const outcome = await askPublishWorker((api) => api.compare({ files: files ?? {}, other, locale: language }));
      setState(outcome.ok ? { step: 'done', name: file.name, ...outcome.value } : { step: 'failed', message: outcome.message });
    } catch (error) {
      setState({ step: 'failed', message: messageOf(error) });
    }
  };
  return (
    <div className="space-y-2 border-t pt-3">
      <input
        ref={input}
        type="file"
        hidden
        data-testid="compare-input"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void compare(file);
        }}
      />
      <Button type="button" size="sm" variant="outline" onClick={() => input.current?.click()}>
        {strings.compare}
      </Button>
      {state.step === 'failed' && (
        <p role="alert" className="text-red-700 dark:text-red-300 text-sm break-words">
          {strings.compareFailed(state.message)}
        </p>
      )}
      {state.step === 'done' && (
        <div className="space-y-2">
          <p role="status" className="text-sm break-all">
            {strings.compared(state.name)}
          </p>
          <Differences diff={state.diff} />
          {state.advice && <Advice advice={state.advice} />}
        </div>
      )}
    </div>
  );
}
