import { expect, it } from 'vitest';
import { TEMPLATES } from '../../templates';
import { firstModelOffset } from './begin-at-models';

it('the first model of every starter is found by its key', () => {
  for (const { card, files } of TEMPLATES) {
    const text = files['manifest.json'] ?? '';
    const { models = [] } = JSON.parse(text) as { models?: { key: string }[] };
    const offset = firstModelOffset(text);
    const found = offset === null ? null : text.slice(offset, offset + (models[0]?.key.length ?? 0));
    expect({ id: card.id, found }).toEqual({ id: card.id, found: models[0]?.key ?? null });
  }
});

it('a manifest without models, or on one line, is shown from its start', () => {
  for (const text of ['', '{}', '{"models":[{"key":"Book"}]}', '{\n  "models": []\n}']) expect(firstModelOffset(text)).toBeNull();
});
