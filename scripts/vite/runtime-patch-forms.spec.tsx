// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { ActionFieldDef, ActionMetadata } from '@asteby/metacore-runtime-react';
import { describe } from 'vitest';
import type { Runtime } from './testing/load-runtime';
import { showsFault } from './testing/shows-fault';
import { columnOf, hostOf, metadataOf, ok, show, type Answer, type Asked, type Shown } from './testing/stage';

const FIELDS: ActionFieldDef[] = [
  { key: 'title', label: 'Title', type: 'text' },
  { key: 'note', label: 'Note', type: 'text' },
];
const ROW = { id: 'a', title: 'Printer', note: 'Broken' };
const LINES = { name: 'lines', kind: 'one_to_many', through: 'lines', foreign_key: 'ticket_id', label: 'Lines', embed: true } as const;
const PARKED: Answer = { status: 202, data: { success: false, message: 'An approval is needed.' } };

interface Form extends Shown {
  asked: Asked[];
  /** Whether the form was closed. */
  isClosed: () => boolean;
}

/** An open record, with what the host answers to a save. */
async function recordForm(runtime: Runtime, mode: 'create' | 'edit', modal: object = {}, saved: Answer = ok(ROW)): Promise<Form> {
  let isClosed = false;
  const host = hostOf(({ method, url }) => {
    if (method !== 'get') return saved;
    if (url === '/metadata/modal/tickets') return ok({ title: 'Ticket', fields: FIELDS, ...modal });
    if (url === '/metadata/table/tickets') return ok(metadataOf([], { relations: [LINES] }));
    if (url === '/metadata/table/lines') return ok(metadataOf([columnOf('amount')]));
    return url === '/data/tickets/a' ? ok(ROW) : undefined;
  });
  const onOpenChange = (isOpen: boolean): void => {
    isClosed = !isOpen;
  };
  const dialog = (
    <runtime.DynamicRecordDialog open onOpenChange={onOpenChange} mode={mode} model="tickets" recordId="a" endpoint="/data/tickets" />
  );
  const shown = show(runtime, host.api, dialog);
  await waitFor(() => valueOf(0));
  return { ...shown, asked: host.asked, isClosed: () => isClosed };
}

/** The dialog of an action with two fields, on one page or in two steps. */
async function actionForm(runtime: Runtime, kind: 'fields' | 'steps', sent: Answer = ok(null)): Promise<Form> {
  let isClosed = false;
  const host = hostOf(({ method }) => (method === 'post' ? sent : undefined));
  const steps = [{ title: 'One', fields: FIELDS }];
  const action: ActionMetadata = { key: 'close', label: 'Close it', icon: '', ...(kind === 'fields' ? { fields: FIELDS } : { steps }) };
  const onOpenChange = (isOpen: boolean): void => {
    isClosed = !isOpen;
  };
  const dialog = (
    <runtime.ActionModalDispatcher
      open
      onOpenChange={onOpenChange}
      action={action}
      model="tickets"
      record={ROW}
      endpoint="/data/tickets"
      onSuccess={() => undefined}
    />
  );
  const shown = show(runtime, host.api, dialog);
  await waitFor(() => valueOf(0));
  return { ...shown, asked: host.asked, isClosed: () => isClosed };
}

const inputs = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('[role=dialog] input')];

function valueOf(at: number): string {
  const input = inputs()[at];
  if (input === undefined) throw new Error(`no input ${at} in: ${document.body.textContent}`);
  return input.value;
}

function type(at: number, value: string): void {
  valueOf(at);
  fireEvent.change(inputs()[at] ?? document.body, { target: { value } });
}

const press = (name: string | RegExp): boolean => fireEvent.click(screen.getByRole('button', { name }));
const isAsked = (): boolean => screen.queryByRole('alertdialog') !== null;

/** Each kind of form, opened, typed into, and then looked at. */
async function inEachForm<T>(
  runtime: Runtime,
  look: (form: Form, submit: string) => T | Promise<T>,
  saved?: Answer,
): Promise<Record<string, T>> {
  const seen: Record<string, T> = {};
  const kinds: [string, string, () => Promise<Form>][] = [
    ['record', 'Save changes', () => recordForm(runtime, 'edit', {}, saved)],
    ['action', 'Close it', () => actionForm(runtime, 'fields', saved)],
    ['wizard', 'Close it', () => actionForm(runtime, 'steps', saved)],
  ];
  for (const [kind, submit, open] of kinds) {
    const form = await open();
    type(0, 'Typed');
    seen[kind] = await look(form, submit);
    // A question that nobody answers would stay for the next form.
    if (isAsked()) press('Discard');
    form.unmount();
    for (const draft of runtime.allDrafts()) runtime.forgetDraft(draft);
  }
  return seen;
}

