import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerReadableStream, ServiceError, sendUnaryData } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import type { createGate, Faults } from './faults.ts';
import type { Appended, History } from './history.ts';
import type { Expected } from './judge.ts';
import { nameOf, proposedFrom } from './messages.ts';
import { streamDeleted, tooLarge } from './refusals.ts';
import { type ProposedEvent, sizeOf } from './stored-event.ts';
import { shared, streams } from './stubs.ts';

const appendBytesMax = 1024 * 1024;

type Surroundings = Readonly<{ history: History; faults: Faults; gate: ReturnType<typeof createGate> }>;
type Request = { options: AppendReq.Options | undefined; events: ProposedEvent[]; bytes: number };

/** The plain append: a stream of events in, one answer out. */
export const createAppend =
  ({ history, faults, gate }: Surroundings) =>
  (call: ServerReadableStream<AppendReq, AppendResp>, answer: sendUnaryData<AppendResp>): void => {
    const request: Request = { options: undefined, events: [], bytes: 0 };
    const refuse = (error: unknown): void => answer(asServiceError(error));

    const carryOut = async (): Promise<void> => {
      await gate(call, 'append');
      if (request.bytes > appendBytesMax) throw tooLarge(appendBytesMax);
      const stream = nameOf(request.options?.getStreamIdentifier());
      const expected = expectedBy(request.options);
      const appended = history.append(stream, expected, request.events);
      if (appended.kind === 'deleted') throw streamDeleted(stream);
      if (faults.answersToLose > 0) {
        faults.answersToLose -= 1;
        return;
      }
      if (appended.kind !== 'wrong' && appended.position !== null) await history.shows(appended.position);
      answer(null, responseOf(appended, expected));
    };

    call.on('data', (message: AppendReq) => {
      try {
        collect(request, message);
      } catch (error) {
        refuse(error);
      }
    });
    call.on('end', () => void carryOut().catch(refuse));
    call.on('error', () => {});
  };

const collect = (request: Request, message: AppendReq): void => {
  if (message.hasOptions()) request.options = message.getOptions();
  const proposed = message.getProposedMessage();
  if (!proposed) return;
  const event = proposedFrom(proposed);
  request.events.push(event);
  request.bytes += sizeOf(event);
};

const expectedBy = (options: AppendReq.Options | undefined): Expected => {
  if (!options || options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  return options.hasStreamExists() ? 'stream-exists' : BigInt(options.getRevision());
};

const responseOf = (appended: Exclude<Appended, { kind: 'deleted' }>, expected: Expected): AppendResp => {
  const response = new streams.AppendResp();
  if (appended.kind !== 'wrong') {
    const success = new streams.AppendResp.Success().setCurrentRevision(String(appended.revision));
    const at = String(appended.position);
    if (appended.position === null) success.setNoPosition(new shared.Empty());
    else success.setPosition(new streams.AppendResp.Position().setCommitPosition(at).setPreparePosition(at));
    return response.setSuccess(success);
  }

  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (appended.current < 0n) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(appended.current));
  if (expected === 'no-stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return response.setWrongExpectedVersion(wrong);
};

export const asServiceError = (error: unknown): Partial<ServiceError> =>
  error instanceof Error && 'code' in error
    ? (error as Partial<ServiceError>)
    : { code: status.UNKNOWN, details: `Exception was thrown by handler. ${String(error)}` };
