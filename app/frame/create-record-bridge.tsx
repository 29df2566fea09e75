import { useEffect, useState } from 'react';
import { DynamicRecordDialog } from '@asteby/metacore-runtime-react';
import { useNestedInlineCreateLock } from '@asteby/metacore-ui/hooks';

/** What the "+" beside a relation picker asks for. */
interface CreateRequest {
  /** Of this request alone, so that a second one starts with an empty form. */
  id: number;
  model: string;
  defaults?: Record<string, unknown>;
  lockedFields?: string[];
  onCreated?: (record: unknown) => void;
}

let lastId = 0;

function readRequest(event: Event): CreateRequest | undefined {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  if (typeof detail !== 'object' || detail === null || !('model' in detail) || typeof detail.model !== 'string') return undefined;
  return { ...(detail as Omit<CreateRequest, 'id'>), id: ++lastId };
}

function CreateDialog({ request, onClose }: { request: CreateRequest; onClose: () => void }) {
  useNestedInlineCreateLock(true);
  return (
    <DynamicRecordDialog
      open
      nestedInlineCreateSelf
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      mode="create"
      model={request.model}
      endpoint={`/data/${request.model}`}
      {...(request.defaults === undefined ? {} : { defaults: request.defaults })}
      {...(request.lockedFields === undefined ? {} : { lockedFields: request.lockedFields })}
      onSaved={(record: unknown) => {
        request.onCreated?.(record);
        onClose();
      }}
    />
  );
}

/** Opens the record dialog for whoever asks by the window event `metacore:create-record`; without it the "+" is dead. */
export function CreateRecordBridge() {
  const [requests, setRequests] = useState<readonly CreateRequest[]>([]);
  useEffect(() => {
    const open = (event: Event): void => {
      const request = readRequest(event);
      if (request !== undefined) setRequests((open) => [...open, request]);
    };
    window.addEventListener('metacore:create-record', open);
    return () => window.removeEventListener('metacore:create-record', open);
  }, []);
  return requests.map((request) => (
    <CreateDialog key={request.id} request={request} onClose={() => setRequests((open) => open.filter(({ id }) => id !== request.id))} />
  ));
}
