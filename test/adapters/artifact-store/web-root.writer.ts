// Publishes one file over another until it is killed; every byte of a file is the same. Started by web-root.test.ts.
import { createWebRoot } from '../../../src/adapters/artifact-store/web-root.ts';

const [path = '', bytes = ''] = process.argv.slice(2);
const store = createWebRoot({ path });

for (let round = 0; ; round += 1) {
  const key = `downloads/${String(round % 3).padStart(32, '0')}/Certificate.pdf`;
  await store.put({ key, body: Buffer.alloc(Number(bytes), round % 256), contentType: 'application/pdf' });
  process.stdout.write('.');
}
