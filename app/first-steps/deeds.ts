/** What each of the first things does when it is asked to do itself, and how that is taken back. */
import type { ManifestV3 } from '../../schemas';
import type { OperationResult } from '../../kernel/authoring/design/operation';
import { localeTexts } from '../../kernel/contract/locale-texts';
import { useLanguage } from '../i18n/language';
import { askLanguage } from '../language/client';
import { chooseViewer, useViewers } from '../preview/viewers';
import { MANIFEST, textOf } from '../project/project';
import { editFile, openFile } from '../workspace/edits';
import { askKernel } from '../workspace/kernel';
import { useWorkspace } from '../workspace/workspace';
import { sampleAction } from './sample-action';
import { type FirstStepStrings, firstStepStrings } from './strings';

const DEADLINE_MS = 30_000;

export interface Outcome {
  /** What changed. */
  said: string;
  /** Takes it back and says so; null where nothing is left to take back. */
  undo: (() => string) | null;
}

const strings = (): FirstStepStrings => firstStepStrings(useLanguage.getState().language);

/** A text of the project's manifest as people read it. */
function said(text: string): string {
  const { files = {} } = useWorkspace.getState().project ?? {};
  const { language } = useLanguage.getState();
  return (
    localeTexts(textOf(files[`locales/${language}.json`]) || '{}')?.get(text) ??
    localeTexts(textOf(files['locales/en.json']) || '{}')?.get(text) ??
    text
  );
}

/** The manifest that is installed, which is known to hold; null before. */
function installed(): ManifestV3 | null {
  const { project } = useWorkspace.getState();
  return project?.lastGoodManifest ? (JSON.parse(project.lastGoodManifest) as ManifestV3) : null;
}

/** A name that no column of the model has. */
function freeColumn(name: string, taken: readonly string[]): string {
  for (let number = 1, free = name; ; number += 1, free = `${name}_${String(number)}`) if (!taken.includes(free)) return free;
}

/** Adds a column to the first model, by the smallest edit of the text. @throws Error with a sentence where the text cannot be edited */
export async function addColumn(): Promise<Outcome> {
  const before = textOf(useWorkspace.getState().project?.files[MANIFEST]);
  const model = installed()?.models?.[0];
  const { language } = useLanguage.getState();
  const { column, addedColumn, takenBack, changedSince } = strings();
  if (!model) throw new Error(strings().noAction);
  const name = freeColumn(
    column.name,
    model.columns.map((own) => own.name),
  );
  const result = await askLanguage<OperationResult>(async (api) =>
    api.operate(before, { do: 'add-column', model: model.key, name, label: column.label, kind: 'boolean' }, { locale: language }),
  );
  if (!result.ok) throw new Error(result.message);
  const after = [...result.edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce((text, edit) => text.slice(0, edit.offset) + edit.text + text.slice(edit.offset + edit.length), before);
  openFile(MANIFEST);
  editFile(MANIFEST, after);
  return {
    said: addedColumn(column.label, said(model.label ?? model.key)),
    undo: () => {
      if (textOf(useWorkspace.getState().project?.files[MANIFEST]) !== after) return changedSince;
      editFile(MANIFEST, before);
      return takenBack;
    },
  };
}

/** Looks at the screens as the first person who is not an administrator. @throws Error where nobody else is there */
export function lookAsSomebody(): Promise<Outcome> {
  const { people, choices } = useViewers.getState();
  const before = choices.main;
  const own = people.find(({ userId }) => userId === before.userId)?.organizationId;
  const other = people.find(({ isAdmin, organizationId, userId }) => !isAdmin && organizationId === own && userId !== before.userId);
  if (!other) return Promise.reject(new Error(strings().noAction));
  chooseViewer('main', { userId: other.userId, role: null });
  return Promise.resolve({
    said: strings().looking(other.name),
    undo: () => {
      chooseViewer('main', before);
      return strings().takenBack;
    },
  });
}

/** Runs an action on the first row that allows it. @throws Error with a sentence where none does, or it is refused */
export async function runAction(): Promise<Outcome> {
  const manifest = installed();
  const tried = manifest && sampleAction(manifest, strings().typed);
  if (!tried) throw new Error(strings().noAction);
  const { key, label, table, states, stateColumn, input } = tried;
  const list = await askKernel({ method: 'GET', path: `/data/${table}?per_page=100` }, DEADLINE_MS);
  const { data = [] } = list.body as { data?: Record<string, unknown>[] };
  const row = data.find((one) => states.length === 0 || states.includes(String(one[stateColumn])));
  if (!row) throw new Error(strings().noAction);
  const { body } = await askKernel({ method: 'POST', path: `/data/${table}/${String(row.id)}/action/${key}`, json: input }, DEADLINE_MS);
  const { success, message } = body as { success?: boolean; message?: string };
  if (success !== true) throw new Error(message ?? '');
  const title = Object.entries(row).find(([name, value]) => /^(?:name|title|number|subject)$/.test(name) && typeof value === 'string')?.[1];
  return { said: strings().ran(said(label), typeof title === 'string' ? title : table), undo: null };
}
