import type { Messages } from './messages.ts';

export const english: Messages = {
  language: 'en',
  direction: 'ltr',
  name: 'English',
  valid: {
    title: 'Valid {called}: {courseTitle}',
    heading: 'This {called} is valid',
    certifies: '{issuer} certifies that',
    completed: 'successfully completed',
    offeredBy: 'a course of study offered by {org}.',
    state: 'State',
    stateValid: 'Valid: neither replaced nor withdrawn',
    issued: 'Issued',
    kind: 'Kind',
    course: 'Course',
    signedWith: 'Signed with',
    open: 'Open the PDF',
    check: 'Check a PDF',
    signature: 'Signature',
    trust:
      'You can rely on this page if its address is the one printed on the {called}, {address}, and belongs to somebody you trust.',
  },
  kinds: { honor: 'Honor code certificate', verified: 'Verified certificate' },
  verify: {
    title: 'Check this {called}',
    heading: 'Is this PDF genuine?',
    intro:
      'Somebody gave you the PDF of this {called}. Find out whether it is, byte for byte, the file that {issuer} issued.',
    choose: 'Choose the PDF',
    drop: 'or drop it anywhere on this page',
    staysHere:
      'The file is checked on this device and sent to nobody. Once this page has loaded, no network is needed.',
    needsScript: 'To check a file here, the browser has to run this page’s script. You can also check by hand, below.',
    checking: 'Checking …',
    key: 'The issuer’s key',
    keyCompare:
      'Whoever can change this page can change the fingerprint on it. If much depends on the answer, compare it with one that {issuer} publishes elsewhere.',
    byHand: 'Check by hand, with GnuPG',
    byHandIntro:
      'No account is needed, and no website has to be trusted. Put the PDF that you were given into an empty folder, under the name {filename}, and save the signature and the key beside it. The first link leads to the PDF as it was issued:',
    stepImport: 'Import the public key, which is needed only once:',
    stepVerify: 'Check the signature:',
    goodSignature:
      'The answer must contain “Good signature”, or the same in your own language. After “BAD signature” the file is not the one that was issued.',
    stepCompare:
      'Compare the key: the answer’s last lines must show the fingerprint above, all forty digits of it. The warning that the key is “not certified with a trusted signature” only says that you have not told GnuPG yet whether you trust it. A key that has expired since does not matter; if it was revoked, ask {issuer} before you rely on the file.',
    showKey: 'Show the public key as text',
    back: 'Back to the {called}',
  },
  verdicts: {
    genuine: {
      says: 'This is the file that was issued',
      means:
        'It is, byte for byte, the PDF that {issuer} issued for this {called}. It is signed by the key with this fingerprint:',
    },
    replaced: {
      says: 'This is the file that was issued, but it was replaced on {date}',
      means:
        'It was genuine, and a newer one has taken its place. Ask whoever gave it to you for the newer one. It is signed by the key with this fingerprint:',
    },
    withdrawn: {
      says: 'This is the file that was issued, but it was withdrawn on {date}',
      means: 'It was genuine, and it is not valid any more. It is signed by the key with this fingerprint:',
    },
    changed: {
      says: 'This file was changed',
      means:
        'It bears the address of this {called}, but it is not, byte for byte, the file that was issued. Do not rely on it.',
    },
    another: {
      says: 'This is not the file of this {called}',
      means:
        'It bears the address of another one. It may be genuine: open the address that is printed on it, and check it there.',
    },
    foreign: {
      says: 'This is not the file that was issued',
      means: 'It was changed, or it is another document altogether. Do not rely on it.',
    },
    unproven: {
      says: 'The signature does not prove this file',
      means:
        'What this page holds does not fit together: the signature is not by the key with the fingerprint below. Do not rely on the file, and tell {issuer}.',
    },
    'not-a-pdf': {
      says: 'This is not a PDF',
      means: 'Choose the PDF itself, not a picture of it or an archive with it.',
    },
    empty: {
      says: 'This file is empty',
      means: 'It may not have been saved completely. Save it again, and try once more.',
    },
    'too-large': {
      says: 'This file is too large',
      means: 'It was not read: no {called} has more than {megabytesMax} MB. It is not the file that was issued.',
    },
    several: { says: 'These are several files', means: 'Choose one at a time.' },
    folder: { says: 'This is a folder', means: 'Open it, and choose the PDF in it.' },
    unreadable: {
      says: 'This file cannot be read',
      means: 'The browser was not given its content. Save it again, and try once more.',
    },
    unsupported: {
      says: 'This browser cannot check the file here',
      means:
        'It checks signatures only on pages that were loaded completely, by https. Load the page again, or check by hand, below.',
    },
  },
  stateUnknown: 'Whether it was replaced or withdrawn since could not be found out.',
  gone: {
    replaced: {
      title: 'Replaced certificate',
      heading: 'This certificate was replaced',
      means: 'On {date} a newer one took its place. Ask whoever showed it to you for the newer one.',
    },
    withdrawn: {
      title: 'Withdrawn certificate',
      heading: 'This certificate was withdrawn',
      means: 'It has not been valid since {date}.',
    },
  },
  nothingKept: 'This page says nothing about the person it was issued to.',
};
