import { assign, setup } from 'xstate';
import type { Artifacts, CertificateEvent, Failure, Order, Signature } from './certificate.events.ts';

/**
 * The life of one certificate, as documented. A pure model: nothing here acts, waits or draws a
 * random number. Every event it accepts is a stored event, and the actions that are only names
 * (`renderPdf`, `signPdf`, `publish`, `removeArtifacts`, `reply`) are the effects owed next.
 */

export type CertificateContext = Readonly<{
  /** Every submission ever accepted or refused in this stream. */
  seen: readonly string[];
  /** The last accepted command, and whether its work is still under way. */
  order: Order | null;
  underWay: boolean;
  pdf: Readonly<{ sha256: string; bytes: number }> | null;
  signature: Signature | null;
  /** The files that are public now, and earlier ones that links may still point at. */
  published: Readonly<{ artifacts: Artifacts; downloadUrl: string }> | null;
  superseded: readonly Artifacts[];
  /** Earlier files that the LMS may have asked for later than for the public ones: its requests overtook each other. */
  kept: readonly Artifacts[];
  failure: Failure | null;
  /** Submissions whose outcome is known but was never taken by the queue. */
  unanswered: readonly string[];
  /** How often the queue took the answer to each submission. */
  posts: Readonly<Record<string, number>>;
}>;

const outcomeOf = (context: CertificateContext, submission: string) => ({
  underWay: false,
  unanswered: [...context.unanswered.filter((id) => id !== submission), submission],
});

const publishedBefore = ({ published }: CertificateContext): readonly Artifacts[] =>
  published ? [published.artifacts] : [];

