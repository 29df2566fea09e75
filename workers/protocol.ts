/**
 * Every message that crosses a boundary, and nothing else. Two seams exist:
 *
 * 1. The preview frame (opaque origin) and the kernel worker talk over one MessagePort. The frame makes the channel and
 *    hands one end to the page that embeds it (`FrameConnect`, sent to the page's exact origin); the page passes that end
 *    on to the kernel worker together with the principal who asks. Besides, a frame tells which screen is open
 *    (`FrameScreen`), how high it is on paper (`FrameHeight`), that files are dragged over it (`FrameFilesOver`), what is typed
 *    and not saved (`FrameDrafts`), whether an import is under way (`FrameBusy`), which keys of the page were pressed (`FrameKeys`), which part
 *    of a screen was picked (`FramePicked`) and whether one was found (`FramePointed`). Nothing else is accepted from a frame.
 * 2. The page and its workers talk through Comlink; the surfaces are the interfaces called `…WorkerApi`.
 */

import type { BackendSources, CompiledBackend } from '../kernel/compiler/assemblyscript';
import type { FileDifferences } from '../kernel/bundle/checksums';
import type { BundleDiff } from '../kernel/bundle/diff';
import type { PublicKey } from '../kernel/bundle/keys';
import type { OpenedBundle } from '../kernel/bundle/open';
import type { ConvertOptions, ConvertResult } from '../kernel/authoring/convert/convert';
import type { Diagnostic } from '../kernel/contract/diagnostic';
import type { Draft } from '../kernel/drafting/draft';
import type { DraftedProject } from '../kernel/drafting/manifest';
import type { Locale } from '../kernel/locale';
import type { Fix } from '../kernel/authoring/fixes/fixes';
import type { FixAllProposal, Proposal } from '../kernel/authoring/fixes/proposals';
import type { Design } from '../kernel/authoring/design/design';
import type { Operation, OperationContext, OperationResult } from '../kernel/authoring/design/operation';
import type { FormatResult } from '../kernel/authoring/format';
import type { Completions } from '../kernel/authoring/language/complete';
import type { Structure } from '../kernel/authoring/structure/structure';
import type { EntityGraph } from '../kernel/authoring/language/entity-graph';
import type { Hover } from '../kernel/authoring/language/hover';
import type { NeighbourNames } from '../kernel/authoring/language/surroundings';
import type { TextSpan } from '../kernel/authoring/language/navigate';
import type { OutlineGroup } from '../kernel/authoring/language/outline';
import type { Step } from '../kernel/authoring/language/trail';
import type { RenameResult } from '../kernel/authoring/language/rename';
import type { HostHealth } from '../kernel/host/host';
import type { UpgradeOrder, UpgradeReport } from '../kernel/host/upgrade-rehearsal';
import type { ProjectInstall, InstallReport } from '../kernel/host/project-install';
import type { RealtimeMessage } from '../kernel/operation/realtime-message';
import type { SetAside } from '../kernel/installed/registry';
import type { VersionAdvice } from '../kernel/publish/advice';
import type { AuditEntry } from '../kernel/publish/audit';
import type { Downloaded, DownloadProgress } from '../kernel/publish/download';
import type { PackedProject } from '../kernel/project/project';
import type { PreflightReport } from '../kernel/publish/finding';
import type { HubAnswer, UploadOrder } from '../kernel/publish/upload';
import type { Person, RoleEntry } from '../kernel/security/people';
import type { Principal } from '../kernel/principal';
import type { Enforcement } from '../kernel/operation/services';
import type { PageVerdict } from '../kernel/host/page-verdict';

/** Version of the frame protocol; a frame of another version is told to reload. */
export const FRAME_PROTOCOL = 1;

/** The longest JSON body a port accepts, in characters of its text. */
export const MAX_PORT_MESSAGE_CHARS = 12 * 1024 * 1024;
/** What a form may hold: bytes of its files and characters of its texts. As much as the kernel takes, so that any file it imports fits. */
export const MAX_PORT_FORM_BYTES = 34 * 1024 * 1024;
/** The longest URL (path and query) a port accepts, in characters. */
export const MAX_PORT_URL_CHARS = 64 * 1024;
/** Requests of one port that may be under way at once; more are refused with 429. */
export const MAX_PORT_REQUESTS_IN_FLIGHT = 256;

