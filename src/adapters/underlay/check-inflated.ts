import { inflateSync } from 'node:zlib';
import { RenderError } from '../../ports/certificate-renderer.ts';

/** What a page is drawn with is some megabytes; a few bytes can be made to swell to gigabytes. */
const INFLATED_BYTES_MAX = 67_108_864;
const STREAMS_MAX = 20_000;
/** The dictionary before a stream, or as much of its end as tells what it is. */
const DICTIONARY_BYTES = 400;

/**
 * Looks at every packed stream of a PDF before a library unpacks one. Images are left out: they are taken over as they are.
 *
 * @throws RenderError `template-too-large`
 */
export const checkInflated = (file: Buffer, name: string): void => {
  let left = INFLATED_BYTES_MAX;
  let count = 0;
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    if (file.subarray(at - 3, at).toString('latin1') === 'end') continue;
    count += 1;
    if (count > STREAMS_MAX) throw tooLarge(name);
    const dictionary = file.subarray(Math.max(0, at - DICTIONARY_BYTES), at).toString('latin1');
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1);
    if (!/\/FlateDecode|\/Fl\b/.test(own) || /\/Subtype\s*\/Image/.test(own)) continue;
    const begin = at + 6 + (file[at + 6] === 0x0d ? 2 : 1);
    const end = file.indexOf('endstream', begin);
    left -= inflatedLength(file.subarray(begin, end === -1 ? file.length : end), left);
    if (left <= 0) throw tooLarge(name);
  }
};

/** At most `limit`; nothing for what cannot be unpacked, which the library will complain of. */
const inflatedLength = (packed: Uint8Array, limit: number): number => {
  try {
    return inflateSync(packed, { maxOutputLength: limit }).length;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? limit : 0;
  }
};

const tooLarge = (name: string): RenderError =>
  new RenderError('template-too-large', `the template ${name} unpacks to more than a page needs: save it smaller`);
