import type { ApiClient } from '@asteby/metacore-runtime-react';
import { messageOf } from '../../../kernel/errors';

/** Hands out the empty file with the headings that an import of the model knows. */
export async function downloadTemplate(api: ApiClient, model: string, onFault: (message: string) => void): Promise<void> {
  try {
    const { data } = (await api.get(`/dynamic/${model}/export/template`, { responseType: 'blob' })) as { data: Blob };
    const link = document.createElement('a');
    link.href = URL.createObjectURL(data);
    link.download = `${model}.xlsx`;
    link.click();
    // The download has its own hold on the bytes by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    onFault(messageOf(error));
  }
}