/** The largest picture of itself that a frame may send. Catalogs take no larger one. */
export const MAX_PICTURE_BYTES = 2 * 1024 * 1024;

/** Frame → page, once per load, with the MessagePort as the only transferred object. */
export interface FrameConnect {
  type: 'metacore:connect';
  protocol: typeof FRAME_PROTOCOL;
}

/** Frame → page, whenever another screen is open: its address (see `addressOfScreen`) and its title. */
export interface FrameScreen {
  type: 'metacore:screen';
  protocol: typeof FRAME_PROTOCOL;
  address: string;
  title: string;
}

/** Frame → page, while files that the frame does not take are dragged over it. */
export interface FrameFilesOver {
  type: 'metacore:files-over';
  protocol: typeof FRAME_PROTOCOL;
}

/** Frame → page, whenever it changes: how high the frame is where nothing in it scrolls, in CSS pixels. */
export interface FrameHeight {
  type: 'metacore:height';
  protocol: typeof FRAME_PROTOCOL;
  height: number;
}

/** Frame → page, whenever the first import begins and when the last one ended. */
export interface FrameBusy {
  type: 'metacore:busy';
  protocol: typeof FRAME_PROTOCOL;
  busy: boolean;
}

/** Frame → page, when keys were pressed that the page said are its own (`PortKeys`): as the page wrote them. */
export interface FrameKeys {
  type: 'metacore:keys';
  protocol: typeof FRAME_PROTOCOL;
  keys: string;
}

/** Frame → page, whenever what is typed into its forms and not saved changes: text that only the frame reads, empty for nothing. */
export interface FrameDrafts {
  type: 'metacore:drafts';
  protocol: typeof FRAME_PROTOCOL;
  text: string;
}

/** Frame → page: a file that somebody wants to keep. The frame can start no download of its own. */
export interface FrameDownload {
  type: 'metacore:download';
  protocol: typeof FRAME_PROTOCOL;
  /** With an ending that the page knows; the page names the file after the addon. */
  name: string;
  blob: Blob;
}

/** Kinds of parts that a screen can be asked for by the words on it. */
export const SHOWN_KINDS = ['entry', 'group', 'screen', 'column', 'option', 'field', 'action', 'tool'] as const;
export type ShownKind = (typeof SHOWN_KINDS)[number];

/** A part of a screen, as whoever looks at it would name it. */
export interface ShownPart {
  kind: ShownKind;
  /** What is read there; at most `MAX_SHOWN_CHARS`. */
  label: string;
  /** What is read around it: the heading of a cell's column, the title of a dialog; empty for none. */
  within: string;
  /** Which of those that read the same it is, from 0. */
  nth: number;
}

/** The longest label of a part that crosses the boundary, in UTF-16 units. */
export const MAX_SHOWN_CHARS = 200;

/** Frame → page, once for each time it was asked to let somebody pick: what was picked, or null when it was given up. */
export interface FramePicked {
  type: 'metacore:picked';
  protocol: typeof FRAME_PROTOCOL;
  part: ShownPart | null;
}

/** Frame → page, once for each time it was asked to show a part: which of the wanted ones is shown, or null for none. */
export interface FramePointed {
  type: 'metacore:pointed';
  protocol: typeof FRAME_PROTOCOL;
  index: number | null;
}

export type PortMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A form upload: FormData does not survive `postMessage`, its entries do. */
export interface PortForm {
  form: [name: string, value: string | File][];
}

/** Frame → kernel. `url` is a path with an optional query, starting with one `/`. Headers cannot be sent. */
export interface PortRequest {
  kind: 'request';
  id: number;
  method: PortMethod;
  url: string;
  /** JSON value; absent on GET. */
  json?: unknown;
  form?: PortForm['form'];
  /** BCP 47 tag in which labels are wanted. */
  language?: string;
  /** What the request calls the job that it is: up to 128 letters, digits and `. : - _`. Another name is left out. */
  job?: string;
}

