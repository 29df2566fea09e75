import type { ApiClient } from '@asteby/metacore-runtime-react';
import { messageOf } from '../../../kernel/errors';
import { saveFile } from '../save-file';

/** Hands out the empty file with the headings that an import of the model knows. */
export async function downloadTemplate(api: ApiClient, model: string, onFault: (message: string) => void): Promise<void> {
  try {
    const { data } = (await api.get(`/dynamic/${model}/export/template`, { responseType: 'blob' })) as { data: Blob };
    saveFile(`${model}.xlsx`, data);
  } catch (error) {
    onFault(messageOf(error));
  }
}
