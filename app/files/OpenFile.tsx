import { Late, late } from '../deploy/late';
import { ManifestViews } from '../designer/ManifestViews';
import { useStrings } from '../i18n/language';
import { MANIFEST } from '../project/project';
import { useWorkspace } from '../workspace/workspace';
import { Breadcrumb } from './Breadcrumb';
import { BinaryFile } from './BinaryFile';
import { FileTabs } from './FileTabs';

// What is not needed to start typing comes later.
const ManifestEditor = late(() => import('../editor/ManifestEditor'));

/** The project's files, and the one that is open. */
export function OpenFile() {
  const strings = useStrings();
  const project = useWorkspace((state) => state.project);
  const path = useWorkspace((state) => state.activeFile);
  const content = project?.files[path];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <FileTabs />
      {path.endsWith('.json') && <Breadcrumb path={path} />}
      <div className="min-h-0 flex-1">
        <Late fallback={<p className="text-muted-foreground p-3 text-sm">{strings.loadingEditor}</p>}>
          {project &&
            (content instanceof Uint8Array ? (
              <BinaryFile path={path} content={content} />
            ) : (
              <ManifestViews isManifest={path === MANIFEST}>
                <ManifestEditor />
              </ManifestViews>
            ))}
        </Late>
      </div>
    </div>
  );
}
