import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withoutFeatures } from './monaco-workers';

describe("Monaco's module that starts workers", () => {
  it('brings no features along', () => {
    const code = withoutFeatures(readFileSync('node_modules/monaco-editor/esm/vs/internal/common/workers.js', 'utf8'));
    expect(code.match(/^import .*$/gm)).toEqual(["import { editor } from '../../editor/editor.api.js';"]);
  });

  it('that changed in an update stops the build', () => {
    expect(() => withoutFeatures("import { editor } from '../../editor/editor.api.js';")).toThrow(
      'monaco-editor: the module that starts workers imports no features any more',
    );
  });
});
