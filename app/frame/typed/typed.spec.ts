import { beforeEach, describe, expect, it } from 'vitest';
import fc from '../../../kernel/testing/property';
import { MAX_DRAFTS_CHARS, readDrafts, writeDrafts, type Draft } from './draft';
import { allDrafts, forgetDraft, isReturned, openTyped, takeDrafts, tellDraftsTo } from './typed';

const NEW = { model: 'tickets', mode: 'create' } as const;
const EDIT = { model: 'tickets', mode: 'edit', record: 'a1' } as const;

let told: string[] = [];
beforeEach(() => {
  for (const draft of allDrafts()) forgetDraft(draft);
  told = [];
  tellDraftsTo((text) => told.push(text));
});

describe('what is typed into a form', () => {
  it('is there when the form is drawn anew, and gone when it was sent', () => {
    const first = openTyped(NEW);
    expect(first.begin({ title: '', priority: 'low' })).toEqual({ title: '', priority: 'low' });
    first.note('title', 'Printer');
    expect(openTyped(NEW).begin({ title: '', priority: 'low', due: '' })).toEqual({ title: 'Printer', priority: 'low', due: '' });
    expect(openTyped(EDIT).begin({ title: 'Mine' })).toEqual({ title: 'Mine' });
    first.done();
    expect(openTyped(NEW).begin({ title: '' })).toEqual({ title: '' });
    expect(told).toEqual([JSON.stringify([{ ...NEW, values: { title: 'Printer' } }]), '']);
  });

  it('is nothing when it was taken back', () => {
    const form = openTyped(EDIT);
    form.begin({ title: 'Printer', note: null });
    form.note('title', 'Printe');
    form.note('note', 'x');
    expect(form.isTouched()).toBe(true);
    form.note('title', 'Printer');
    form.note('note', '');
    expect(form.isTouched()).toBe(false);
    expect(allDrafts()).toEqual([]);
  });

  it('is not laid over fields that are no longer there', () => {
    const form = openTyped(NEW);
    form.begin({ gone: '', title: '' });
    form.note('gone', 'x');
    expect(openTyped(NEW).begin({ title: '' })).toEqual({ title: '' });
  });

  it('outlives the frame, and says once that it came back', () => {
    const form = openTyped(EDIT);
    form.begin({ title: 'a' });
    form.note('title', 'b');
    const kept = told.at(-1);
    forgetDraft(EDIT);
    expect(openTyped(EDIT).begin({ title: 'a' })).toEqual({ title: 'a' });
    takeDrafts(kept);
    expect(openTyped(EDIT).begin({ title: 'a' })).toEqual({ title: 'b' });
    expect([isReturned(EDIT), isReturned(EDIT), isReturned(NEW)]).toEqual([true, false, false]);
  });

  it('of this visit is newer than what comes back', () => {
    const form = openTyped(NEW);
    form.begin({ title: '' });
    form.note('title', 'now');
    takeDrafts(JSON.stringify([{ ...NEW, values: { title: 'then' } }]));
    expect(openTyped(NEW).begin({ title: '' })).toEqual({ title: 'now' });
    expect(isReturned(NEW)).toBe(false);
  });
});

describe('a save', () => {
  it('sends what was changed, and what always goes along', () => {
    const form = openTyped(EDIT);
    form.begin({ title: 'a', note: null, price: 12.5, version: 3, tags: ['x'] });
    const values = { title: 'b', note: '', price: 12.5, version: 3, tags: ['x'] };
    expect(form.changes(values, ['version'])).toEqual({ title: 'b', version: 3 });
  });

  it('leaves what a row was told anew as it is, unless it was typed over', () => {
    const form = openTyped(EDIT);
    form.begin({ total: 1, title: 'a' });
    form.note('title', 'b');
    expect(form.fresh('total', 5, 1)).toBe(5);
    expect(form.fresh('title', 'c', 'b')).toBe('b');
    expect(form.changes({ total: 5, title: 'b' })).toEqual({ title: 'b' });
  });
});

describe('drafts as text', () => {
  it('come back as they were', () => {
    const drafts: Draft[] = [
      { ...EDIT, values: { title: 'ñ "1,2"' } },
      { model: 'tickets', mode: 'action', record: 'a1', action: 'close', values: { lines: [{ qty: 1 }] } },
    ];
    expect(readDrafts(writeDrafts(drafts))).toEqual(drafts);
    expect(writeDrafts([])).toBe('');
  });

  it('drop the oldest where they are too long together', () => {
    const long = (model: string): Draft => ({ model, mode: 'create', values: { text: 'x'.repeat(MAX_DRAFTS_CHARS / 2) } });
    expect(readDrafts(writeDrafts([long('a'), long('b')])).map(({ model }) => model)).toEqual(['a']);
    expect(writeDrafts([{ model: 'a', mode: 'create', values: { text: 'x'.repeat(MAX_DRAFTS_CHARS) } }])).toBe('');
  });

  it('of strangers are read with care', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const draft of readDrafts(JSON.stringify(value))) expect(typeof draft.model).toBe('string');
      }),
    );
    expect(readDrafts('[{"model":"a","mode":"view","values":{}},{"model":"a","mode":"create","values":[]},null,1]')).toEqual([]);
    expect(readDrafts(7)).toEqual([]);
    expect(readDrafts('{')).toEqual([]);
  });
});
