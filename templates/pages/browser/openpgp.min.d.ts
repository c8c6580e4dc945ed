/** The lightweight build, as it is published beside these scripts. */
export { createMessage, readKey, readSignature, verify } from 'openpgp';
