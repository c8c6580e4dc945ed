import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type CertificateStatus, certificateStatuses } from '../../projections/certificate-status.ts';
import { openEventStore } from '../adapters/event-store/open-event-store.ts';
import { foldHistory } from '../app/fold-history.ts';
import { createHistory } from '../app/history.ts';
import { certificateStream } from '../app/stream-names.ts';
import type { DemoFolder } from '../sandbox/demo/demo-folder.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import { renderTable } from './render-table.ts';

type Ended = Readonly<{ folder: DemoFolder; sandbox: Sandbox; kills: number; exitCode: number }>;

/** What became of every certificate, and what to look at next. */
export const renderDemoReport = async ({ folder, sandbox, kills, exitCode }: Ended): Promise<readonly string[]> => {
  const statuses = await readStatuses(folder);
  const secret = Buffer.from((await readFile(join(folder.dataDir, 'installation-secret'), 'utf8')).trim());
  const files = await readdir(folder.webRoot, { recursive: true, withFileTypes: true });
  const filesOf = (...uuids: readonly string[]): number =>
    files.filter((entry) => entry.isFile() && uuids.some((uuid) => uuid && entry.parentPath.endsWith(uuid))).length;

  const rows = sandbox.lms.rows().map(({ username, courseId, status, downloadUuid, verifyUuid }) => {
    const ours = statuses.get(certificateStream(username, courseId, secret));
    return [username, ours?.status ?? '-', ours?.events ?? 0, status, filesOf(downloadUuid, verifyUuid)];
  });
  const refused = [...statuses.values()].filter(({ status }) => status === 'refused');
  for (const { events } of refused) rows.push(['(not JSON)', 'refused', events, '-', 0]);

  return [
    '',
    renderTable(['certificate', 'state', 'events', 'the LMS believes', 'files'], rows),
    '',
    `${kills} agent killed in the middle; the last one ended with exit code ${exitCode}. The LMS was told ${sandbox.lms.told().length} answers.`,
    '',
    ...reasonsOf(sandbox),
    ...nextSteps(folder, sandbox),
  ];
};

/** Where to look while the pages are up, with what is to be seen there. */
export const pagesToVisit = ({ lms }: Sandbox, url: string): readonly (readonly [what: string, address: string])[] => {
  const one = lms.rows().find(({ status }) => status === 'downloadable');
  const gone = lms.rows().find(({ status, verifyUuid }) => status === 'deleted' && verifyUuid);
  return [
    ...(one ? [['a certificate’s page', `${url}/cert/${one.verifyUuid}`] as const] : []),
    ...(one
      ? [['drop its PDF here, or another one, or change it', `${url}/cert/${one.verifyUuid}/verify.html`] as const]
      : []),
    ...(gone ? [['what is left of one that was taken down', `${url}/cert/${gone.verifyUuid}`] as const] : []),
  ];
};

const readStatuses = async ({ dataDir }: DemoFolder): Promise<ReadonlyMap<string, CertificateStatus>> => {
  const onDamaged = (error: Error): never => {
    throw error;
  };
  const store = createHistory(await openEventStore(`sqlite:${join(dataDir, 'events.db')}`, { onDamaged }));
  try {
    return await foldHistory(store, certificateStatuses, onDamaged);
  } finally {
    await store.close();
  }
};

const reasonsOf = ({ lms }: Sandbox): readonly string[] => {
  const failed = lms.rows().filter(({ status }) => status === 'error');
  return failed.length > 0
    ? ['What the LMS was told of the errors:', ...failed.map(({ errorReason }) => `  ${errorReason}`), '']
    : [];
};

const nextSteps = ({ path, publicKeyFile }: DemoFolder, { lms }: Sandbox): readonly string[] => {
  const here = relative('.', path);
  const one = lms.rows().find(({ status }) => status === 'downloadable');
  const pdf = `${here}/www/downloads/${one?.downloadUuid}/Certificate.pdf`;
  const proof = `${here}/www/cert/${one?.verifyUuid}`;
  return [
    'Look at it next:',
    `  the certificate      ${pdf}`,
    `  its proof            gpg --import ${relative('.', publicKeyFile)} && gpg --verify ${proof}/Certificate.pdf.sig ${pdf}`,
    `  its page             ${proof}/valid.html   (npm run demo -- --serve shows it, and checks a PDF that you drop on it)`,
    `  its story            npm run -s agent -- show ${one?.courseId}/${one?.username} --data-dir ${here}/data`,
    `  all of them          npm run -s agent -- status --list --data-dir ${here}/data`,
    `  the agent's log      ${here}/agent.log`,
  ];
};
