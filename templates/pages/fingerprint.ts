/** A fingerprint in groups of four digits, as gpg prints it and people compare it. */
export const spacedFingerprint = (fingerprint: string): string => fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
