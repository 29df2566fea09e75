/** The frame lets axe look at its own screen. Its script is beside the frame's and is loaded when it is first asked for. */
import type axe from 'axe-core';
import { MAX_AUDIT_TEXT_CHARS, type AuditEntry } from '../../kernel/publish/audit';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Engine = typeof axe;

const engine = (): Engine | undefined => (window as { axe?: Engine }).axe;

function load(): Promise<Engine> {
  const loaded = engine();
  if (loaded) return Promise.resolve(loaded);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = './axe.js';
    script.onload = () => {
      const now = engine();
      if (now) resolve(now);
      else reject(new Error('axe did not start'));
    };
    script.onerror = () => reject(new Error('axe could not be loaded'));
    document.head.append(script);
  });
}

const cut = (text: string): string => text.slice(0, MAX_AUDIT_TEXT_CHARS);

/** What of the open screen breaks WCAG 2.2 AA, as far as a program can tell. */
export async function auditFrame(): Promise<AuditEntry[]> {
  const { run } = await load();
  // What is elsewhere is not looked at: nothing may be fetched from here, and there are no frames in this one.
  const { violations } = await run(document, { runOnly: TAGS, resultTypes: ['violations'], preload: false, iframes: false });
  return violations.map(({ id, help, nodes }) => ({
    rule: id,
    help: cut(help),
    count: nodes.length,
    where: cut((nodes[0]?.target ?? []).flat().join(' ')),
  }));
}
