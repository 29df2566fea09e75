/** What specs of the patches reach of the published packages, and of the frame's modules that the patches call. */
export * from '@asteby/metacore-runtime-react';
export { Calendar } from '@asteby/metacore-ui/primitives';
export { ColumnFilterControl, DataTableBulkActions, FilterableColumnHeader } from '@asteby/metacore-ui/data-table';
export { formatDateCell } from '../../../node_modules/@asteby/metacore-runtime-react/dist/dynamic-columns.js';
export { createI18n } from '../../../app/frame/i18n';
export { setLanguage } from '../../../app/frame/language';
export { ManifestGeneration } from '../../../app/frame/manifest-change';
export { DiscardQuestion } from '../../../app/frame/typed/question';
export { allDrafts, forgetDraft } from '../../../app/frame/typed/typed';
export { I18nextProvider } from 'react-i18next';
export { QueryClient, QueryClientProvider } from '@tanstack/react-query';
