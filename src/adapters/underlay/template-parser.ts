import type { PDFContext, PDFDict, PDFRef, PDFStream, PDFRawStream as Stream } from '@cantoo/pdf-lib';
import { RenderError } from '../../ports/certificate-renderer.ts';
import type { PdfLib } from './pdf-lib.ts';
import type { Unpack } from './unpack-stream.ts';

type Parsing = Readonly<{
  bytes: Uint8Array;
  /** Null passes over what is packed: enough to see whether the file is encrypted. */
  unpack: Unpack | null;
}>;

/**
 * Everything in a PDF, by the library's parser. What that one would unpack without any limit, the objects and tables that
 * stand packed in streams, is unpacked here instead.
 *
 * @throws RenderError `template-too-large`; whatever the library throws for a file that is damaged.
 */
export const parseTemplate = async (library: PdfLib, parsing: Parsing): Promise<PDFContext> => {
  const parser = createParser(library, parsing);
  try {
    return await parser.parseDocument();
  } catch (cause) {
    // The library reports in its own words that an object could not be read.
    throw parser.refusal ?? cause;
  }
};

const createParser = (library: PdfLib, { bytes, unpack }: Parsing) => {
  const { PDFArray, PDFDict, PDFName, PDFNumber, PDFParser, PDFRawStream, PDFRef } = library;
  const [length, type] = [PDFName.of('Length'), PDFName.of('Type')];
  const lengths = createLengths(bytes);

  return new (class TemplateParser extends PDFParser {
    refusal: RenderError | undefined;

    /** Where a length stands in an object of its own, the library looks for the stream's end instead, and finds others. */
    protected override parseDict(ref?: PDFRef): PDFDict {
      const dict = super.parseDict(ref);
      const elsewhere = dict.get(length);
      const known = elsewhere instanceof PDFRef ? lengths.get(elsewhere.tag) : undefined;
      if (known !== undefined) dict.set(length, PDFNumber.of(known));
      return dict;
    }

    protected override parseDictOrStream(ref?: PDFRef): PDFDict | PDFStream {
      const object = super.parseDictOrStream(ref);
      if (!(object instanceof PDFRawStream)) return object;
      const kind = object.dict.lookup(type);
      if (kind === PDFName.of('XRef')) return this.trailerOf(object);
      if (kind !== PDFName.of('ObjStm')) return object;
      try {
        if (unpack) this.takeObjects(object.dict, unpack(object));
      } catch (error) {
        if (error instanceof RenderError) this.refusal = error;
        throw error;
      }
      return PDFDict.withContext(this.context);
    }

    /** The library reads every object of a file anyway. Of a table it needs nothing but what stands beside it. */
    private trailerOf({ dict }: Stream): Stream {
      for (const packing of ['Filter', 'DecodeParms']) dict.delete(PDFName.of(packing));
      dict.set(PDFName.of('Index'), PDFArray.withContext(this.context));
      return PDFRawStream.of(dict, new Uint8Array());
    }

    /** Each object has its own part of the stream, so that no text is read twice. */
    private takeObjects(dict: PDFDict, unpacked: Uint8Array): void {
      const first = dict.lookup(PDFName.of('First'), PDFNumber).asNumber();
      const count = dict.lookup(PDFName.of('N'), PDFNumber).asNumber();
      const table = Buffer.from(unpacked.subarray(0, first)).toString('latin1').trim().split(/\s+/).map(Number);
      for (let at = 0; at < Math.min(count * 2, table.length - 1); at += 2) {
        const [object = Number.NaN, offset = Number.NaN] = table.slice(at, at + 2);
        const own = unpacked.subarray(first + offset, first + (table[at + 3] ?? unpacked.length));
        const ref = PDFRef.of(object);
        this.context.assign(ref, library.PDFObjectParser.forBytes(own, this.context).parseObject(ref));
      }
    }
  })(bytes, Number.POSITIVE_INFINITY, true);
};

/** The whole numbers that are objects of their own, by what refers to them. Looked for when there is need of one. */
const createLengths = (bytes: Uint8Array): Pick<ReadonlyMap<string, number>, 'get'> => {
  let found: ReadonlyMap<string, number> | undefined;
  const find = (): ReadonlyMap<string, number> => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const objects = text.matchAll(/\b(\d{1,10}) (\d{1,5}) obj\s{1,4}(\d{1,10})\s{1,4}endobj/g);
    return new Map([...objects].map(([, object, generation, value]) => [`${object} ${generation} R`, Number(value)]));
  };
  return {
    get: (tag) => {
      found ??= find();
      return found.get(tag);
    },
  };
};