/** Kernel → frame. `body` is the parsed JSON of a JSON response, else a Blob. Header names are lower case. */
export interface PortResponse {
  kind: 'response';
  id: number;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Frame → kernel and back: asked by name, answered once with lucide's icon node, or null when there is no such icon. */
export interface PortIconRequest {
  kind: 'icon';
  id: number;
  /** Kebab-case or PascalCase lucide name, at most 64 characters. */
  name: string;
}
export interface PortIconResponse {
  kind: 'icon';
  id: number;
  node: [tag: string, attributes: Record<string, string>][] | null;
}

/** Frame → kernel: which models the view wants to hear of. Answered by a `DATA_SUBSCRIBED` event. */
export interface PortRealtime {
  kind: 'realtime';
  type: 'SUBSCRIBE' | 'UNSUBSCRIBE';
  models: readonly string[];
}

/** What a view can be asked for: a PNG of what it shows, or what axe finds on its screen. */
export type ViewWish = 'picture' | 'audit';

/** Kernel → frame. Sent only when the person asked for it. */
export interface PortViewQuestion {
  kind: 'view';
  id: number;
  wish: ViewWish;
}
/** Frame → kernel, once for each question. */
export interface PortViewAnswer {
  kind: 'view';
  id: number;
  /** A PNG of at most `MAX_PICTURE_BYTES`, transferred, or a list of `AuditEntry`; null when it could not be done. */
  value: ArrayBuffer | AuditEntry[] | null;
}

/** Kernel → frame, unasked. */
export interface PortEvent {
  kind: 'event';
  event: RealtimeMessage;
}

/** Page → frame, over the frame's port before it is passed on: from now on what was asked is answered. */
export interface PortServed {
  kind: 'served';
}

/** Page → frame, over the frame's port before it is passed on: what the frame told of its forms in an earlier visit. */
export interface PortDrafts {
  kind: 'drafts';
  text: string;
}

/** Page → frame, over the frame's port before it is passed on: keys that run commands of the page, as tinykeys writes them. */
export interface PortKeys {
  kind: 'keys';
  keys: readonly string[];
}

/** Page → frame, over the frame's port before it is passed on: a port on which the page goes on to speak to the frame, one way. */
export interface PortPage {
  kind: 'page';
}

/** Page → frame, over the port of `PortPage`: let somebody pick a part of the screen, or stop it. */
export interface PagePick {
  kind: 'pick';
  on: boolean;
}
/** Page → frame, over the port of `PortPage`: open a screen or a page of the host, and show the first of these parts that is there. */
export interface PagePoint {
  kind: 'point';
  /** Address of a screen (see `addressOfScreen`); empty to stay. */
  screen: string;
  /** Page of the host; empty for none. */
  tool: string;
  parts: readonly ShownPart[];
}
export type PageToFrame = PagePick | PagePoint;

/** What is answered by its number. */
export type PortQuestion = PortRequest | PortIconRequest;
export type FromFrame = PortQuestion | PortRealtime | PortViewAnswer;
export type ToFrame = PortResponse | PortIconResponse | PortEvent | PortViewQuestion | PortServed | PortDrafts | PortKeys | PortPage;

/** Why a stored database is of no use. */
export type UnusableReason = 'damaged' | 'outdated';
/** Why the kernel had to build the database anew. */
export type RebuildReason = 'new' | UnusableReason;

export interface BootOptions {
  /** Names the database and the rows kept beside the project's files. Letters, digits and hyphens. */
  projectId: string;
  /** Absolute URL of the prepared data directory. */
  seedImageUrl: string;
  /** Absolute URL of the icon nodes that frames ask for. */
  iconsUrl: string;
  /** Where the database lives; `auto` takes the best the browser has. */
  storage: 'auto' | 'memory';
  enforcement: Enforcement;
  /** Not null: the stored database is known to be of no use. It is thrown away, and its rows come back from the project. */
  discard: UnusableReason | null;
}

export interface BootReport {
  storage: 'opfs' | 'idb' | 'memory';
  /** Null when the stored database was opened as it was. */
  rebuilt: RebuildReason | null;
  /** Installations in the database that this version cannot work with. */
  setAside: readonly SetAside[];
  milliseconds: number;
}

/**
 * `unusable`: this worker is to be ended, and the next one to be told to discard what is stored. `newer`: a newer version of the page
 * wrote what is stored, which stays as it is.
 */
export type BootOutcome = { ok: true; report: BootReport } | { ok: false; unusable: UnusableReason } | { ok: false; newer: true };

/** A request of the page itself, as somebody. */
export interface PageRequest {
  method: PortMethod;
  /** Path and query, starting with one `/`. */
  path: string;
  json?: unknown;
  /** In place of JSON, the entries of a form. */
  form?: PortForm['form'];
  /** BCP 47 tag in which labels are wanted; English where it is left out. */
  language?: string;
}

/** The kernel's answer to the page: its JSON. */
export interface PageAnswer {
  status: number;
  body: unknown;
}

export interface KernelWorkerApi {
  /** Answers at once: the worker's script is loaded. The kernel is ready only when `boot` resolved. */
  ping(): void;
  /** Opens the database and the kernel. Until it resolves, the worker is connected but not ready. */
  boot(options: BootOptions): Promise<BootOutcome>;
  install(order: ProjectInstall): Promise<InstallReport>;
  /** Serves a frame's port as `principal`; the port is transferred. A view that reloads hands over a new one, which ends the old. */
  attach(view: string, port: MessagePort, principal: Principal): void;
  /** A PNG of what a view shows. Rejects with `no_view`, `view_…`. */
  capture(view: string): Promise<Uint8Array>;
  /** What axe finds on the screen that a view shows. Rejects as `capture` does. */
  audit(view: string): Promise<AuditEntry[]>;
  /** Asks the kernel through its one door, as `principal`. For answers that are JSON. */
  ask(request: PageRequest, principal: Principal): Promise<PageAnswer>;
  /** Who can look at a view, and the roles they could have. */
  people(): Promise<{ people: Person[]; roles: RoleEntry[] }>;
  /** Drops the addon's tables and the rows kept for the project, then installs anew from `order`. */
  reset(order: ProjectInstall): Promise<InstallReport>;
  /** What is stored of an addon's installations, as the text of a JSON list. */
  installations(addonKey: string): Promise<string>;
  /** Removes an addon that is set aside: its installations, its tables, and the rows that are kept of them. */
  removeInstallations(addonKey: string): Promise<void>;
  /** Resolves when the engine answers; rejects when it is broken. */
  health(): Promise<HostHealth>;
  /** Whether capabilities are asked for, or only reported, from now on. */
  enforce(mode: Enforcement): void;
  /** Starts keeping rows in the project's storage, for a kernel that ran without; resolves when those that are there are kept. */
  adopt(): Promise<void>;
  /** Resolves when every committed row is in the project's storage. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What came of it, or the sentence that says why nothing did. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; code: string; message: string };

export interface OpenBundleOrder {
  packed: Uint8Array;
  /** Name of the file, without a folder. */
  fileName: string;
  /** The `.sig` file. */
  signature: Uint8Array | null;
  /** The `.checksums` file. */
  checksums: Uint8Array | null;
  trustedKeys: PublicKey[];
  /** The `.pub` files that came along. */
  offeredKeyFiles: Uint8Array[];
  developmentMode: boolean;
  locale: Locale;
}

/** A bundle that was judged. */
export interface JudgedBundle {
  opened: OpenedBundle;
  /** How its files differ from its checksums; null where none came along, or the archive cannot be read. Known for tampered ones too. */
  differences: FileDifferences | null;
}

/** A file's content: text, or bytes for what is no text. */
export type ProjectFile = string | Uint8Array;

/** From the files that the worker holds to those of the project. */
export interface ProjectFilesChange {
  /** Revision that the change builds on; null: these are all files. */
  base: number | null;
  revision: number;
  put: [path: string, content: ProjectFile][];
  removed: string[];
}

/** What a suggestion is made of besides the text and the project's files. */
export interface SuggestAround extends NeighbourNames {
  file: 'manifest' | 'playground';
  icons: readonly string[];
  locale: Locale;
}

export interface CompilerWorkerApi {
  compile(sources: BackendSources): Promise<CompiledBackend>;
}

export interface LanguageWorkerApi {
  /** The verdict on the project; null when this worker does not hold the files that `change` builds on. */
  judge(change: ProjectFilesChange, locale: Locale): Promise<PageVerdict | null>;
  /** What the editor offers, tells and changes; offsets count UTF-16 units. */
  /**
   * What may be written at `offset` of a manifest, or of the file of a project's own settings: the names that are known there, or else
   * members, entries and values. Null where nothing is.
   */
  suggest(text: string, offset: number, around: SuggestAround): Promise<{ names: Completions } | { structure: Structure } | null>;
  hover(text: string, offset: number, locale: Locale): Hover | null;
  definition(text: string, offset: number): TextSpan | null;
  references(text: string, offset: number): TextSpan[];
  renamable(text: string, offset: number): (TextSpan & { name: string }) | null;
  rename(text: string, offset: number, newName: string, files: Record<string, string>, locale: Locale): RenameResult;
  format(text: string, locale: Locale): FormatResult;
  outline(text: string): OutlineGroup[];
  /** The way to a place of a JSON text; `offset` in UTF-16 units. */
  trail(text: string, offset: number): Step[];
  /** Changes that cure a finding on `text`. */
  fixes(text: string, diagnostic: Diagnostic): Fix[];
  /** The same changes as they are shown before one is made. */
  proposals(text: string, diagnostic: Diagnostic): Proposal[];
  /** What the text becomes by every change that has exactly one answer. */
  proposeAll(text: string): FixAllProposal;
  convert(text: string, options: ConvertOptions): ConvertResult;
  graph(text: string): EntityGraph;
  /** The manifest as the designer shows it, and the edits of the text that an operation there comes to. */
  design(text: string): Design;
  operate(text: string, operation: Operation, context: OperationContext): OperationResult;
  /** Tables out of a description of them; `called`: what the rows of a CSV are. Rejects where PostgreSQL's parser is wanted and cannot be had. */
  draft(text: string, called: string): Promise<Draft>;
  /** The addon of such a description. */
  draftedProject(text: string, called: string, name: string, locale: Locale): Promise<DraftedProject>;
  /** A JSON text with a value written into it; the rest stays as it is written. */
  setValue(text: string, path: readonly string[], value: string): string;
  /** Judges and reads a stranger's bytes away from the page, so that a hostile archive cannot freeze it. */
  openBundle(order: OpenBundleOrder): Promise<Outcome<JudgedBundle>>;
  /** The addon in a zip, its files by path. */
  openZip(packed: Uint8Array, locale: Locale): Promise<Outcome<Map<string, Uint8Array>>>;
}

export interface ReviewOrder {
  /** The project's files by path. */
  files: Record<string, string | Uint8Array>;
  /** The bundle that was handed out last; null when there is none. */
  last: Uint8Array | null;
  locale: Locale;
}

export interface CompareOrder {
  files: Record<string, string | Uint8Array>;
  /** The bundle that the project is compared with. */
  other: Uint8Array;
  locale: Locale;
}

export type RehearsalOutcome<T> =
  | { ok: true; value: T }
  | { ok: false; code: string; message: string; details: Readonly<Record<string, unknown>> };

export interface RehearsalWorkerApi {
  /** Opens the database with the first question. `seedImageUrl`: absolute URL of the prepared data directory. */
  rehearse(order: UpgradeOrder, seedImageUrl: string): Promise<RehearsalOutcome<UpgradeReport>>;
  /** Makes what was rehearsed last: the next rehearsal may begin with it. */
  keep(): Promise<RehearsalOutcome<null>>;
}

export interface PublishWorkerApi {
  /** The project as a bundle. */
  pack(order: Pick<ReviewOrder, 'files' | 'locale'>): Promise<Outcome<Pick<PackedProject, 'bytes' | 'name' | 'digest' | 'identity'>>>;
  review(order: ReviewOrder): Promise<Outcome<{ report: PreflightReport; advice: VersionAdvice | null }>>;
  compare(order: CompareOrder): Promise<Outcome<{ diff: BundleDiff; advice: VersionAdvice | null }>>;
  /** The manifest's text with the integrity hash of its frontend filled in. */
  withIntegrity(manifestText: string, files: Record<string, string | Uint8Array>, locale: Locale): Promise<Outcome<string>>;
}

/** One request to a host that the person named; the worker is ended after it. */
export interface OutboundApi {
  upload(order: UploadOrder, locale: Locale): Promise<Outcome<HubAnswer>>;
  state(order: Pick<UploadOrder, 'hub' | 'auth' | 'token'>, id: string, locale: Locale): Promise<Outcome<HubAnswer>>;
  download(address: string, maxBytes: number, locale: Locale, onProgress?: DownloadProgress): Promise<Outcome<Downloaded>>;
}
