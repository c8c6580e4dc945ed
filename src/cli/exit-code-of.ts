import { CommanderError } from 'commander';
import { EventStoreUriError } from '../adapters/event-store/event-store-uri-error.ts';
import { EventStoreRefusedError } from '../adapters/event-store/eventstoredb/refused-error.ts';
import { CorruptStreamError } from '../app/checked-step.ts';
import { InstallationMismatchError } from '../app/installation.ts';
import { AgentError } from '../ports/agent-error.ts';
import { SigningError } from '../ports/document-signer.ts';
import { InstallationSecretError } from '../ports/installation-secret.ts';
import { FolderInUseError } from '../sandbox/demo/demo-folder.ts';
import { exitCodes } from './exit-codes.ts';
import { UnusableSettingsError } from './unusable-settings-error.ts';
import { UsageError } from './usage-error.ts';

/** What the process says of an error: its exit code, and the words for the terminal, null when they were said already. */
export type LastWords = Readonly<{ exitCode: number; text: string | null }>;

/** The only place where an error becomes an exit code. Expected trouble is told in a sentence, a bug with its stack. */
export const lastWordsOf = (error: unknown): LastWords => {
  // Commander has printed its help or its complaint.
  if (error instanceof CommanderError) {
    return { exitCode: error.exitCode === 0 ? exitCodes.done : exitCodes.usage, text: null };
  }
  if (error instanceof UnusableSettingsError) return { exitCode: exitCodes.settings, text: error.message };
  if (error instanceof UsageError) return { exitCode: exitCodes.usage, text: error.message };
  if (error instanceof FolderInUseError) return { exitCode: exitCodes.failed, text: error.message };
  if (error instanceof CorruptStreamError) return told(error, { code: error.code, exitCode: exitCodes.failed });
  if (error instanceof AgentError) return told(error, { code: error.code, exitCode: fateOf(error) });
  return {
    exitCode: exitCodes.failed,
    text: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
};

/** The code is what docs/errors.md is searched for. */
const told = ({ message }: Error, { code, exitCode }: Readonly<{ code: string; exitCode: number }>): LastWords => ({
  exitCode,
  text: `${message} (${code})`,
});

const fateOf = (error: AgentError): number => {
  if (settingsToBlame.some((kind) => error instanceof kind)) return exitCodes.settings;
  return error.retryable ? exitCodes.dependencyDown : exitCodes.failed;
};

/** Only a changed setting helps. A signing error comes this far at start alone; later ones are a certificate's. */
const settingsToBlame = [
  SigningError,
  EventStoreUriError,
  EventStoreRefusedError,
  InstallationMismatchError,
  InstallationSecretError,
];
