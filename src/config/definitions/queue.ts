import { seconds } from '../choice-kinds.ts';
import { setting } from '../setting.ts';
import { optionalHttpUrl, optionalText, secret, text } from '../text-kinds.ts';

export const queueDefinitions = {
  queueUrl: setting({
    name: 'QUEUE_URL',
    group: 'Queue',
    description: 'Address of the xqueue server',
    kind: optionalHttpUrl,
    default: () => null,
    defaultText: 'none: `run` and `once` need it',
    example: 'https://xqueue.example.org',
  }),
  queueName: setting({
    name: 'QUEUE_NAME',
    group: 'Queue',
    description: 'The queue that is pulled from',
    kind: text,
    default: () => 'test-pull',
    example: 'certificates',
  }),
  queueUser: setting({
    name: 'QUEUE_USER',
    group: 'Queue',
    description: 'User name of the login to xqueue',
    kind: text,
    default: () => 'lms',
    example: 'certs',
  }),
  queuePass: setting({
    name: 'QUEUE_PASS',
    group: 'Queue',
    description: 'Password of the login to xqueue',
    kind: secret,
    default: () => null,
    defaultText: 'none: `run` and `once` need it',
    example: 'a password',
  }),
  queueAuthUser: setting({
    name: 'QUEUE_AUTH_USER',
    group: 'Queue',
    description: 'User name of the HTTP basic authentication in front of xqueue, where there is one',
    kind: optionalText,
    default: () => null,
    example: 'edx',
  }),
  queueAuthPass: setting({
    name: 'QUEUE_AUTH_PASS',
    group: 'Queue',
    description: 'Password of the HTTP basic authentication in front of xqueue',
    kind: secret,
    default: () => null,
    example: 'a password',
  }),
  queuePollIntervalMs: setting({
    name: 'QUEUE_POLL_FREQUENCY',
    group: 'Queue',
    description: 'Seconds to wait when the queue was empty, before it is asked again',
    kind: seconds(1, 86_400),
    default: () => 5_000,
    defaultText: '5',
    example: '5',
  }),
};
