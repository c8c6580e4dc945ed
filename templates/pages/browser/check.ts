import { readChosen } from './chosen-file.ts';
import { judge } from './judge.ts';
import { showChecking, showVerdict } from './show-verdict.ts';
import { prepareSignatureCheck } from './signature-check.ts';
import { askStanding } from './standing.ts';

/**
 * Lets the reader choose or drop a file, and says how it stands to this page's certificate. All that needs the network is
 * done at once, when the page is loaded.
 */

const {
  sha256 = '',
  verifyUuid = '',
  fingerprint = '',
  publicKey = '',
  signature = '',
} = document.querySelector('main')?.dataset ?? {};

const standing = askStanding();
// A page that came without https may be anybody's, and browsers keep back what a check needs there.
const signed = isSecureContext
  ? import('./openpgp.min.js')
      .then((openpgp) => prepareSignatureCheck(openpgp, { publicKey, signature, fingerprint }))
      .catch(() => null)
  : Promise.resolve(null);

let latest = 0;
const check = async (files: readonly File[], hasFolder: boolean): Promise<void> => {
  latest += 1;
  const turn = latest;
  showChecking();
  const said = await verdictOn(files, hasFolder).catch((error: unknown) => {
    reportError(error);
    return { verdict: 'unsupported' };
  });
  // Another file was chosen meanwhile: that one counts.
  if (turn === latest) showVerdict(files.length === 1 ? { ...said, file: files[0]?.name ?? '' } : said);
};

const verdictOn = async (files: readonly File[], hasFolder: boolean) => {
  const bytes = await readChosen(files, hasFolder);
  if (typeof bytes === 'string') return { verdict: bytes };
  const isSigned = await signed;
  if (!isSigned) return { verdict: 'unsupported' };
  const judgement = await judge(bytes, { sha256, verifyUuid }, isSigned);
  if (judgement !== 'genuine') return { verdict: judgement };
  const now = await standing;
  const verdict = now.state === 'replaced' || now.state === 'withdrawn' ? now.state : judgement;
  return { verdict, standing: now };
};

for (const input of document.querySelectorAll<HTMLInputElement>('.drop input')) {
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    // The same file can be chosen again, when it was saved anew.
    input.value = '';
    if (files.length > 0) void check(files, false);
  });
}

const mark = (isOver: boolean): void => void document.body.classList.toggle('dropping', isOver);
addEventListener('dragover', (event) => {
  event.preventDefault();
  mark(true);
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) mark(false);
});
addEventListener('drop', (event) => {
  event.preventDefault();
  mark(false);
  const { files, items } = event.dataTransfer ?? { files: [], items: [] };
  const hasFolder = [...items].some((item) => item.webkitGetAsEntry?.()?.isDirectory === true);
  if (items.length > 0 || files.length > 0) void check([...files], hasFolder);
});

for (const element of document.querySelectorAll<HTMLElement>('[data-without-script]')) element.hidden = true;
for (const element of document.querySelectorAll<HTMLElement>('.check')) element.hidden = false;
