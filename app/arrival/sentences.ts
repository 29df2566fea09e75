import { localizedSentence } from '../../kernel/bundle/messages';
import type { Locale } from '../../kernel/locale';
import { KernelError } from '../../kernel/errors';
import { linkSentence } from '../../kernel/link/messages';
import { folderSentence } from '../../kernel/project/folder-messages';
import { downloadSentence } from '../../kernel/publish/download-messages';

/** Why something that arrived cannot be opened, in the person's language. */
export function problemSentence(problem: KernelError | { message: string }, locale: Locale): string {
  if (!(problem instanceof KernelError)) return problem.message;
  return (
    linkSentence(problem, locale) ??
    downloadSentence(problem, locale) ??
    folderSentence(problem, locale) ??
    localizedSentence(problem, locale)
  );
}
