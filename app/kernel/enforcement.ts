/** Whether the kernel refuses what no capability allows, or lets it through and tells of it: a choice of this browser. */
import { create } from 'zustand';
import type { Enforcement } from '../../kernel/operation/services';
import { readSetting, writeSetting } from '../settings';

interface EnforcementState {
  enforcement: Enforcement;
  /** Takes effect at once. */
  setEnforcement: (enforcement: Enforcement) => void;
}

export const useEnforcement = create<EnforcementState>((set) => ({
  enforcement: readSetting('enforcement') === 'shadow' ? 'shadow' : 'enforce',
  setEnforcement: (enforcement) => {
    writeSetting('enforcement', enforcement);
    set({ enforcement });
  },
}));
