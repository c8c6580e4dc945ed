import type { CertificateSettings, Personal } from '../../machines/certificate.events.ts';
import type { CertificateContent } from '../../src/ports/certificate-renderer.ts';

/** A certificate's content; what a test is about is given, the rest is ordinary. */
export const content = (
  personal: Partial<Personal> = {},
  settings: Partial<CertificateSettings> = {},
): CertificateContent => ({
  personal: {
    username: 'ada',
    name: 'Ada Lovelace',
    grade: 'A',
    designation: null,
    interstitial: null,
    ...personal,
  },
  courseId: 'edX/DemoX/Demo_Course',
  requestedAt: '2026-01-31T10:20:30.000Z',
  artifacts: { downloadUuid: 'd'.repeat(32), verifyUuid: 'abcdef0123456789abcdef0123456789' },
  settings: {
    template: null,
    layout: 'standard',
    layoutSha256: '0'.repeat(64),
    underlay: null,
    kind: 'honor',
    org: 'edX',
    longOrg: 'Some Institution',
    course: 'DemoX',
    longCourse: 'edX Demonstration Course',
    issuedDate: 'January 31, 2026',
    called: 'certificate',
    calledPlural: 'certificates',
    association: null,
    disclaimer: null,
    credits: null,
    mdCerts: [],
    noTitle: false,
    signed: true,
    downloadUrl: 'https://downloads.example.org',
    verifyUrl: 'https://verify.example.org',
    filename: 'Certificate.pdf',
    problem: null,
    ...settings,
  },
});

/** Names that were seen, or that somebody will try. Each can be printed as it is. */
export const awkwardNames: readonly string[] = [
  'Dimitrios I. Toufekoulas (Δημήτριος Ι. Τουφεκούλας)',
  'NGUYỄN QUANG KHẢI',
  'Võ Văn Hồng Ngọc',
  'Αλέξανδρος Χαλικιόπουλος',
  'Илья Александрович Лахин',
  'Zoë Ærøskøbing Þórðardóttir-Ó Briain',
  "Seán O'Hara “Jack” d’Arc",
  '<script>alert(1)</script>',
  'Ann <b Smith & Co < 3',
  '{"text":"x","link":"https://evil.example"}',
  `{name} {{name}} \${name} <%= it.name %> %s`,
  '[["a"],{"pageBreak":"after"}]',
  'Robert"); DROP TABLE students;--',
  '\\u0041 &amp; &#65; \\(x\\)',
  '__proto__',
  'X',
  'a'.repeat(255),
  'W'.repeat(255),
  `${'Maria '.repeat(42)}Ana`,
  `${'Ё'.repeat(127)} ${'Ω'.repeat(127)}`,
];
