import { Button } from '@asteby/metacore-ui/primitives';
import { Component, useEffect, useState, type ReactNode } from 'react';
import { messageOf } from '../../kernel/errors';
import { download } from '../download';
import { writeSetting } from '../settings';
import { openKept, storedProjects, storedRecords } from '../workspace/kept';
import { recordFile } from './record-file';
import { useDamagedStrings } from './strings';

/** Stands where the page would: what happened, and the ways on that are left. */
export function Failed({ error }: { error: unknown }) {
  const strings = useDamagedStrings();
  const [projects, setProjects] = useState<{ id: string; name: string }[]>([]);
  useEffect(() => {
    void openKept()
      .then(storedProjects)
      .then(setProjects)
      .catch(() => undefined);
  }, []);
  const open = (id: string): void => {
    writeSetting('project', id);
    location.assign(location.pathname);
  };
  const save = async (): Promise<void> => download(recordFile('metacore-playground', Object.fromEntries(await storedRecords())));
  return (
    <main role="alert" className="mx-auto flex max-w-prose flex-col items-start gap-3 p-6 text-sm">
      <h1 className="text-base font-semibold">{strings.failedTitle}</h1>
      <p>{strings.failedText}</p>
      <pre className="bg-muted max-w-full overflow-x-auto rounded p-2 text-xs whitespace-pre-wrap">{messageOf(error)}</pre>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => location.reload()}>{strings.failedReload}</Button>
        <Button variant="outline" onClick={() => void save()}>
          {strings.failedDownload}
        </Button>
      </div>
      {projects.length > 0 && (
        <section aria-label={strings.failedProjects} className="space-y-1">
          <h2 className="font-medium">{strings.failedProjects}</h2>
          <ul className="flex flex-wrap gap-2">
            {projects.map(({ id, name }) => (
              <li key={id}>
                <Button size="sm" variant="outline" onClick={() => open(id)}>
                  <span className="max-w-72 truncate">{name}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

/** Around the whole page: a fault in what it shows must not leave an empty one. */
export class Unfailing extends Component<{ children: ReactNode }, { error: unknown; failed: boolean }> {
  override state = { error: undefined as unknown, failed: false };

  static getDerivedStateFromError(error: unknown): { error: unknown; failed: boolean } {
    return { error, failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed error={this.state.error} /> : this.props.children;
  }
}
