/** A project that nobody named is called after its addon: when the addon's key changes, so does its name, and the README's heading with the addon's. */
import { identityOf } from '../../kernel/project/identity';
import type { StoredProject } from '../../workers/project-store';
import { freeName } from '../project/names';
import { textOf } from '../project/project';

const README = 'README.md';

interface Names {
  key: string;
  name: string;
}

/** Null for a text that is no manifest. */
function namesIn(manifest: string): Names | null {
  try {
    return identityOf(JSON.parse(manifest));
  } catch {
    return null;
  }
}

/** Whether a project has the name that it was given for its addon's key: the key, or the key and a number. */
const isNamedAfter = (name: string, key: string): boolean =>
  name === key || (name.startsWith(`${key} `) && /^\d{1,6}$/.test(name.slice(key.length + 1)));

/** The README with the new name as its heading, where the old one is what stands there. */
function headed(readme: string, before: string, after: string): string {
  const [first = '', ...rest] = readme.split('\n');
  return before !== '' && after !== '' && first.trim() === `# ${before}` ? [`# ${after}`, ...rest].join('\n') : readme;
}

/**
 * The project under the names that its newest manifest gives it; what somebody wrote themselves stays.
 * @param manifest the one that was just installed, the project's `lastGoodManifest` being the one before
 * @param others names of the other projects
 */
export function followingName(project: StoredProject, manifest: string, others: readonly string[]): StoredProject {
  const before = namesIn(project.lastGoodManifest ?? '');
  const after = namesIn(manifest);
  if (!before || !after || after.key === '') return project;
  const isRenamed = before.key !== after.key && isNamedAfter(project.name, before.key);
  const readme = textOf(project.files[README]);
  const heading = headed(readme, before.name, after.name);
  return {
    ...project,
    ...(isRenamed && { name: freeName(after.key, others) }),
    ...(heading !== readme && { files: { ...project.files, [README]: heading } }),
  };
}
