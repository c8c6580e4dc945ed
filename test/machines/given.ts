import { decide, fold } from '../../machines/certificate.decider.ts';
import type { CertificateCommand, CertificateEvent, CommandRefused } from '../../machines/certificate.events.ts';

/** `given(what happened).when(a command)`: the facts that the command makes true. */
export const given = (...history: CertificateEvent[]) => ({
  when: (command: CertificateCommand | CommandRefused) => decide(command, fold(history)),
});
