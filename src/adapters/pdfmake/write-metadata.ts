/** What pdfkit calls at the end, and its types leave out. */
type WithMetadata = { _addInfo(): void };

/**
 * Says in XMP what the document's properties say. pdfkit would as well, but takes a name for markup: of `<` and `&` in it, no
 * reader could make sense.
 *
 * @param document before its end.
 */
export const writeMetadata = (document: PDFKit.PDFDocument): void => {
  (document as PDFKit.PDFDocument & WithMetadata)._addInfo = () => document.appendXML(described(document.info));
};

const described = (info: PDFKit.DocumentInfo): string => `<rdf:Description rdf:about=""
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${text(info.Title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${text(info.Author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${text(info.Subject)}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>${text(info.Creator)}</xmp:CreatorTool>
<xmp:CreateDate>${moment(info.CreationDate)}</xmp:CreateDate>
<xmp:ModifyDate>${moment(info.ModDate)}</xmp:ModifyDate>
<pdf:Producer>${text(info.Producer)}</pdf:Producer>
</rdf:Description>`;

/** As XML. Printable text has none of the characters that XML cannot hold, but for two. */
const text = (value = ''): string =>
  value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\ufffe\uffff]/g, ' ');

/** To the second, as the properties have it. */
const moment = (date: Date | undefined): string => `${date?.toISOString().slice(0, 19)}Z`;
