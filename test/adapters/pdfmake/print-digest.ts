import { createHash } from 'node:crypto';
import { createPdfmakeRenderer } from '../../../src/adapters/pdfmake/pdfmake-renderer.ts';
import { awkwardNames, content } from '../../templates/content.ts';

/** The digest of some certificates, rendered here and now. */
export const digest = async (): Promise<string> => {
  const renderer = createPdfmakeRenderer();
  const hash = createHash('sha256');
  for (const name of awkwardNames.slice(0, 6)) hash.update(await renderer.render(content({ name })));
  return hash.digest('hex');
};

if (process.argv.includes('--print')) process.stdout.write(await digest());
