import { FORM_PATCHES } from './runtime-patch-forms';
import { LANGUAGE_PATCHES } from './runtime-patch-language';
import { MANIFEST_PATCHES } from './runtime-patch-manifest';
import { TABLE_PATCHES } from './runtime-patch-table';
import { VALUE_PATCHES } from './runtime-patch-values';
import type { RuntimePatch } from './runtime-patches';

export const RUNTIME_PATCHES: readonly RuntimePatch[] = [
  ...VALUE_PATCHES,
  ...FORM_PATCHES,
  ...TABLE_PATCHES,
  ...MANIFEST_PATCHES,
  ...LANGUAGE_PATCHES,
];
