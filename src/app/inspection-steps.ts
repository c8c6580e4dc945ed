import { evolve, initialState } from '../../machines/certificate.decider.ts';
import type { CertificateStream } from './certificate-streams.ts';

/** Where a certificate is, in XState's words. */
export type InspectedState = Readonly<{ status: 'active'; value: unknown; context: object }>;

/** One stored event, and the state that it led to. Nothing is left out yet: `inspected` does that. */
export type InspectionStep = Readonly<{
  event: Readonly<{ type: string; revision: number; time: string; data: object }>;
  state: InspectedState;
}>;

/** A history as steps to be shown one after the other. */
export const inspectionSteps = ({ history }: CertificateStream): readonly InspectionStep[] => {
  let state = initialState;
  return history.map(({ event, revision, metadata }) => {
    state = evolve(state, event);
    const { value, context } = state.snapshot;
    return {
      event: { ...event, revision: Number(revision), time: metadata.time },
      state: { status: 'active', value, context },
    };
  });
};

/** Where every certificate begins. */
export const inspectionStart = (): InspectedState => {
  const { value, context } = initialState.snapshot;
  return { status: 'active', value, context };
};
