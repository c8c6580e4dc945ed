import { z } from 'zod';
import { seconds } from '../choice-kinds.ts';
import type { Kind } from '../kind.ts';
import { setting } from '../setting.ts';
import { optionalText, secret } from '../text-kinds.ts';

const storeUri: Kind<string> = {
  schema: z
    .string()
    .max(4_096)
    .regex(/^(memory:|sqlite:[^\0]+|esdb(\+discover)?:\/\/[^\s\0]+)$/),
  expects: 'sqlite:PATH, memory:, or esdb://HOST:PORT (esdb+discover:// for a cluster)',
  placeholder: 'uri',
  // Whatever stands in front of the last @ may be a password, also when it is not written as it should be.
  publicPart: (value) => value.replace(/^(esdb[^:]*:)(?:\/\/)?.*@/s, '$1//[redacted]@'),
};

export const storeDefinitions = {
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
};