describe('what is typed into a form', () => {
  showsFault(
    'discard-asked',
    (runtime) =>
      inEachForm(runtime, (form) => {
        press('Cancel');
        return { asked: isAsked(), closed: form.isClosed() };
      }),
    {
      without: { record: { asked: false, closed: true }, action: { asked: false, closed: true }, wizard: { asked: false, closed: true } },
      patched: { record: { asked: true, closed: false }, action: { asked: true, closed: false }, wizard: { asked: true, closed: false } },
    },
  );
  showsFault(
    'typed-text-kept',
    async (runtime) => {
      const opened = {
        record: () => recordForm(runtime, 'edit'),
        action: () => actionForm(runtime, 'fields'),
        wizard: () => actionForm(runtime, 'steps'),
      };
      const seen: Record<string, string> = {};
      for (const [kind, open] of Object.entries(opened)) {
        const first = await open();
        type(1, 'Typed');
        first.unmount();
        const again = await open();
        seen[kind] = valueOf(1);
        again.unmount();
      }
      return seen;
    },
    { without: { record: 'Broken', action: 'Broken', wizard: 'Broken' }, patched: { record: 'Typed', action: 'Typed', wizard: 'Typed' } },
  );
  showsFault(
    'saved-is-no-draft',
    (runtime) =>
      inEachForm(runtime, async (form, submit) => {
        press(submit);
        await waitFor(() => {
          if (!form.isClosed() && !isAsked()) throw new Error('not yet');
        });
        return { asked: isAsked(), drafts: runtime.allDrafts().length };
      }),
    {
      without: { record: { asked: true, drafts: 1 }, action: { asked: true, drafts: 1 }, wizard: { asked: true, drafts: 1 } },
      patched: { record: { asked: false, drafts: 0 }, action: { asked: false, drafts: 0 }, wizard: { asked: false, drafts: 0 } },
    },
  );
  showsFault(
    'parked-write-closes',
    (runtime) =>
      inEachForm(
        runtime,
        async (form, submit) => {
          const before = form.asked.length;
          press(submit);
          await waitFor(() => {
            if (form.asked.length === before || screen.queryByRole('button', { name: submit })?.hasAttribute('disabled') === true)
              throw new Error('not yet');
          });
          return form.isClosed();
        },
        PARKED,
      ),
    { without: { record: false, action: false, wizard: false }, patched: { record: true, action: true, wizard: true } },
  );
  showsFault(
    'lines-leave-the-form',
    async (runtime) => {
      const form = await recordForm(runtime, 'edit');
      type(0, 'Typed');
      fireEvent.click(await screen.findByRole('button', { name: 'Add' }));
      fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
      const reads = (): number => form.asked.filter(({ method, url }) => method === 'get' && url === '/data/tickets/a').length;
      const before = reads();
      await waitFor(() => {
        if (reads() === before) throw new Error('not read again yet');
      });
      // What was read is drawn when the promises of the answer are through.
      await act(async () => Promise.resolve());
      return valueOf(0);
    },
    { without: 'Printer', patched: 'Typed' },
  );
  showsFault(
    'changed-fields-only',
    async (runtime) => {
      const form = await recordForm(runtime, 'edit');
      type(0, 'Printer upstairs');
      press('Save changes');
      return waitFor(() => {
        const put = form.asked.find(({ method }) => method === 'put');
        if (put === undefined) throw new Error('not sent yet');
        return put.body;
      });
    },
    { without: { title: 'Printer upstairs', note: 'Broken' }, patched: { title: 'Printer upstairs' } },
  );
});

describe('a form', () => {
  showsFault(
    'declared-titles',
    async (runtime) => {
      const titles: (string | null)[] = [];
      for (const mode of ['create', 'edit'] as const) {
        const form = await recordForm(runtime, mode, { createTitle: 'Report a fault', editTitle: 'Mend a report' });
        titles.push(document.querySelector('[role=dialog] h2')?.textContent ?? null);
        form.unmount();
      }
      return titles;
    },
    { without: ['New Ticket', 'Edit Ticket'], patched: ['Report a fault', 'Mend a report'] },
  );
  showsFault(
    'labelled-fields',
    async (runtime) => {
      await recordForm(runtime, 'edit');
      return FIELDS.map(({ label }) => screen.queryByLabelText<HTMLInputElement>(label)?.value);
    },
    { without: [undefined, undefined], patched: ['Printer', 'Broken'] },
  );
});
