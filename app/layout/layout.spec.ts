import { describe, expect, it } from 'vitest';
import fc from '../../kernel/testing/property';
import { fitPreview } from './fit';
import { DRAWER_PANELS, PREVIEW_WIDTHS, readLayout, SIDE_PANELS } from './layout';

const FIRST = { side: null, drawer: 'problems', isDrawerOpen: false, previewWidth: 'whole', document: '', shares: {} };

describe('the layout that a former visit kept', () => {
  it('comes back as it was', () => {
    const kept = {
      side: 'models',
      drawer: 'activity',
      isDrawerOpen: true,
      previewWidth: 390,
      document: 'guides/cli',
      shares: { columns: { editor: 40, preview: 60 } },
    };
    expect(readLayout(JSON.stringify(kept))).toEqual(kept);
  });

  it.each([null, '', 'not JSON', '[]', 'null', '7', '{"side":"nowhere","drawer":4,"previewWidth":"390"}'])(
    'is that of a first visit for %j',
    (text) => expect(readLayout(text)).toEqual(FIRST),
  );

  it('leaves out shares that are none, group by group', () => {
    const shares = { columns: { editor: 'wide' }, rows: { main: 70, drawer: 30 }, other: { pane: 400 } };
    expect(readLayout(JSON.stringify({ shares })).shares).toEqual({ rows: { main: 70, drawer: 30 } });
  });

  it('is a layout whatever is stored', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const layout = readLayout(text);
        expect([null, ...SIDE_PANELS]).toContain(layout.side);
        expect(DRAWER_PANELS).toContain(layout.drawer);
        expect(PREVIEW_WIDTHS).toContain(layout.previewWidth);
      }),
    );
  });
});

describe('the preview in its pane', () => {
  it('takes the room that there is where it is wide enough for a desktop', () => {
    expect(fitPreview('whole', { width: 1000, height: 700 }, false)).toEqual({ width: 1000, height: 700, scale: 1 });
  });

  it('is a small desktop, shown smaller, in a narrow pane', () => {
    expect(fitPreview('whole', { width: 400, height: 700 }, false)).toEqual({ width: 800, height: 1400, scale: 0.5 });
  });

  it('is a phone on a phone', () => {
    expect(fitPreview('whole', { width: 390, height: 700 }, true)).toEqual({ width: 390, height: 700, scale: 1 });
  });

  it('has the width that was chosen, shown smaller where it does not fit', () => {
    expect(fitPreview(1280, { width: 640, height: 300 }, false)).toEqual({ width: 1280, height: 600, scale: 0.5 });
    expect(fitPreview(390, { width: 900, height: 700 }, false)).toEqual({ width: 390, height: 700, scale: 1 });
  });

  it('never sticks out of its pane', () => {
    const room = fc.record({ width: fc.integer({ min: 1, max: 4_000 }), height: fc.integer({ min: 0, max: 3_000 }) });
    fc.assert(
      fc.property(fc.constantFrom(...PREVIEW_WIDTHS), room, fc.boolean(), (chosen, pane, isPhone) => {
        const { width, scale } = fitPreview(chosen, pane, isPhone);
        expect(width * scale).toBeLessThanOrEqual(pane.width + 0.001);
        expect(scale).toBeLessThanOrEqual(1);
      }),
    );
  });
});
