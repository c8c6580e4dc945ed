import { basename, dirname } from 'node:path';
import { createStream } from 'rotating-file-stream';
import type { LineSink, OpenSink } from './line-sink.ts';

const FILES_KEPT = 5;

/**
 * A file that is moved to `<name>.1` when it reaches 2 MiB, with five old ones kept, readable by owner and group.
 *
 * @param path its folder must exist, or is made.
 */
export const openRotatedFile =
  (path: string): OpenSink =>
  (onFailed): LineSink => {
    const stream = createStream(basename(path), {
      path: dirname(path),
      size: '2M',
      rotate: FILES_KEPT,
      mode: 0o640,
    });
    let failed = false;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (!failed) onFailed(`the file cannot be written (${error.code ?? error.name})`);
      failed = true;
    });

    return {
      write(line) {
        stream.write(`${line}\n`);
      },
      close: () => new Promise((resolve) => (failed ? resolve() : stream.end(() => resolve()))),
    };
  };
