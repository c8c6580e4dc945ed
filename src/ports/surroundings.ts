/** Time and chance, which pure code must be handed. */
export interface Surroundings {
  now(): Date;
  /** 32 random hexadecimal digits. */
  uuid(): string;
}
