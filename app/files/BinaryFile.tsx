import { formatBytes } from '../../kernel/bundle/limits';
import { useLanguage } from '../i18n/language';
import { FILE_STRINGS } from './strings';

/** Stands where the text editor would be, for a file that is no text. */
export function BinaryFile({ path, bytes }: { path: string; bytes: number }) {
  const language = useLanguage((state) => state.language);
  return (
    <div className="space-y-1 p-4 text-sm">
      <p className="font-medium">{path}</p>
      <p className="text-muted-foreground">{FILE_STRINGS[language].binary(formatBytes(bytes))}</p>
    </div>
  );
}
