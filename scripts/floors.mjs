/**
 * The house by floors: a room imports from the floors below its own and from nobody beside it. Lint holds it (floors-rule.mjs).
 * A room is a folder of `kernel/` or `app/`, or a file that stands there by itself. Rooms in brackets of their own are one
 * thing and may import each other. docs/architecture/03-kernel.md says what each room of the kernel is for.
 */
export const FLOORS = {
  kernel: [
    [['values', 'canonical-json.ts', 'clock.ts', 'errors.ts', 'failure.ts', 'locale.ts', 'pause.ts', 'port.ts', 'principal.ts']],
    ['database', 'expressions'],
    ['columns'],
    ['schema', 'journal'],
    ['contract'],
    ['authoring', 'bundle', 'installed'],
    ['project', 'trace'],
    ['publish', 'operation'],
    ['link', 'compiler'],
    ['security'],
    ['settings'],
    ['outbound', 'connectors'],
    ['webhooks'],
    ['dynamic'],
    ['drafting', ['events', 'notifications'], 'metadata'],
    ['actions'],
    ['console', 'documents', 'dashboards', 'approvals', 'triggers', 'seed', 'tools'],
    ['public'],
    ['guest'],
    ['lifecycle'],
    ['http'],
    ['bookkeeping.ts'],
    ['kernel.ts'],
    ['host'],
    ['testing'],
  ],
  app: [
    ['version.ts', 'settings.ts', 'download.ts'],
    ['i18n', 'theme', 'dialog', 'kernel', 'layout', 'outbound'],
    ['commands', 'list', 'project'],
    ['language'],
    ['workspace'],
    ['deploy'],
    ['activity', 'editor', 'events', 'installations', 'log', 'seed', 'texts'],
    ['data', 'diagram', 'permissions'],
    ['designer'],
    ['convert', 'files', 'problems', 'search', 'versions'],
    ['damaged', 'preview'],
    ['publish'],
    ['rehearsal'],
    ['arrival'],
    ['projects'],
    ['docs', 'gallery'],
    ['import', 'sidebar'],
    ['share'],
    ['first-steps'],
    ['tour'],
    ['frame'],
    ['shell'],
    ['embed'],
    ['main.tsx'],
  ],
};

/** Imports that climb, a file and the room it names: `kernel/database/port.ts → kernel/contract/`. None today; one that nobody needs is a finding. */
export const EXCEPTIONS = [];
