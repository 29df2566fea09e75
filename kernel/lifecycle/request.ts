/** What an install is asked for, and what it answers. */
import type { ManifestV3, PlaygroundFile } from '../../schemas';
import type { Principal } from '../principal';
import type { InstallNote } from './notes';
import type { Rename } from './renames';
import type { SchemaStep } from './steps/step';

export interface InstallRequest {
  manifest: ManifestV3;
  /** `sha256:` and the hex digest of the manifest's bytes. */
  manifestHash: string;
  /** Whom it is installed for: everything happens for all of them, or nothing. */
  organizationIds: readonly string[];
  /** Whether they have this addon alone from now on: others answer no more, and their rows stay for the day they are installed again. */
  alone?: boolean;
  /** Addons that stay on beside it all the same, by key. */
  beside?: readonly string[];
  /** Who asks for it, for the ledger and for hooks; whoever keeps the host where nobody does. */
  by?: Principal;
  /** Flattened translations by locale: `{ es: { 'tickets.title': 'Tickets' } }`. */
  locales: Record<string, Record<string, string>>;
  /** Somebody writes the addon: older versions and the lack of addons that are required are no refusal then. */
  development?: boolean;
  /**
   * In development, what becomes of migrations that did not run here: without a word those of a first install run and later ones wait;
   * `run` runs them, `record` takes them as run, because the tables are already what they would make, and `hold` runs none.
   */
  migrate?: 'run' | 'record' | 'hold';
  /** What the author renamed since the addon was installed, oldest first; values move along. */
  renames?: readonly Rename[];
  /** Values of the addon's settings, where the project says them; what was stored is not looked at then. */
  settings?: Readonly<Record<string, unknown>>;
  /** What the project says that a v3 manifest cannot say. */
  backend?: {
    /** `Model.action` of the actions with a `wasm` handler that run in one transaction (`run_in_tx` of v2). */
    runInTx?: string[];
    /** What a flat manifest said of its tools, by their key. */
    tools?: NonNullable<PlaygroundFile['tools']>;
    /** How hosts treat addresses with places to fill in. */
    hostProfile?: NonNullable<PlaygroundFile['host_profile']>;
    /** Whether this installation is refused what no capability covers. */
    enforcement?: NonNullable<PlaygroundFile['enforcement']>;
    /** Where the addon's own server is. */
    baseUrl?: string;
  };
  /** The bundle's JSON files by path; those that the manifest names as a `payload_schema` are kept. */
  schemaFiles?: Record<string, string>;
  /** The bundle's SQL files by path: those of `migrations/`, and those that the upgrade ladder names. */
  sqlFiles?: Record<string, string>;
  /** The bundle's HTML files by path; those that the manifest names as a document's template are kept. */
  templateFiles?: Record<string, string>;
}

export interface InstallResult {
  /** Every change of the catalogue, in the order it was made. */
  plan: { addonKey: string; version: string; steps: SchemaStep[] };
  /** Hash of the manifest that was installed before, by organization; empty on the first install. */
  oldHashes: Readonly<Record<string, string>>;
  newHash: string;
  /** What a person should know: rows that kept a column from becoming required, columns that were parked. */
  notes: InstallNote[];
}
