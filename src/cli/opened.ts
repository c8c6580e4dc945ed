import type { CertificateEvent } from '../../machines/certificate.events.ts';
import type { Ports } from '../app/ports.ts';
import type { Settings } from '../config/setting-definitions.ts';
import type { DocumentSigner } from '../ports/document-signer.ts';
import type { DamagedEventError, EventStore, StorableEvent } from '../ports/event-store.ts';
import type { Log } from '../ports/log.ts';
import type { ViewsDoor } from './compose-views.ts';
import type { Console } from './console.ts';

/** The history, opened for reading. */
export type History = Readonly<{
  store: EventStore<CertificateEvent>;
  /** The same store as it is: no chain is looked at, no event is brought up to date. */
  stored: EventStore<StorableEvent>;
  /** Hears of what cannot be read. */
  onDamaged: (error: DamagedEventError) => void;
  /** The way to what is made of it. */
  views: ViewsDoor;
  log: Log;
  installationSecret: Uint8Array;
  close: () => Promise<void>;
}>;

/** The whole world, opened for work. */
export type OpenPorts = Readonly<{ ports: Ports; history: History; close: () => Promise<void> }>;

/** What every command gets: where to write, the settings, and the doors that it may open. */
export type CommandContext = Readonly<{
  console: Console;
  settings: Settings;
  openHistory: () => Promise<History>;
  /** Null when signing is switched off. */
  openSigner: () => Promise<DocumentSigner | null>;
  openPorts: (queue: 'xqueue' | 'none') => Promise<OpenPorts>;
}>;

/** Opens the history, hands it over, and closes it whatever happens. */
export const withHistory = async <Result>(
  { openHistory }: CommandContext,
  use: (history: History) => Promise<Result>,
): Promise<Result> => {
  const history = await openHistory();
  try {
    return await use(history);
  } finally {
    await history.close();
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