export const certificateMachine = setup({
  types: {
    context: {} as CertificateContext,
    events: {} as CertificateEvent,
    tags: {} as 'busy' | 'settled',
  },
  guards: {
    assumes: ({ context, event }, params: { state: string }) =>
      event.type === 'prior_state.assumed' && !context.underWay && event.data.state === params.state,
    settled: ({ context }) => !context.underWay,
    unused: ({ context }) => context.seen.length === 0,
    lastUnanswered: ({ context, event }) =>
      !context.underWay && context.unanswered.every((id) => id === event.data.submission),
  },
  actions: {
    renderPdf: () => {},
    signPdf: () => {},
    publish: () => {},
    removeArtifacts: () => {},
    reply: () => {},
    acceptOrder: assign(({ context, event }) =>
      event.type === 'add_cert' || event.type === 'regen_cert' || event.type === 'del_cert'
        ? {
            seen: [...context.seen, event.data.submission],
            order: event.data,
            underWay: true,
            pdf: null,
            signature: null,
            failure: null,
          }
        : {},
    ),
    noteRendered: assign(({ event }) =>
      event.type === 'certificate.rendered'
        ? { pdf: { sha256: event.data.sha256, bytes: event.data.bytes }, signature: null }
        : {},
    ),
    noteSigned: assign(({ event }) => (event.type === 'certificate.signed' ? { signature: event.data.signature } : {})),
    noteCreated: assign(({ context, event }) =>
      event.type === 'certificate.created'
        ? {
            published: { artifacts: event.data.artifacts, downloadUrl: event.data.downloadUrl },
            ...(context.order?.late
              ? { kept: [...context.kept, ...publishedBefore(context)] }
              : { kept: [], superseded: [...context.superseded, ...context.kept, ...publishedBefore(context)] }),
          }
        : {},
    ),
    noteRemoved: assign(({ context, event }) =>
      event.type === 'certificate.removed'
        ? {
            superseded: context.superseded.filter(
              (old) => !event.data.artifacts.some((gone) => gone.downloadUuid === old.downloadUuid),
            ),
          }
        : {},
    ),
    noteDeleted: assign({ published: null, superseded: [], kept: [], pdf: null, signature: null }),
    noteFailed: assign(({ event }) => (event.type === 'certificate.failed' ? { failure: event.data } : {})),
    noteRefused: assign(({ context, event }) => ({
      seen: [...context.seen, event.data.submission],
    })),
    noteOutcome: assign(({ context, event }) => outcomeOf(context, event.data.submission)),
    noteReplied: assign(({ context, event: { data } }) => ({
      unanswered: context.unanswered.filter((id) => id !== data.submission),
      posts: { ...context.posts, [data.submission]: (context.posts[data.submission] ?? 0) + 1 },
    })),
  },
}).createMachine({
  id: 'certificate',
  version: '1',
  description: 'The life of one certificate: one learner, one course',
  context: {
    seen: [],
    order: null,
    underWay: false,
    pdf: null,
    signature: null,
    published: null,
    superseded: [],
    kept: [],
    failure: null,
    unanswered: [],
    posts: {},
  },
  initial: 'unavailable',
  on: {
    // The LMS is the authority: what it must believe, to have sent a command, is recorded before it.
    'prior_state.assumed': [
      { guard: { type: 'assumes', params: { state: 'unavailable' } }, target: '.unavailable' },
      { guard: { type: 'assumes', params: { state: 'downloadable' } }, target: '.downloadable' },
    ],
    // Earlier files whose retention time is over.
    'certificate.removed': { guard: 'settled', actions: 'noteRemoved' },
    'reply.posted': [
      { guard: 'lastUnanswered', actions: 'noteReplied' },
      { guard: 'settled', actions: ['noteReplied', 'reply'] },
    ],
  },
  states: {
    unavailable: {
      tags: 'settled',
      description: 'Nothing was ever generated, or the LMS has reset it',
      on: {
        add_cert: { target: 'generating', actions: 'acceptOrder' },
        'command.refused': { guard: 'unused', actions: ['noteRefused', 'noteOutcome', 'reply'] },
      },
    },
    generating: {
      tags: 'busy',
      description: 'A certificate is being made',
      initial: 'rendering',
      on: { 'certificate.failed': { target: 'error', actions: ['noteFailed', 'noteOutcome', 'reply'] } },
      states: {
        rendering: {
          entry: 'renderPdf',
          on: { 'certificate.rendered': { target: 'signing', actions: 'noteRendered' } },
        },
        signing: {
          entry: 'signPdf',
          on: {
            'certificate.signed': { target: 'publishing', actions: 'noteSigned' },
            // After an upgrade the same order can give other bytes: recorded anew, then signed.
            'certificate.rendered': { target: 'signing', reenter: true, actions: 'noteRendered' },
          },
        },
        publishing: {
          entry: 'publish',
          on: {
            'certificate.created': {
              target: '#certificate.downloadable',
              actions: ['noteCreated', 'noteOutcome', 'reply'],
            },
            'certificate.rendered': { target: 'signing', actions: 'noteRendered' },
          },
        },
      },
    },
    downloadable: {
      tags: 'settled',
      description: 'The learner can download it',
      on: {
        regen_cert: { target: 'regenerating', actions: 'acceptOrder' },
        del_cert: { target: 'deleting', actions: 'acceptOrder' },
      },
    },
    regenerating: {
      tags: 'busy',
      description: 'A new one is made and published, then the old one is removed: a link always works',
      initial: 'rendering',
      on: { 'certificate.failed': { target: 'error', actions: ['noteFailed', 'noteOutcome', 'reply'] } },
      states: {
        rendering: {
          entry: 'renderPdf',
          on: { 'certificate.rendered': { target: 'signing', actions: 'noteRendered' } },
        },
        signing: {
          entry: 'signPdf',
          on: {
            'certificate.signed': { target: 'publishing', actions: 'noteSigned' },
            'certificate.rendered': { target: 'signing', reenter: true, actions: 'noteRendered' },
          },
        },
        publishing: {
          entry: 'publish',
          on: {
            'certificate.created': { target: 'removing', actions: 'noteCreated' },
            'certificate.rendered': { target: 'signing', actions: 'noteRendered' },
          },
        },
        removing: {
          entry: 'removeArtifacts',
          on: {
            'certificate.removed': {
              target: '#certificate.downloadable',
              actions: ['noteRemoved', 'noteOutcome', 'reply'],
            },
          },
        },
      },
    },
    deleting: {
      tags: 'busy',
      description: 'The certificate is being removed',
      initial: 'removing',
      on: { 'certificate.failed': { target: 'error', actions: ['noteFailed', 'noteOutcome', 'reply'] } },
      states: {
        removing: {
          entry: 'removeArtifacts',
          on: {
            'certificate.deleted': {
              target: '#certificate.deleted',
              actions: ['noteDeleted', 'noteOutcome', 'reply'],
            },
          },
        },
      },
    },
    deleted: {
      tags: 'settled',
      description: 'It was removed on request',
      on: { add_cert: { target: 'generating', actions: 'acceptOrder' } },
    },
    error: {
      tags: 'settled',
      description: 'The last command failed; context.failure says why',
      on: {
        add_cert: { target: 'generating', actions: 'acceptOrder' },
        regen_cert: { target: 'regenerating', actions: 'acceptOrder' },
        del_cert: { target: 'deleting', actions: 'acceptOrder' },
      },
    },
  },
});
