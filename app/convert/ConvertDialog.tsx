import { DiffEditor } from '@monaco-editor/react';
import { Button, Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '@asteby/metacore-ui/primitives';
import { useEffect, useState } from 'react';
import type { ConvertResult } from '../../kernel/authoring/convert/convert';
import { monaco } from '../editor/monaco';
import 'monaco-editor/features/diffEditor/register';
import { useLanguage, useStrings } from '../i18n/language';
import { MANIFEST, textOf } from '../project/project';
import { useTheme } from '../theme/theme';
import { useWorkspace } from '../workspace/workspace';
import { applyConversion, askConversion } from './convert-project';

const ORIGINAL_PATH = 'conversion/v2.json';
const MODIFIED_PATH = 'conversion/v3.json';

/** The wrapper takes a model that is there as it stands: what an earlier conversion left in it would be shown. */
function bringUpToDate(texts: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(texts)) monaco.editor.getModel(monaco.Uri.parse(path))?.setValue(text);
}

/** v2 beside v3, every drop and guess, and one button. */
export default function ConvertDialog({ onClose }: { onClose: () => void }) {
  const common = useStrings();
  const strings = common.converting;
  const language = useLanguage((state) => state.language);
  const theme = useTheme((state) => state.theme);
  const text = useWorkspace((state) => textOf(state.project?.files[MANIFEST]));
  const [result, setResult] = useState<ConvertResult | null>(null);

  useEffect(() => {
    let current = true;
    askConversion(text, language).then(
      (answer) => {
        if (current) setResult(answer);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [text, language]);

  const converted =
    typeof result?.text === 'string' ? { text: result.text, accepted: result.result.accepted, diagnostics: result.diagnostics } : undefined;
  const newFiles = result ? [...result.files.keys()] : [];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="flex h-[90dvh] w-[min(1200px,95vw)] max-w-none flex-col sm:max-w-none">
        <DialogHeader>
          <DialogTitle>{strings.title}</DialogTitle>
          <DialogDescription>{strings.intro}</DialogDescription>
        </DialogHeader>
        {result?.text === null && <p role="alert">{strings.impossible}</p>}
        {converted !== undefined && (
          <>
            <p role="status" className="text-sm">
              {converted.accepted ? strings.accepted : strings.rejected} {newFiles.length > 0 && strings.files(newFiles.join(', '))}
            </p>
            <div className="min-h-0 flex-1 border" role="group" aria-label={strings.diff}>
              <DiffEditor
                original={text}
                modified={converted.text}
                // The wrapper would dispose the texts before the editor lets go of them; these two are reused instead.
                keepCurrentOriginalModel
                keepCurrentModifiedModel
                originalModelPath={ORIGINAL_PATH}
                modifiedModelPath={MODIFIED_PATH}
                beforeMount={() => bringUpToDate({ [ORIGINAL_PATH]: text, [MODIFIED_PATH]: converted.text })}
                language="json"
                theme={theme === 'dark' ? 'vs-dark' : 'vs'}
                options={{ readOnly: true, automaticLayout: true, fontSize: 12, renderSideBySide: true, minimap: { enabled: false } }}
              />
            </div>
            <details className="max-h-40 overflow-auto text-sm" open>
              <summary>{strings.findings(converted.diagnostics.length)}</summary>
              <ul data-testid="conversion-findings">
                {converted.diagnostics.map((diagnostic) => (
                  <li key={`${diagnostic.rule}:${diagnostic.path}`} className="py-0.5">
                    {diagnostic.message} <span className="text-muted-foreground font-mono text-xs">{diagnostic.path}</span>
                  </li>
                ))}
              </ul>
            </details>
          </>
        )}
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button
            disabled={converted === undefined}
            onClick={() => {
              if (result) applyConversion(result);
              onClose();
            }}
          >
            {strings.apply}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
