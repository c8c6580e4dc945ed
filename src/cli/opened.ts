import type { CertificateEvent } from '../../machines/certificate.events.ts';
import type { WhenUnusable } from '../adapters/private-folder/private-folder.ts';
import type { Ports } from '../app/ports.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { DocumentSigner } from '../ports/document-signer.ts';
import type { DamagedEventError, EventStore, StorableEvent } from '../ports/event-store.ts';
import type { Log } from '../ports/log.ts';
import type { Drawing } from './compose-drawing.ts';
import type { ViewsDoor } from './compose-views.ts';
import type { Console } from './console.ts';
import type { Waiting } from './reach-store.ts';

/** The store itself, for those who trust nothing in it. No secret is needed to open it. */
export type StoredHistory = Readonly<{
  /** No chain is looked at, no event is brought up to date. */
  stored: EventStore<StorableEvent>;
  /** Streams with an event that the store could not read, as far as it has met them. */
  damaged: ReadonlySet<string>;
  log: Log;
  close: () => Promise<void>;
}>;

/** The history, opened for reading. */
export type History = StoredHistory &
  Readonly<{
    store: EventStore<CertificateEvent>;
    /** Hears of what cannot be read. */
    onDamaged: (error: DamagedEventError) => void;
    /** The way to what is made of it. */
    views: ViewsDoor;
    installationSecret: Uint8Array;
  }>;

/** The whole world, opened for work. */
export type OpenPorts = Readonly<{ ports: Ports; history: History; close: () => Promise<void> }>;

/** What draws certificates, opened for work. */
export type OpenDrawing = Drawing & Readonly<{ close: () => Promise<void> }>;

/** What every command gets: where to write, the settings, and the doors that it may open. */
export type CommandContext = Readonly<{
  console: Console;
  settings: Settings;
  openStored: () => Promise<StoredHistory>;
  openHistory: () => Promise<History>;
  /** What draws certificates; nothing is stored, published or signed with it. */
  openDrawing: (whenUnusable?: WhenUnusable) => Promise<OpenDrawing>;
  /** Null when signing is switched off. */
  openSigner: () => Promise<DocumentSigner | null>;
  /** A store that cannot be reached is waited for as `waiting` says, by default as long as it takes by itself. */
  openPorts: (queue: 'xqueue' | 'none', waiting?: Waiting) => Promise<OpenPorts>;
}>;

/** Opens the history, hands it over, and closes it whatever happens. */
export const withHistory = <Result>(
  { openHistory }: CommandContext,
  use: (history: History) => Promise<Result>,
): Promise<Result> => closing(openHistory(), use);

/** Opens the store itself, hands it over, and closes it whatever happens. */
export const withStored = <Result>(
  { openStored }: CommandContext,
  use: (opened: StoredHistory) => Promise<Result>,
): Promise<Result> => closing(openStored(), use);

/** Opens what draws certificates, hands it over, and closes it whatever happens. */
export const withDrawing = <Result>(
  { openDrawing }: CommandContext,
  use: (drawing: OpenDrawing) => Promise<Result>,
  whenUnusable?: WhenUnusable,
): Promise<Result> => closing(openDrawing(whenUnusable), use);

const closing = async <Opened extends Readonly<{ close: () => Promise<void> }>, Result>(
  opening: Promise<Opened>,
  use: (opened: Opened) => Promise<Result>,
): Promise<Result> => {
  const opened = await opening;
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
};

/** Opens all ports, hands them over, and closes them whatever happens. */
export const withPorts = async <Result>(
  { openPorts }: CommandContext,
  queue: 'xqueue' | 'none',
  use: (ports: Ports, history: History) => Promise<Result>,
): Promise<Result> => {
  const { ports, history, close } = await openPorts(queue);
  try {
    return await use(ports, history);
  } finally {
    await close();
  }
};
