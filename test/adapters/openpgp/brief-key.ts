import { generateKey } from 'openpgp';

/** An armored private key that is good for a day. */
export const generateBriefKey = async (createdAt: Date): Promise<string> => {
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: { name: 'A day' },
    date: createdAt,
    keyExpirationTime: 86_400,
    format: 'armored',
  });
  return privateKey;
};
