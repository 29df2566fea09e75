import { KernelError } from '../../kernel/errors';
import { identityOf } from '../../kernel/project/identity';
import { TEMPLATES } from '../../templates';
import { STARTER } from '../../templates/cards';
import { onlyArgument, printJson, type Command } from '../command';
import { failure, UsageError } from '../errors';
import { isFreeFolder, writeOutput } from '../files';
import { EXIT } from '../io';
import { say } from '../messages';
import { renameAddon } from '../rename';

/** Keys of contract v3: 2 to 63 characters. */
const ADDON_KEY = /^[a-z][a-z0-9_]{1,62}$/;

/** `new KEY`: a template's files under the person's own key, in a folder that was empty or absent. */
export const newCommand: Command = {
  name: 'new',
  options: { template: { type: 'text' }, dir: { type: 'text' } },
  async run(args, context) {
    const { locale } = context;
    const key = onlyArgument(args, context, 'new', 'KEY');
    if (!ADDON_KEY.test(key)) throw new UsageError(locale, 'badKey', { name: key });
    const id = args.text('template') ?? STARTER;
    const template = TEMPLATES.find(({ card }) => card.id === id);
    if (template === undefined)
      throw new UsageError(locale, 'noTemplate', { name: id, names: TEMPLATES.map(({ card }) => card.id).join(', ') });
    const directory = args.text('dir') ?? key;
    if (!(await isFreeFolder(context, directory))) throw failure(locale, 'FOLDER-NOT-EMPTY', 'folderNotEmpty', { file: directory });

    const manifest = template.files['manifest.json'];
    if (manifest === undefined) throw new KernelError('TEMPLATE-BROKEN', say(locale, 'fileNotFound', { file: `${id}/manifest.json` }));
    const files = renameAddon(template.files, identityOf(JSON.parse(manifest)).key, key);
    const prefix = directory.replace(/\/+$/, '');
    for (const [path, text] of files) await writeOutput(context, `${prefix}/${path}`, text, { keepExisting: true });

    if (context.json) printJson(context, { key, directory, template: id, files: [...files.keys()] });
    else {
      context.io.out(`${say(locale, 'scaffolded', { key, directory, count: files.size, template: id })}\n`);
      context.io.out(`${say(locale, 'scaffoldNext', { directory })}\n`);
    }
    return EXIT.ok;
  },
};
