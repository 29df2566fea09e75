/** What the kernel tells its listeners after a commit: the realtime messages the published runtime understands. */

/** A row changed and its transaction committed. Names rows, never carries their values. */
export interface DataEvent {
  type: 'DATA_EVENT';
  payload: {
    org_id: string;
    addon: string;
    model: string;
    table: string;
    action: 'created' | 'updated' | 'deleted' | 'resync';
    id: string;
    /** Where a move between stages began and ended. */
    stage_from?: string;
    stage_to?: string;
    actor_id: string | null;
    at: string;
    /** Names of the columns an update changed. */
    fields?: string[];
  };
}

/** The installed manifest changed: metadata is stale, mounted tables must be keyed anew. */
export interface ManifestChangedEvent {
  type: 'ADDON_MANIFEST_CHANGED';
  payload: {
    orgId: string;
    addonKey: string;
    oldHash: string;
    newHash: string;
    version: string;
    timestamp: string;
  };
}

/** Somebody was told something. */
export interface NotificationEvent {
  type: 'NOTIFICATION';
  /** Who hears of it; no part of what is sent. */
  to: { organizationId: string; userId: string };
  payload: { id: string; title: string; message: string; type: string; link?: string; icon?: string };
}

export type KernelEvent = DataEvent | ManifestChangedEvent | NotificationEvent;

/** What a watcher is told: events, and answers to its own subscriptions. */
export type RealtimeMessage =
  | DataEvent
  | ManifestChangedEvent
  | Omit<NotificationEvent, 'to'>
  | { type: 'DATA_SUBSCRIBED'; payload: { models: string[] } }
  /** More changed than it was told of: it has to ask for these models anew. */
  | { type: 'DATA_EVENTS_DROPPED'; payload: { models: { addon: string; model: string; table: string }[]; dropped: number } };
