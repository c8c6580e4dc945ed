import { z } from 'zod';
import { seconds } from '../choice-kinds.ts';
import type { Kind } from '../kind.ts';
import { setting } from '../setting.ts';
import { publicPartOf } from '../store-uri.ts';
import { optionalText, path, secret, secretKey } from '../text-kinds.ts';

const storeUri: Kind<string> = {
  schema: z
    .string()
    .max(4_096)
    .regex(/^(memory:|sqlite:[^\0]+|esdb(\+discover)?:\/\/[^\s\0]+)$/),
  expects: 'sqlite:PATH, memory:, or esdb://HOST:PORT (esdb+discover:// for a cluster)',
  placeholder: 'uri',
  publicPart: publicPartOf,
};

export const historyDefinitions = {
  dataDir: setting({
    name: 'DATA_DIR',
    group: 'History and work',
    description: 'Folder of what the agent must remember',
    kind: path,
    default: () => 'data',
    example: '/var/lib/certificate-agent',
  }),
  store: setting({
    name: 'STORE',
    group: 'History and work',
    description: 'Where the history of every certificate is kept; `memory:` forgets it at the end',
    kind: storeUri,
    default: ({ dataDir }) => `sqlite:${dataDir}/events.db`,
    defaultText: 'sqlite:DATA_DIR/events.db',
    example: 'sqlite:/var/lib/certificate-agent/events.db',
  }),
  storeUser: setting({
    name: 'STORE_USER',
    group: 'History and work',
    description: 'User name of the login to EventStoreDB',
    kind: optionalText,
    default: () => null,
    defaultText: 'none: a server with TLS needs it',
    example: 'certificates',
  }),
  storePass: setting({
    name: 'STORE_PASS',
    group: 'History and work',
    description: 'Password of the login to EventStoreDB',
    kind: secret,
    default: () => null,
    defaultText: 'none: a server with TLS needs it',
    example: 'a password',
  }),
  storeBudgetMs: setting({
    name: 'STORE_BUDGET_SECONDS',
    group: 'History and work',
    description: 'Seconds in which EventStoreDB is asked again when it does not answer, before it counts as down',
    kind: seconds(1, 3_600),
    default: () => 30_000,
    defaultText: '30',
    example: '30',
  }),
  installationSecret: setting({
    name: 'INSTALLATION_SECRET',
    group: 'History and work',
    description: 'Key that keeps names out of the store’s ids; never change it while the store lives',
    kind: secretKey(32),
    default: () => null,
    defaultText: 'made at the first start, in DATA_DIR',
    example: 'the output of: openssl rand -base64 48',
  }),
};
