import { toast } from 'sonner';
import type { MigrationMention } from '../../kernel/contract/language/rename';
import { STRINGS } from '../i18n/strings';
import { useLanguage } from '../i18n/language';

/** Migrations cannot be renamed: what already ran must not change. They are named, so that a new one can be written. */
export function tellMentions(mentions: readonly MigrationMention[]): void {
  if (mentions.length === 0) return;
  const strings = STRINGS[useLanguage.getState().language];
  const places = mentions.map(({ path, line, text }) => `${path}:${String(line)}  ${text}`);
  toast.info(strings.renamedMentions, { description: places.join('\n'), duration: 15_000 });
}
