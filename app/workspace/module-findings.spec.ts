import { describe, expect, it } from 'vitest';
import type { InstallReport } from '../../kernel/host/project-install';
import type { PageDiagnostic } from '../../kernel/host/page-verdict';
import { moduleFindings } from './module-findings';

const installed = (module: Extract<InstallReport, { ok: true }>['module']): InstallReport => ({
  ok: true,
  ...{ addonKey: 'shop', version: '1.0.0', steps: 0, notes: [], newHash: '', restoredRows: 0, skippedRows: 0 },
  module,
  neighbours: {} as Extract<InstallReport, { ok: true }>['neighbours'],
});
const refused = installed({ state: 'refused', reason: 'memory64', message: 'the module has a memory of 64 bits' });

describe('a module that the sandbox refuses', () => {
  it('is a problem with its file, the reason and how to mend it, in the language of the page', () => {
    const place = { file: 'backend/backend.wasm', severity: 'error', rule: 'module_refused/memory64' };
    const cure = { cure: 'Build it for wasm32.' };
    expect(moduleFindings(refused, [], 'en')).toMatchObject([{ ...place, ...cure, message: 'The module has a memory of 64 bits.' }]);
    expect(moduleFindings(refused, [], 'es')).toMatchObject([{ ...place, cure: 'Compílelo para wasm32.' }]);
  });

  it('is told once where the verdict has found an error in the file already', () => {
    const found = {
      rule: 'GATE-WASM',
      severity: 'error',
      file: 'backend/backend.wasm',
      path: '',
      message: '',
      block: '',
    } as PageDiagnostic;
    expect(moduleFindings(refused, [found], 'en')).toEqual([]);
    expect(moduleFindings(refused, [{ ...found, severity: 'warning' }], 'en')).toHaveLength(1);
  });

  it('is none where it runs or is not there', () => {
    expect(moduleFindings(installed({ state: 'loaded' }), [], 'en')).toEqual([]);
    expect(moduleFindings(installed({ state: 'absent' }), [], 'en')).toEqual([]);
    expect(moduleFindings(null, [], 'en')).toEqual([]);
  });
});
